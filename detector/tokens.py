"""Words, punctuation and quotations of a sentence, in one row.

A quotation is one token, so that whoever reads the writer's own clause does not trip over what is said inside.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detector.article import Sentence
from detector.cues import Verb
from detector.document import Document
from detector.spans import Span

_TOKEN = re.compile(r"[$@#]?[^\W_]+(?:[’'.&/@_-][^\W_]+)*|--+|\.\.+|[^\w\s]|_+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a punctuation mark, or a whole quotation with its marks (``quote`` is then its number).

    ``verb`` is the verb of which the word is a form that may report speech, wherever it stands.
    """

    span: Span
    text: str
    low: str
    quote: int | None = None
    verb: Verb | None = None

    @property
    def is_word(self) -> bool:
        """Whether it is a word of the writer's own."""
        return self.quote is None and (self.text[0].isalnum() or self.text[0] in "$@#")

    @property
    def is_capital(self) -> bool:
        """Whether it is a word with a capital, or a handle."""
        return self.is_word and (self.text[0].isupper() or self.text[0] == "@")


_ASIDE = 8  # a name's party and state, or its age, take no more tokens than this


def without_asides(row: list[Token]) -> list[Token]:
    """A row without what stands in brackets behind a name: Rep. Ana Lund (D-Ore.) said."""
    kept: list[Token] = []
    at = 0
    while at < len(row):
        if row[at].text == "(" and kept and kept[-1].is_capital:
            close = next((i for i in range(at, min(at + _ASIDE, len(row))) if row[i].text == ")"), None)
            if close is not None and all(token.quote is None for token in row[at:close]):
                at = close + 1
                continue
        kept.append(row[at])
        at += 1
    return kept


def segments(
    document: Document, sentences: Sequence[Sentence], quotes: Sequence[Span], verbs: Mapping[str, Verb]
) -> Iterator[list[Token]]:
    """The sentences of the writer's own text as rows of tokens; ``quotes`` are the outermost quotations.

    ``verbs`` are those that report speech, by their forms.

    Where a sentence ends inside a quotation, the row goes on.
    """
    ends = [sentence.span.end for sentence in sentences]
    numbers = range(len(quotes))
    starts = [quote.start for quote in quotes]
    for block in document.blocks:
        row: list[Token] = []
        first = bisect_right(starts, block.span.start - 1)
        at = block.span.start
        for number in numbers[first:]:
            if starts[number] >= block.span.end:
                break
            for token in _words(document.plain, Span(at, starts[number]), ends, verbs):
                row.append(token)
                if _ends(ends, token.span.end):
                    yield row
                    row = []
            quote = quotes[number]
            text = quote.of(document.plain)
            row.append(Token(quote, text, text, number))
            at = quote.end
            if _ends(ends, at):
                yield row
                row = []
        for token in _words(document.plain, Span(at, block.span.end), ends, verbs):
            row.append(token)
            if _ends(ends, token.span.end):
                yield row
                row = []
        if row:
            yield row


def _ends(ends: list[int], at: int) -> bool:
    index = bisect_right(ends, at) - 1
    return index >= 0 and ends[index] == at


def _words(text: str, span: Span, ends: list[int], verbs: Mapping[str, Verb]) -> Iterator[Token]:
    """The words and marks in ``span``; a full stop that doesn't end a sentence stays with its word."""
    skip = -1
    for match in _TOKEN.finditer(text, span.start, span.end):
        if match.start() == skip:
            continue
        start, end = match.span()
        word = match.group()
        if word[-1].isalnum() and text[end : end + 1] == "." and end < span.end and not _ends(ends, end + 1):
            skip, end = end, end + 1
        low = text[start:end].lower()
        yield Token(Span(start, end), text[start:end], low, verb=verbs.get(low))
