"""Pages whose prose is known beforehand, code point by code point: what is read must be just that, from just there."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.document import Kind
from detector.readers import read_text
from detector.spans import Span


class Piece(NamedTuple):
    """A scrap of source, what a reader of the page sees of it, and where in the scrap that begins."""

    source: str
    shown: str
    at: int = 0
    unit: bool = False  # shown stands for the source as a whole


class Frame(NamedTuple):
    """What stands around a block."""

    kind: Kind
    before: str
    after: str = ""
    margin: str = ""  # before each further line


class Character(NamedTuple):
    """A character of the prose and its place in the source."""

    shown: str
    place: Span


WORDS = [
    Piece(word, word)
    for word in ("river", "Reyes’s", "“No,”", "café", "e\u0301te\u0301", "\U0001f600", "100%", "(so)")
]
ENTITIES = [
    Piece("&amp;", "&", unit=True),
    Piece("&#8217;", "’", unit=True),
    Piece("&eacute;", "é", unit=True),
    Piece("&#x1F600;", "\U0001f600", unit=True),
]
MARKDOWN = [
    *WORDS,
    *ENTITIES,
    Piece("**bold**", "bold", 2),
    Piece("*one*", "one", 1),
    Piece('[a link](http://a.example/b_c "a title")', "a link", 1),
    Piece("![a picture](a.png)", ""),
    Piece("`code`", "code", 1),
    Piece(r"\*", "*", 1),
    Piece("<!-- a note -->", ""),
    Piece("{{< short code >}}", ""),
    Piece("{% liquid %}", ""),
    Piece("<b>bold</b>", "bold", 3),
    Piece("[^1]", ""),
    Piece("~~gone~~", "gone", 2),
    Piece("<http://a.example/>", "http://a.example/", 1),
]
MARKDOWN_FRAMES = [
    Frame(Kind.PARAGRAPH, ""),
    Frame(Kind.HEADING, "## "),
    Frame(Kind.BLOCK_QUOTE, "> ", margin="> "),
    Frame(Kind.LIST_ITEM, "- ", margin="  "),
    Frame(Kind.PARAGRAPH, "```\nsome code\n```\n\n"),
    Frame(Kind.PARAGRAPH, "| a | b |\n|---|---|\n| c | d |\n\n"),
    Frame(Kind.PARAGRAPH, "\u00a0\n\n"),
]
HTML = [
    *WORDS,
    *ENTITIES,
    Piece("<b>bold</b>", "bold", 3),
    Piece("<a title='a > b' href=\"x?a=1&amp;b\">a link</a>", "a link", 36),
    Piece("<!-- a <b> note -->", ""),
    Piece("<script>if (a < b) { said(); }</script>", ""),
    Piece("<img alt='a picture'>", ""),
    Piece("5 < 6", "5 < 6"),
]
HTML_FRAMES = [
    Frame(Kind.PARAGRAPH, "<p>", "</p>"),
    Frame(Kind.PARAGRAPH, "<P class=a>", ""),
    Frame(Kind.PARAGRAPH, "<div>", "</div>"),
    Frame(Kind.HEADING, "<h2>", "</h2>"),
    Frame(Kind.BLOCK_QUOTE, "<blockquote><p>", "</p></blockquote>"),
    Frame(Kind.LIST_ITEM, "<ul><li>", "</li></ul>"),
    Frame(Kind.CAPTION, "<figure><figcaption>", "</figcaption></figure>"),
    Frame(Kind.PARAGRAPH, "<nav><p>Home</p></nav><p>", "</p><template><p>No.</p></template>"),
]
PAGES = {
    "plaintext": (WORDS, [Frame(Kind.PARAGRAPH, "")]),
    "markdown": (MARKDOWN, MARKDOWN_FRAMES),
    "html": (HTML, HTML_FRAMES),
}
END = Piece("It ended there.", "It ended there.")  # so that no paragraph has the form of a heading


class Page:
    """Writes the source and, beside it, what is to be read of it."""

    def __init__(self, line_end: str) -> None:
        self.source = ""
        self.blocks: list[tuple[Kind, list[Character]]] = []
        self._line_end = line_end

    def add(self, frame: Frame, pieces: list[tuple[Piece, bool]]) -> None:
        shown: list[Character] = []
        gap = ""
        self._put(frame.before)
        for index, (piece, breaks) in enumerate([(WORDS[0], False), *pieces, (END, False)]):
            if index:
                breaks = breaks and frame.kind is not Kind.HEADING and not piece.source.startswith("<!--")
                gap = "\n" if breaks or gap == "\n" else " "
                self._put("\n" + frame.margin if breaks else " ")
            start = len(self.source)
            self.source += piece.source
            if piece.shown and index:
                shown.append(Character(gap, Span(start, start)))
            for offset, character in enumerate(piece.shown):
                first = start + piece.at + offset
                place = Span(start, len(self.source)) if piece.unit else Span(first, first + 1)
                shown.append(Character(character, place))
            gap = "" if piece.shown else gap
        self._put(frame.after + "\n\n")
        self.blocks.append((frame.kind, shown))

    def _put(self, text: str) -> None:
        self.source += text.replace("\n", self._line_end)


@pytest.mark.parametrize("format", PAGES)
@settings(max_examples=60, deadline=None)
@given(data=st.data(), line_end=st.sampled_from(["\n", "\r\n"]))
def test_what_is_read_is_what_was_written(format: str, data: st.DataObject, line_end: str) -> None:
    pieces, frames = PAGES[format]
    blocks = st.tuples(
        st.sampled_from(frames), st.lists(st.tuples(st.sampled_from(pieces), st.booleans()), max_size=8)
    )
    page = Page(line_end)
    for frame, content in data.draw(st.lists(blocks, max_size=5)):
        page.add(frame, [(piece, breaks and format != "plaintext") for piece, breaks in content])
    document = read_text(page.source, format=format)
    read = [(block.kind, block.span.of(document.plain)) for block in document.blocks]
    assert read == [(kind, "".join(one.shown for one in shown)) for kind, shown in page.blocks]
    for block, (_, shown) in zip(document.blocks, page.blocks, strict=True):
        for at, one in enumerate(shown, start=block.span.start):
            if len(one.place):
                assert document.locate(Span(at, at + 1)) == one.place


@pytest.mark.parametrize("format", PAGES)
def test_markup_between_two_words_belongs_to_their_span_and_markup_around_does_not(format: str) -> None:
    emphasis = {"plaintext": ("", ""), "markdown": ("*", "*"), "html": ("<em>", "</em>")}[format]
    source = "A first word. One {}two{} three. A last word.".format(*emphasis)
    document = read_text(source, format=format)
    start = document.plain.index("two")
    assert document.locate(Span(start, start + 3)).of(source) == "two"
    assert document.locate(Span(start - 4, start + 9)).of(source) == "One {}two{} three".format(*emphasis)
