"""The formats of a report, against golden files, and excerpts on the odd lines that files hold.

To write the golden files anew after a change that is meant: ``python -m tests.test_report``; then read the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.finding import FileReport, Finding, ModelInfo, RelatedPlace, Tally
from detector.report import Reporter
from detector.report.excerpt import ELLIPSIS, MAX_LINES, cells, excerpt, visible
from detector.report.json import JsonReporter
from detector.report.text import TextReporter
from detector.rules.base import Severity
from detector.spans import LineIndex, Span

GOLDEN = Path(__file__).parent / "golden"
SOURCE = (
    "Tarn Valley reopens its bridge\n\n"
    "The council’s spokeswoman, Oda Fenn, met the press on Tuesday in the old town hall. “The bridge will carry "
    "lorries again by May,” the Tarn Courier said in a statement that was sent to every household in the valley on "
    "Wednesday. Agency.\n"
    "\tdas 東京 cafe\u0301 said Fenn said \x1b[31mred\n"
)


def _finding(text: str, rule: str, name: str, severity: Severity, **more: object) -> Finding:
    start = SOURCE.index(text)
    lines = LineIndex(SOURCE)
    line, column = lines.position(start)
    end_line, end_column = lines.position(start + len(text))
    return Finding(
        rule=rule, name=name, severity=severity, score=0.9712, start=start, end=start + len(text), line=line,
        column=column, end_line=end_line, end_column=end_column, text=text, **more,  # type: ignore[arg-type]
    )  # fmt: skip


FENN = SOURCE.index("Oda Fenn")
FILES = (
    FileReport(
        "valley.txt",
        findings=(
            _finding(
                SOURCE[SOURCE.index("“") : SOURCE.index(" Agency")],
                "MQ103",
                "wrong-speaker",
                Severity.ERROR,
                message="credited to the Tarn Courier, but the passage points to Oda Fenn",
                related=(RelatedPlace(FENN, FENN + 8, 3, 28, "Oda Fenn is introduced here"),),
            ),
            _finding("Agency.", "GB103", "stray-fragment", Severity.WARNING, message="stands alone"),
            _finding(
                "said Fenn said",
                "MQ108",
                "doubled-cue",
                Severity.INFO,
                message="“said” comes twice\x1b]0;title\x07",
                suggestion="said Fenn",
            ),
        ),
        notes=("not UTF-8: read as windows-1252",),
        sentences=4,
        quotations=1,
        source=SOURCE,
    ),
    FileReport("broken\x1b[2J.txt", error="no such file: check the path"),
    FileReport("fine.md", sentences=1200, quotations=0, source="All is well."),
)


def render(reporter: Reporter, model: ModelInfo | None, files: Sequence[FileReport] = FILES) -> str:
    """All that a reporter prints about some files."""
    tally = Tally()
    printed = []
    for file in files:
        tally.add(file)
        printed.append(reporter.add(file))
    tally.seconds = 0.734
    return "".join(printed) + reporter.finish(tally, model)


RENDERED = {
    "report.txt": lambda: render(TextReporter(width=80), None),
    "report-colour.txt": lambda: render(TextReporter(width=80, colour=True), None),
    "report.json": lambda: render(JsonReporter("1.2.3"), ModelInfo("misquote-nli", "0" * 64)),
}


@pytest.mark.parametrize("name", RENDERED)
def test_golden_files(name: str) -> None:
    assert RENDERED[name]() == (GOLDEN / name).read_bytes().decode("utf-8")


def test_colour_changes_nothing_but_colour() -> None:
    assert click.unstyle(RENDERED["report-colour.txt"]()) == RENDERED["report.txt"]()


def test_nothing_in_an_article_reaches_the_terminal_as_a_command() -> None:
    printed = RENDERED["report.txt"]()
    assert all(char.isprintable() or char == "\n" for char in printed)


def _shown(source: str, span: Span, width: int = 40) -> list[tuple[str, str]]:
    return list(excerpt(source, span, LineIndex(source), width))


def test_the_underline_stands_under_the_span_in_wide_and_combining_text() -> None:
    ((line, underline),) = _shown("東京 cafe\u0301 said said", Span(9, 18))
    assert line == "東京 cafe\u0301 said said"
    assert underline == " " * 10 + "^" * 9


def test_a_span_over_several_lines_is_underlined_on_each() -> None:
    source = "one two\r\n  three\r\n\r\nfour five"
    assert _shown(source, Span(4, 24)) == [
        ("one two", "    ^^^"),
        ("  three", "  ^^^^^"),
        ("four five", "^^^^"),
    ]


def test_a_span_over_many_lines_is_cut_short() -> None:
    shown = _shown("word\n" * 20, Span(0, 99))
    assert len(shown) == MAX_LINES + 1
    assert shown[-1] == (ELLIPSIS, "")


def test_an_endless_line_is_clipped_on_both_sides() -> None:
    source = "lorem ipsum " * 100_000 + "HERE" + " dolor sit" * 100_000
    at = source.index("HERE")
    ((line, underline),) = _shown(source, Span(at, at + 4))
    assert len(line) <= 40 + 2
    assert line.startswith(ELLIPSIS) and line.endswith(ELLIPSIS)
    assert line[underline.index("^") : len(underline)] == "HERE"


@given(text=st.text(max_size=60), data=st.data(), width=st.integers(20, 50))
def test_any_span_of_any_text_can_be_shown(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for line, underline in _shown(text, Span(start, end), width):
        assert "\n" not in line
        assert visible(line) == line
        assert len(line) <= width + 2
        assert set(underline) <= {" ", "^"}
        assert cells(line) <= 2 * (width + 2)


if __name__ == "__main__":
    for name, rendered in RENDERED.items():
        (GOLDEN / name).write_bytes(rendered().encode("utf-8"))
