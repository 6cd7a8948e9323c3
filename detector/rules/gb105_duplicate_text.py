"""A word, a phrase, a sentence or a paragraph stands twice in a row.

## What it does
Marks words that are repeated with nothing but space between them (“to to”, “on the race on the race”), and
sentences and paragraphs that follow themselves; a long sentence of the writer's own that comes again further
down in all but a word or two, or right away in other small words; and a comma that stands twice. Repetition
that carries meaning is left alone: “had had”, “that that”, “very very”, “over and over and over”, “the lengths
they went to to win”, names such as Duran Duran, refrains, quotations, and whatever has a comma or a dash
between its halves.

## Why it is bad
It is a slip of the keyboard, of pasting, or of a page that repeats a pull quote in its text. Readers stumble, and a
repeated paragraph makes them doubt the rest.

## Example
    The cuts promise to to be far more painful next year than the board has let on.

## Use instead
    The cuts promise to be far more painful next year than the board has let on.

## When to switch it off
For lyrics and verse printed as running text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from detector.article import Article, Sentence
from detector.doubles import is_slip
from detector.neighbours import in_verse, is_within, quoted_spans
from detector.repeats import echoes, in_full, repeats, weighty
from detector.rules.base import Mark, Proposal, Related, Rule, Severity, certain
from detector.spans import Span

_WORD_SCORE, _PASSAGE_SCORE, _ECHO_SCORE = 0.95, 0.9, 0.85
_JOINTS, _FEWEST_JOINED = ("and", "or", "but"), 4
# Of a phrase said twice with a comma between: in 150,000 train sentences nobody writes so who does not quote.
_FEWEST_BEHIND_COMMA, _FEWEST_BEHIND_COMMA_QUOTED = 4, 8
_LONGEST_PHRASE, _LONGEST_PASSAGE = 12, 8  # in words, in sentences
_FEWEST_WORDS = 5  # shorter sentences may well be said twice
_FEWEST_QUOTED = 12  # and those within marks, where people insist, also when they are longer

_FEWEST_APART = 12  # of those that come again further down

_FEWEST_TURNED = 9  # of those that follow what they repeat
_ROUGHLY = frozenset("about around nearly almost roughly some over says said".split())

_SIC = re.compile(r" ?[\[(]sic\b")
_COMMAS = re.compile(r"(?<![,;:\s]),[ ]?,(?=\s|[”\"])")
_OPENING = "“\"‘'«„"
Stretch = list[re.Match[str]]
Stretches = list[Stretch]
_WORD = re.compile(r"[$£€₹₦]?[^\W_]+(?:[’'.&/-][^\W_]+)*")


def propose(article: Article) -> Iterable[Proposal]:
    """One mark a repetition: for words the whole stretch, for sentences all but the first time."""
    quoted = quoted_spans(article)
    starts = [span.start for span in quoted]
    prose = [row for row in article.sentences if article.block_of(row).kind.is_prose]
    told = [_WORD.findall(row.text.lower()) for row in prose]
    own = [
        [] if _is_quoted(row.span, quoted, starts) else words for row, words in zip(prose, told, strict=True)
    ]
    passages = list(_passages(article, prose, quoted, starts))
    for found in (_pulled(article), _turned(prose, told, own), _echoed(prose, own)):
        known = [span for mark in passages for span in (mark.span, mark.related[0].span)]
        passages += [mark for mark in found if not any(span.overlaps(mark.span) for span in known)]
    stretches = [list(_stretches(sentence.text)) for sentence in article.sentences]
    words = (
        mark
        for mark in _words(article, stretches, quoted, starts)
        if not any(p.span.covers(mark.span) for p in passages)
    )
    phrases = _behind_commas(article, stretches, quoted, starts)
    return map(certain, (*passages, *words, *phrases, *_commas(article)))


def _words(
    article: Article, stretches: Sequence[Stretches], quoted: list[Span], starts: list[int]
) -> Iterator[Mark]:
    for sentence, own in zip(article.sentences, stretches, strict=True):
        named = article.house.named(sentence.text)
        for stretch in own:
            words = [match.group() for match in stretch]
            low = [word.lower() for word in words]
            for repeat in repeats(low, _LONGEST_PHRASE):
                first, last = stretch[repeat.start], stretch[repeat.end - 1]
                span = Span(sentence.span.start + first.start(), sentence.span.start + last.end())
                known = _SIC.match(sentence.text, last.end()) or any(
                    name.covers(Span(first.start(), last.end())) for name in named
                )
                if not known and is_slip(words, repeat, quoted=is_within(quoted, starts, span.start)):
                    once = sentence.text[first.start() : stretch[repeat.start + repeat.period - 1].end()]
                    yield Mark(span, f"“{once}” stands here more than once", _WORD_SCORE, suggestion=once)
            if not is_within(quoted, starts, sentence.span.start + stretch[0].start()):
                for begin, close in _joined(low):
                    start, end = stretch[begin].start(), stretch[close].end()
                    span = Span(sentence.span.start + start, sentence.span.start + end)
                    yield Mark(span, "the same words are joined to themselves", _ECHO_SCORE)


def _behind_commas(
    article: Article, stretches: Sequence[Stretches], quoted: list[Span], starts: list[int]
) -> Iterator[Mark]:
    """Phrases that come again behind a comma: “up from 212 last year, up from 212 last year”."""
    for sentence, own in zip(article.sentences, stretches, strict=True):
        if ", " not in sentence.text:
            continue
        words = list(chain.from_iterable(own))
        for repeat in repeats([word.group().lower() for word in words], _LONGEST_PHRASE):
            middle = repeat.start + repeat.period
            if sentence.text[words[middle - 1].end() : words[middle].start()] != ", ":
                continue
            first = words[repeat.start].start()
            span = Span(sentence.span.start + first, sentence.span.start + words[repeat.end - 1].end())
            spoken = _is_quoted(span, quoted, starts)
            if repeat.period >= (_FEWEST_BEHIND_COMMA_QUOTED if spoken else _FEWEST_BEHIND_COMMA):
                once = sentence.text[first : words[middle - 1].end()]
                yield Mark(span, f"“{once}” stands here more than once", _ECHO_SCORE, suggestion=once)


def _joined(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and the last index of a phrase joined to itself: “away from the area and away from the area”."""
    for at in (index for index, word in enumerate(words) if word in _JOINTS):
        for length in range(min(_LONGEST_PHRASE, at, len(words) - at - 1), _FEWEST_JOINED - 1, -1):
            if words[at - length : at] == words[at + 1 : at + 1 + length]:
                yield at - length, at + length
                break


def _stretches(text: str) -> Iterator[Stretch]:
    """The words of a text, in stretches with nothing but white space between them."""
    stretch: Stretch = []
    for match in _WORD.finditer(text):
        if stretch and not text[stretch[-1].end() : match.start()].isspace():
            yield stretch
            stretch = []
        stretch.append(match)
    if stretch:
        yield stretch


def _passages(
    article: Article, prose: Sequence[Sentence], quoted: list[Span], starts: list[int]
) -> Iterator[Mark]:
    verse = in_verse(article)
    rows = [row for row in prose if not verse[row.block]]
    for repeat in repeats([" ".join(row.text.split()) for row in rows], _LONGEST_PASSAGE):
        first = rows[repeat.start : repeat.start + repeat.period]
        again = rows[repeat.start + repeat.period : repeat.end]
        inside = is_within(quoted, starts, first[0].span.end - 1) or first[0].text[0] in _OPENING
        if sum(len(row.text.split()) for row in first) >= (_FEWEST_QUOTED if inside else _FEWEST_WORDS):
            yield _again(again[0].span.join(again[-1].span), first[0].span.join(first[-1].span))


def _turned(prose: Sequence[Sentence], told: Sequence[list[str]], own: Sequence[list[str]]) -> Iterator[Mark]:
    """A sentence that says what the one before it says: the writer's own in the same words in another order, or with
    other small words; a quoted one in the same words, shortened or not."""
    full = [in_full(" ".join(words)) for words in told]
    heavy = [set(weighty(words)) - _ROUGHLY for words in full]
    for at, (before, row) in enumerate(pairwise(prose), 1):
        if row.text == before.text or before.block != row.block or len(told[at]) < _FEWEST_TURNED:
            continue
        alike = own[at] and len(heavy[at]) >= _FEWEST_WORDS and heavy[at] == heavy[at - 1]
        if alike or (full[at] == full[at - 1] and len(full[at]) >= _FEWEST_APART):
            yield _again(row.span, before.span)


def _pulled(article: Article) -> Iterator[Mark]:
    """A paragraph of its own that stands, word for word, within the one before or after it."""
    blocks = [block.span for block in article.document.blocks if block.kind.is_prose]
    for one, other in (*((b, a) for a, b in pairwise(blocks)), *pairwise(blocks)):
        text = one.of(article.plain)
        fewest = _FEWEST_QUOTED if text[0] in _OPENING else _FEWEST_WORDS
        at = other.of(article.plain).find(text)
        if at >= 0 and len(one) < len(other) and len(text.split()) >= fewest:
            yield _again(one, Span(other.start + at, other.start + at + len(text)))


def _echoed(prose: Sequence[Sentence], own: Sequence[list[str]]) -> Iterator[Mark]:
    """Sentences of the writer's own that come again; those that come again in a row are one mark."""
    last: tuple[int, Span, Span] | None = None
    for index, earlier in echoes([row if len(row) >= _FEWEST_APART else [] for row in own]):
        span, first = prose[index].span, prose[earlier].span
        if last and index == last[0] + 1 and first.start > last[2].start:
            last = (index, last[1].join(span), last[2].join(first))
            continue
        if last:
            yield _again(last[1], last[2], _ECHO_SCORE)
        last = (index, span, first)
    if last:
        yield _again(last[1], last[2], _ECHO_SCORE)


def _is_quoted(span: Span, quoted: list[Span], starts: list[int]) -> bool:
    """Whether a sentence is in part somebody's words, which may well be told twice."""
    return any(is_within(quoted, starts, at) for at in (span.start, span.end - 1)) or any(
        span.overlaps(one) for one in quoted[max(bisect_left(starts, span.start) - 1, 0) :][:2]
    )


def _commas(article: Article) -> Iterator[Mark]:
    for match in _COMMAS.finditer(article.plain):
        yield Mark(Span(*match.span()), "a comma stands here twice", _WORD_SCORE, suggestion=",")


def _again(span: Span, first: Span, score: float = _PASSAGE_SCORE) -> Mark:
    return Mark(span, "this stands in the text already", score, related=(Related(first, "the same words"),))


RULE = Rule(
    code="GB105",
    name="duplicate-text",
    severity=Severity.WARNING,
    default=True,
    doc=__doc__ or "",
    propose=propose,
    asks=False,
)
