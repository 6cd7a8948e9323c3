"""One self-contained page: every article with its findings marked where they stand.

Nothing is loaded from anywhere, and the page can be read without its script, on paper and in the dark.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import escape
from itertools import pairwise

from detector.finding import FileReport, Finding, ModelInfo, Tally
from detector.report import counted
from detector.rules.base import Severity

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1d1d1f; --faint: #5c5c66; --line: #d8d8de;
  --error: #b3123a; --warning: #8a5a00; --info: #14557f; --error-back: #fde4ea; --warning-back: #fdf0d2;
  --info-back: #dcedf9; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181c; --ink: #ececf0; --faint: #a6a6b2; --line: #3a3b44;
  --error: #ff8fa8; --warning: #f2c265; --info: #8cc8f2; --error-back: #4d1626; --warning-back: #463410;
  --info-back: #14344a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 Georgia, "Times New Roman", serif; }
h1, h2, nav, fieldset, .findings, .error-line { font-family: system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; border-top: 1px solid var(--line); padding-top: 1rem;
  overflow-wrap: anywhere; }
.sum, .where, .score { color: var(--faint); }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 1rem 0; font-size: .9rem; }
fieldset label { display: inline-block; margin-right: 1.2rem; white-space: nowrap; }
nav ul { columns: 20rem; padding-left: 1.2rem; font-size: .9rem; overflow-wrap: anywhere; }
nav li { break-inside: avoid; }
.pair { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2rem; }
@media (max-width: 56rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
.article { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; border-bottom: 2px solid; border-radius: .15rem; }
mark.error { background: var(--error-back); border-color: var(--error); }
mark.warning { background: var(--warning-back); border-color: var(--warning); }
mark.info { background: var(--info-back); border-color: var(--info); }
mark.off { background: none; border-color: transparent; }
.findings { list-style: none; margin: 0; padding: 0; font-size: .9rem; line-height: 1.45; }
.findings > li { border-left: .25rem solid; padding: .1rem 0 .1rem .8rem; margin-bottom: 1rem; }
.findings > li.error { border-color: var(--error); }
.findings > li.warning { border-color: var(--warning); }
.findings > li.info { border-color: var(--info); }
.findings ul { padding-left: 1.1rem; margin: .2rem 0; }
a { color: inherit; }
a:focus-visible, input:focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
:target { outline: 2px solid var(--info); outline-offset: 2px; }
.error-line { color: var(--error); }
@media print { fieldset, nav { display: none; } body { max-width: none; padding: 0; } h2 { break-after: avoid; }
  .findings > li { break-inside: avoid; } mark { background: none !important; } }
"""
_SCRIPT = """
document.querySelectorAll("fieldset").forEach((one) => { one.hidden = false; });
document.querySelectorAll("fieldset input").forEach((box) => box.addEventListener("change", () => {
  const hidden = new Set([...document.querySelectorAll("fieldset input:not(:checked)")].map((one) => one.value));
  document.querySelectorAll(".findings > li").forEach((one) => { one.hidden = hidden.has(one.dataset.rule); });
  document.querySelectorAll("mark").forEach((one) => {
    one.classList.toggle("off", one.dataset.rules.split(" ").every((rule) => hidden.has(rule)));
  });
}));
"""


class HtmlReporter:
    """Keeps a section a file that has findings or could not be read, and prints the page at the end."""

    def __init__(self) -> None:
        self._sections: list[str] = []
        self._contents: list[str] = []
        self._rules: Counter[tuple[str, str]] = Counter()

    def add(self, report: FileReport) -> str:
        """Nothing yet: the page begins with its sums."""
        if report.findings or report.error is not None:
            number = len(self._sections) + 1
            self._rules.update((finding.rule, finding.name) for finding in report.findings)
            note = "could not be read" if report.error is not None else f"{len(report.findings)}"
            self._contents.append(f'<li><a href="#file-{number}">{_text(report.path)}</a> ({note})</li>')
            self._sections.append(_section(number, report))
        return ""

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002
        """The page."""
        boxes = "\n".join(
            f'<label><input type="checkbox" value="{code}" checked> {code} {name} ({count})</label>'
            for (code, name), count in sorted(self._rules.items())
        )
        parts = [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>misquote</title>',
            f"<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n<h1>misquote</h1>",
            f'<p class="sum">{_sum(tally)}</p>',
            f"<fieldset hidden><legend>Show</legend>\n{boxes}\n</fieldset>" if boxes else "",
            "</header>",
            '<nav aria-label="Files"><ul>',
            *self._contents,
            "</ul></nav>\n<main>",
            *self._sections,
            f"</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n",
        ]
        return "\n".join(part for part in parts if part)


def _sum(tally: Tally) -> str:
    unread = f"; {tally.errors:,} could not be read" if tally.errors else ""
    files = tally.files - tally.errors
    return f"{counted(tally.findings, 'finding')} in {counted(files, 'file')}{unread}"


def _section(number: int, report: FileReport) -> str:
    head = f'<section id="file-{number}">\n<h2>{_text(report.path)}</h2>'
    if report.error is not None:
        return f'{head}\n<p class="error-line">{_text(report.error)}</p>\n</section>'
    items = "\n".join(
        _item(f"{number}-{index}", finding) for index, finding in enumerate(report.findings, start=1)
    )
    article = "".join(_marked(number, report))
    return (
        f'{head}\n<div class="pair">\n<div class="article">{article}</div>\n<ol class="findings">\n{items}\n</ol>\n'
        "</div>\n</section>"
    )


def _marked(number: int, report: FileReport) -> Iterator[str]:
    """The article, cut wherever a finding begins or ends, so that marks never cross."""
    waiting = deque(enumerate(report.findings, start=1))  # in the order of their starts
    here: list[Finding] = []
    cuts = {0, len(report.source)}
    cuts.update(at for finding in report.findings for at in (finding.start, finding.end))
    for start, end in pairwise(sorted(cuts)):
        while waiting and waiting[0][1].start <= start:
            index, finding = waiting.popleft()
            here.append(finding)
            yield _anchor(number, index)
        here = [finding for finding in here if finding.end > start]
        shown = _text(report.source[start:end])
        yield f"<mark {_why(here)}>{shown}</mark>" if here else shown
    for index, _ in waiting:  # they are empty, and no text follows
        yield _anchor(number, index)


def _anchor(number: int, index: int) -> str:
    """Where the link of a finding leads."""
    return f'<span id="mark-{number}-{index}"></span>'


def _why(findings: list[Finding]) -> str:
    """The attributes of a mark: how grave, by which rules, and why."""
    gravest = min((finding.severity for finding in findings), key=tuple(Severity).index)
    rules = " ".join(finding.rule for finding in findings)
    title = _text("; ".join(finding.message for finding in findings))
    return f'class="{gravest.value}" data-rules="{rules}" title="{title}"'


def _item(number: str, finding: Finding) -> str:
    related = "".join(
        f"<li>{_text(place.message)} (line {place.line}, column {place.column})</li>"
        for place in finding.related
    )
    mend = f"<p>Instead: <q>{_text(finding.suggestion)}</q></p>" if finding.suggestion is not None else ""
    return (
        f'<li class="{finding.severity.value}" data-rule="{finding.rule}">'
        f'<a href="#mark-{number}"><strong>{finding.rule} {finding.name}</strong> '
        f'<span class="where">line {finding.line}, column {finding.column}</span></a> '
        f'<span class="score">{finding.score:.0%}</span><br>{_text(finding.message)}'
        f"{f'<ul>{related}</ul>' if related else ''}{mend}</li>"
    )


def _text(text: str) -> str:
    """Text as a page can hold it: nothing in it is markup, and what no page can hold is replaced.

    A line of it is no workflow command either, where the page is printed into the log of a step on GitHub.
    """
    return escape(_FORBIDDEN.sub("\ufffd", text)).replace("::", "&#58;:")
