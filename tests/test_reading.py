"""From files to prose and back: what is read, what is left out, and where each code point stands in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector import Checker
from detector.document import Document, Kind
from detector.readers import ReadError, read_file, read_text
from detector.spans import LineIndex, Span

FORMATS = ("plaintext", "markdown", "html")
PARAGRAPHS = (
    "The visit was a sign that the two were in earnest. could be finished within three years.",
    "“We never asked for it,” Ines Kade said in a statement. she said.",
)


def blocks(document: Document) -> list[tuple[Kind, str]]:
    return [(block.kind, block.span.of(document.plain)) for block in document.blocks]


def test_the_same_article_reads_the_same_in_every_format() -> None:
    text = "\n\n".join(PARAGRAPHS)
    page = "<html><body>" + "".join(f"<p>{part}</p>\n" for part in PARAGRAPHS) + "</body></html>"
    checker = Checker()
    reports = [
        checker.check_text(source, format=kind)
        for kind, source in (("plaintext", text), ("markdown", text), ("html", page))
    ]
    found = [[(finding.rule, finding.text) for finding in report.findings] for report in reports]
    assert found[0] == found[1] == found[2]
    assert [rule for rule, _ in found[0]] == ["GB102", "MQ102"]


def test_markdown_that_is_no_prose_is_left_out() -> None:
    source = (
        "---\ntitle: Front matter said she\n---\n\n# The heading\n\nA [link](http://example.org/said) and `code` "
        "<!-- a note --> here.\n\n```\nblock of code\n```\n\n- an item\n\n> A quotation."
        "\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        '{{< figure src="x.png" >}}\n\nThe end.\n'
    )
    document = read_text(source, path="a.md", format="markdown")
    plain = document.plain
    for gone in ("Front matter", "example.org", "a note", "block of code", "figure", "| c"):
        assert gone not in plain
    kinds = {text.strip(): kind for kind, text in blocks(document)}
    assert kinds["The heading"] is Kind.HEADING
    assert kinds["an item"] is Kind.LIST_ITEM
    assert kinds["A quotation."] is Kind.BLOCK_QUOTE
    assert kinds["The end."] is Kind.PARAGRAPH


def test_html_keeps_the_prose_and_maps_entities_as_one() -> None:
    source = (
        "<html><head><style>p {}</style><script>let said;</script></head><body><nav>Menu</nav>"
        "<h1>Title</h1><p>Smith &amp; Sons <b>said</b> no.</p><template><p>never</p></template></body></html>"
    )
    document = read_text(source, path="a.html", format="html")
    assert "Smith & Sons said no." in document.plain
    for gone in ("let said", "Menu", "never", "p {}"):
        assert gone not in document.plain
    at = document.plain.index("&")
    assert document.locate(Span(at, at + 1)).of(source) == "&amp;"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("“Né” said.".encode(), "“Né” said."),
        ("“Né” said.".encode("utf-8-sig"), "“Né” said."),
        ("“Né” said.".encode("utf-16"), "“Né” said."),
        ("“Né” said.".encode("cp1252"), "“Né” said."),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    document = read_file(path)
    assert document.plain == expected
    assert bool(document.notes) is (data == expected.encode("cp1252"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_ending_parts_paragraphs(end: str) -> None:
    document = read_text(f"One is here.{end}{end}Two is there.", path="-", format="plaintext")
    assert [text for _, text in blocks(document)] == ["One is here.", "Two is there."]
    assert LineIndex(document.text).position(document.text.index("Two")) == (3, 1)


def test_a_binary_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x00\x01\x02\x00" * 50)
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert caught.value.path == str(path)
    assert "\n" not in caught.value.message


MARKUP = st.lists(
    st.sampled_from(
        [
            "word ",
            "“said” ",
            "<p>",
            "</p>",
            "<b>",
            "&amp;",
            "&#8217;",
            "*a*",
            "[x](y)",
            "# ",
            "\n",
            "\n\n",
            "- ",
            "> ",
            "`c`",
            "<!-- n -->",
            "{{< s >}}",
            "---\n",
            "é",
            "\U0001f600",
            "\r\n",
            "| a |",
            "<script>",
            "\\*",
            "\t",
        ]
    ),
    max_size=40,
)


@pytest.mark.parametrize("format_", FORMATS)
@given(pieces=MARKUP)
@settings(max_examples=60, deadline=None)
def test_every_code_point_is_found_again(format_: str, pieces: list[str]) -> None:
    source = "".join(pieces)
    try:
        document = read_text(source, path="-", format=format_)
    except ReadError:
        return  # front matter that never ends
    for run in document.runs:
        if run.length == run.size:
            assert document.plain[run.at : run.at + run.length] == source[run.start : run.start + run.size]
        for at in range(run.at, min(run.at + run.length, len(document.plain))):
            place = document.locate(Span(at, at + 1))
            if run.length == run.size:
                assert place.of(source) == document.plain[at]
    ends = [0, *(edge for block in document.blocks for edge in (block.span.start, block.span.end))]
    assert ends == sorted(ends)


@pytest.mark.parametrize("format_", FORMATS)
@given(source=st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_read(format_: str, source: str) -> None:
    try:
        document = read_text(source, path="-", format=format_)
    except ReadError:
        return
    assert all(block.span.of(document.plain).strip() for block in document.blocks)


@given(st.text(alphabet="ab\n\r\u2028é", max_size=60), st.integers(0, 60))
def test_lines_and_columns_count_from_one(text: str, at: int) -> None:
    at = min(at, len(text))
    line, column = LineIndex(text).position(at)
    assert line >= 1
    assert column >= 1
    assert LineIndex(text).position(0) == (1, 1)
