"""Measure the extraction of quotations: ``python -m models.evaluate_extraction --data DIR --split dev``.

Against the attributions of the PolNeAR corpus (Newell et al. 2018, LREC) and of the news part of GUM, marked by hand
(``DIR/quotes``). One table, one line for direct and one for mixed quotations:

* recall: the share of the marked attributions at least half of which, of the code points in quotation marks, is
  extracted and credited by one clause;
* precision: the share of the extracted attributions at least half of which somebody marked as anybody's words;
* speaker: among those found whose speaker is marked too, the share that overlaps, that is the same span, and that is
  the same up to what is added to a name (“Ana Lund, who owns the mill,”): the corpus counts that in, extraction
  leaves it out.

The corpus computes direct and mixed from " and “ only; what stands in two single marks counts here too.
``--show`` writes down what was wrong.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detector.article import Article, Attribution, QuotationKind
from detector.document import Document
from detector.marks import pairs
from detector.quotation import extract
from detector.readers import read_text
from detector.spans import Span
from models.pairs import read_jsonl, split_of

_KINDS = {"direct": QuotationKind.DIRECT, "mixed": QuotationKind.MIXED}
_CONTEXT = 120
_ADDED = re.compile(r",| \(| who\b")


@dataclass(frozen=True, slots=True)
class Marked:
    """An attribution that somebody marked by hand; spans point into the plain text."""

    kind: str
    content: tuple[Span, ...]
    speaker: Span | None


def marked(document: Document, row: dict[str, Any]) -> list[Marked]:
    """The attributions of an article that hold quotation marks, without those that lie in text no reader kept."""
    place = places(document)
    found = []
    for item in row["attributions"]:
        content = [span for part in item["content_parts"] if (span := place(part))]
        speaker = place(item["speaker"]) if item["speaker"] else None
        if content:
            found.append(Marked(_kind(document.plain, content, item["kind"]), tuple(content), speaker))
    return found


def _kind(plain: str, content: Sequence[Span], kind: str) -> str:
    text = plain[content[0].start : content[-1].end]
    if kind in _KINDS or "''" not in text:
        return kind
    return "direct" if text.startswith("''") and text.endswith("''") else "mixed"


def places(document: Document) -> Callable[[Sequence[int]], Span | None]:
    """A function from ``[start, end]`` in the file to the span in the plain text."""
    to_plain: dict[int, int] = {}
    for run in document.runs:
        if run.length == run.size:
            to_plain.update(
                zip(range(run.start, run.start + run.size), range(run.at, run.at + run.length), strict=True)
            )

    def place(part: Sequence[int]) -> Span | None:
        inside = [to_plain[at] for at in range(*part) if at in to_plain]
        return Span(inside[0], inside[-1] + 1) if inside else None

    return place


def shared(some: Iterable[Span], others: Sequence[Span]) -> int:
    """How many code points two sets of spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)


def measure(article: Article, gold: Sequence[Marked], counts: Counter[str]) -> Iterator[str]:
    """Count hits and misses of one article, and describe each miss in a line."""
    plain = article.plain
    said = [
        item
        for item in article.attributions
        if item.quotation and item.quotation.kind is not QuotationKind.INDIRECT
    ]
    in_marks = [
        Span(pair.open.end, pair.close.start)
        for pair in pairs(article.document)
        if pair.open and pair.close and not pair.depth
    ]
    for one in gold:
        quoted = [cut for part in one.content for mark in in_marks if (cut := _cut(part, mark))]
        content = quoted or list(one.content)
        if one.kind not in _KINDS:
            continue
        counts[f"{one.kind} marked"] += 1
        covered: Counter[Span] = Counter()
        for item in said:
            covered[item.clause] += shared(_contents(item), content)
        clause, most = max(covered.items(), key=lambda entry: entry[1], default=(None, 0))
        best = next((item for item in said if item.clause == clause), None)
        if best is None or 2 * most < sum(map(len, content)):
            yield f"{one.kind} MISSED  {_show(plain, content[0])}"
            continue
        counts[f"{one.kind} found"] += 1
        if one.speaker is None:
            continue
        counts[f"{one.kind} with speaker"] += 1
        got = best.speaker.span if best.speaker else None
        counts[f"{one.kind} overlapping"] += bool(got and got.overlaps(one.speaker))
        counts[f"{one.kind} exact"] += got == one.speaker
        counts[f"{one.kind} head"] += bool(got and got.of(plain) == _head(one.speaker.of(plain)))
        if got is None or got.of(plain) != _head(one.speaker.of(plain)):
            label = "inexact" if got and got.overlaps(one.speaker) else "SPEAKER"
            yield (
                f"{one.kind} {label}  got {got.of(plain) if got else None!r}, want {one.speaker.of(plain)!r}"
                f"  {_show(plain, content[0].join(one.speaker))}"
            )
    everything = [part for one in gold for part in one.content]
    for item in said:
        kind = next(
            name
            for name, kind in _KINDS.items()
            if item.quotation and item.quotation.kind in (kind, QuotationKind.NOT_SPEECH)
        )
        counts[f"{kind} extracted"] += 1
        right = 2 * shared(_contents(item), everything) >= sum(map(len, _contents(item)))
        counts[f"{kind} right"] += right
        if not right:
            yield f"{kind} ALARM  {item.clause.of(plain)!r}  {_show(plain, _contents(item)[0])}"


def _contents(item: Attribution) -> tuple[Span, ...]:
    return item.quotation.contents if item.quotation else ()


def _head(speaker: str) -> str:
    """A marked speaker without what is added behind a comma, a bracket or “who”."""
    return _ADDED.split(speaker, maxsplit=1)[0]


def _cut(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def _show(plain: str, span: Span) -> str:
    around = (
        plain[max(span.start - _CONTEXT, 0) : span.start],
        span.of(plain),
        plain[span.end : span.end + _CONTEXT],
    )
    return "{}[[{}]]{}".format(*around).replace("\n", "⏎")


def table(counts: Counter[str]) -> str:
    """The figures, one line for each kind."""
    lines = ["kind      marked  recall  precision  speaker overlapping  exact  up to additions"]
    for kind in _KINDS:
        with_speaker = max(counts[f"{kind} with speaker"], 1)
        lines.append(
            f"{kind:<8}  {counts[f'{kind} marked']:6}"
            f"  {counts[f'{kind} found'] / max(counts[f'{kind} marked'], 1):6.3f}"
            f"  {counts[f'{kind} right'] / max(counts[f'{kind} extracted'], 1):9.3f}"
            f"  {counts[f'{kind} overlapping'] / with_speaker:19.3f}"
            f"  {counts[f'{kind} exact'] / with_speaker:5.3f}"
            f"  {counts[f'{kind} head'] / with_speaker:15.3f}"
        )
    return "\n".join(lines)


def main() -> None:
    """Extract, compare, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds quotes/")
    parser.add_argument("--split", choices=("dev", "test", "train"), default="dev")
    parser.add_argument("--articles", type=int, help="take the first N of the split only")
    parser.add_argument("--show", type=Path, help="write every miss and every wrong one to this file")
    options = parser.parse_args()
    rows = [
        row
        for row in read_jsonl(options.data / "quotes" / "train.jsonl.gz")
        if split_of(row["id"]) == options.split
    ]
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    seconds, words = 0.0, 0
    for row in rows[: options.articles]:
        document = read_text(row["text"], path=row["id"], format="plaintext")
        start = time.process_time()
        article = extract(document)
        seconds += time.process_time() - start
        words += len(document.plain.split())
        wrong += measure(article, marked(document, row), counts)
    print(table(counts))
    print(f"{words} words, {words / seconds:.0f} words/s on one core")
    if options.show:
        options.show.write_text("\n".join(wrong) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
