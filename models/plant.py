"""Plant one defect in a clean article, for measuring: what stands there before is sound, and its place is known."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from detector.article import Article
from detector.leadins import lead_ins
from detector.quotation import extract
from detector.readers import read_text
from detector.spans import Span
from models.contradict import read, told_leads, told_turns, turns_of
from models.garble import MAKERS, paragraphs
from models.misattribute import EDITS, Made, cast, credited, flipped, reported, shares_word, told_pronouns

_SPOKEN = re.compile(
    r"(?P<quote>[“\"][^“”\"\n]{30,300},[”\"]) "
    r"(?P<clause>(?P<who>(?:(?:Mr|Ms|Mrs|Dr)\. )?[A-Z][a-z]+(?: [A-Z][a-z]+)?) said)\b"
)
_PARAGRAPHS = 6  # kept on either side of a wrong credit
_PLAIN_END = re.compile(r"(?<=[a-z]{3}\.) (?=[A-Z])")
_CLAUSES = ("she said.", "he said.", "they added.", "he said in a statement.", "according to officials.")


@dataclass(frozen=True, slots=True)
class Planted:
    """A passage with one defect of rule ``code`` at ``start`` to ``end`` (code points)."""

    text: str
    code: str
    kind: str
    start: int
    end: int
    beside: tuple[tuple[int, int], ...] = ()  # what else the same cut damaged


Planter = Callable[[random.Random, str], "Planted | None"]


def _splice(text: str, first: int, last: int, new: str, code: str, kind: str) -> Planted:
    """``text`` with ``new`` at ``first`` to ``last``; the defect is what is new."""
    return Planted(text[:first] + new + text[last:], code, kind, first, first + len(new))


def doubled_words(rng: random.Random, text: str) -> Planted | None:
    """A word or a phrase stands twice."""
    words = list(re.finditer(r"(?<= )[a-z]+(?= )", text))
    if len(words) < 20:
        return None
    at = rng.randrange(len(words) - 4)
    first, last = words[at].start(), words[at + rng.choice((0, 0, 2, 3))].end()
    stretch = text[first:last]
    if "\n" in stretch or not stretch.replace(" ", "").isalpha():
        return None
    return _splice(text, first, last, f"{stretch} {stretch}", "GB105", "doubled_words")


def doubled_paragraph(rng: random.Random, text: str) -> Planted | None:
    """A paragraph stands twice."""
    blocks = text.split("\n\n")
    at = rng.randrange(len(blocks))
    if len(blocks[at].split()) < 15:
        return None
    changed = "\n\n".join([*blocks[: at + 1], *blocks[at:]])
    start = len("\n\n".join(blocks[: at + 1])) + 2
    return Planted(changed, "GB105", "doubled_paragraph", start, start + len(blocks[at]))


def lost_mark(rng: random.Random, text: str) -> Planted | None:
    """A quotation has lost its closing mark; the defect is the quotation."""
    quotes = list(re.finditer(r"[“\"](?=\w)[^“”\"\n]{20,300}[,.][”\"]", text))
    if not quotes:
        return None
    quote = rng.choice(quotes)
    return _splice(text, *quote.span(), quote.group()[:-1], "GB107", "lost_mark")


def two_clauses(rng: random.Random, text: str) -> Planted | None:
    """A quotation with its clause behind it gets another in front."""
    quotes = [
        match for match in _SPOKEN.finditer(text) if match.start() == 0 or text[match.start() - 1] in "\n"
    ]
    if not quotes:
        return None
    quote = rng.choice(quotes)
    front = rng.choice(("Councillor Banks said, ", "Edith Gale said: ", "He said, "))
    return _splice(text, *quote.span(), front + quote.group(), "MQ101", "two_clauses")


def loose_clause(rng: random.Random, text: str) -> Planted | None:
    """A clause stands alone between two sentences."""
    ends = list(_PLAIN_END.finditer(text))
    if not ends:
        return None
    at = rng.choice(ends).end()
    clause = rng.choice(_CLAUSES)
    made = _splice(text, at, at, clause + " ", "MQ102", "loose_clause")
    return Planted(made.text, made.code, made.kind, at, at + len(clause))


def doubled_cue(rng: random.Random, text: str) -> Planted | None:
    """Inversion and plain order at once, or two verbs in a row."""
    quotes = list(_SPOKEN.finditer(text))
    if not quotes:
        return None
    quote = rng.choice(quotes)
    who = quote["who"]
    new = rng.choice((f"said {who} said", f"{who} said told reporters", f"{who} said, {who} said"))
    return _splice(text, *quote.span("clause"), new, "MQ108", "doubled_cue")


def turned_lead_in(rng: random.Random, text: str) -> Planted | None:
    """A lead-in that says the contrary of its quotation: one of the article's own turned, or one put in.

    Kinds and words that training leaves out are among the turns.
    """
    article = read(text)
    locate, made = article.document.locate, []
    for lead in lead_ins(article):
        quotation = lead.attribution.quotation
        if quotation and lead.text == lead.span.of(article.plain):
            first, last = locate(lead.span), locate(quotation.span)
            made += [(first, new, last.end, kind) for kind, new in turns_of(lead.text, lead.content, rng)]
    # An article's own are few: where there is one, it is taken.
    for item in () if made else told_leads(article, rng):
        place = locate(Span(item.start, item.end))
        if item.start == 0 or article.plain[item.start - 1] == "\n":
            at = Span(place.start, place.start)
            made += [(at, new + " ", place.end, kind) for kind, new in told_turns(item, rng, held_out=True)]
    if not made:
        return None
    place, new, end, kind = rng.choice(made)
    changed = text[: place.start] + new + text[place.end :]
    return Planted(changed, "MQ106", kind, place.start, end + len(new) - len(place))


def same_words(rng: random.Random, text: str) -> Planted | None:
    """The words of somebody's quotation stand again further down, as another's."""
    quotes = [match for match in _SPOKEN.finditer(text) if len(match["quote"].split()) > 8]
    others = cast(text)
    if not quotes or not others:
        return None
    quote, other = rng.choice(quotes), rng.choice(others)
    if shares_word(other, quote.group()):
        return None
    opened, words, closed = quote["quote"][0], quote["quote"][1:-2], quote["quote"][-1]
    if rng.random() < 0.3:  # a part of them only
        words = " ".join(words.split()[rng.choice((0, 2)) :])
    said = rng.choice(
        (
            f"{opened}{words},{closed} {other} said.",
            f"{other} told reporters: {opened}{words}.{closed}",
            f"{opened}{words},{closed} said {other}, who spoke after the meeting.",
            f"That was also how {other} saw it. {opened}{words},{closed} {other.split()[-1]} said on Friday.",
        )
    )
    return Planted(
        f"{text}\n\n{said}",
        "MQ107",
        "same_words",
        len(text) + 2,
        len(text) + 2 + len(said),
        ((quote.start(), quote.end()),),
    )


def decoded_wrongly(rng: random.Random, text: str) -> Planted | None:
    """UTF-8 that was read as windows-1252, for one mark or letter."""
    places = [at for at, char in enumerate(text) if char in "“”’‘—–éñüö…"]
    if not places:
        return None
    at = rng.choice(places)
    new = text[at].encode().decode("cp1252", "replace")
    return _splice(text, at, at + 1, new, "GB106", "decoded_wrongly")


def garbled(code: str, rng: random.Random, text: str) -> Planted | None:
    """What :mod:`models.garble` does to a sentence of one paragraph."""
    blocks = text.split("\n\n")
    found = list(paragraphs(text))
    at = rng.randrange(len(blocks))
    pool = [sentence for block in found for sentence in block if len(sentence.split()) > 6]
    if not pool or len(blocks) != len(found) or not found[at]:
        return None
    made = rng.choice(MAKERS[code])(rng, found[at], rng.randrange(len(found[at])), pool)
    place = next((index for index, made_code in made.defects if made_code == code), None) if made else None
    if made is None or place is None:
        return None
    sentence = made.sentences[place]
    before = "".join(f"{block}\n\n" for block in blocks[:at])
    start = len(before) + made.text.index(sentence)
    halves = [made.sentences[index] for index, _ in made.defects if index != place]
    beside = [len(before) + made.text.index(half) for half in halves]
    changed = before + "\n\n".join([made.text, *blocks[at + 1 :]])
    spans = tuple((first, first + len(half)) for first, half in zip(beside, halves, strict=True))
    return Planted(changed, code, made.kind, start, start + len(sentence), spans)


PLANTERS: dict[str, tuple[Planter, ...]] = {
    **{code: (lambda rng, text, code=code: garbled(code, rng, text),) for code in MAKERS},
    "GB105": (doubled_words, doubled_paragraph),
    "GB106": (decoded_wrongly,),
    "GB107": (lost_mark,),
    "MQ101": (two_clauses,),
    "MQ102": (loose_clause,),
    "MQ106": (turned_lead_in,),
    "MQ107": (same_words,),
    "MQ108": (doubled_cue,),
}


def passage(rng: random.Random, text: str, length: int = 6) -> str:
    """Some paragraphs of an article in a row."""
    blocks = text.split("\n\n")
    first = rng.randrange(max(len(blocks) - length, 0) + 1)
    return "\n\n".join(blocks[first : first + length])


def plant(code: str, texts: list[str], count: int, rng: random.Random) -> Iterator[Planted]:
    """Up to ``count`` passages, each of another article, each with one defect of a rule."""
    for text in texts:
        if count and (made := rng.choice(PLANTERS[code])(rng, passage(rng, text))):
            count -= 1
            yield made


def misattributed(
    rows: list[dict[str, Any]], count: int, rng: random.Random, outsiders: Sequence[str]
) -> Iterator[Planted]:
    """MQ103: one wrong credit an article, of every kind that leaves a trace; a kind's share is what articles yield.

    ``rows`` are articles of the labelled collection or of clean news.
    """
    for row in rows:
        quotes = list(credited(row)) if "attributions" in row else list(reported(_article(row)))
        made = [
            one
            for name, edit in EDITS.items()
            for quote in quotes
            for one in edit(quote, rng, outsiders)
            if name != "right" and one.kind != "speaker_other" and one.label == "contradiction"
        ]
        by_kind: dict[str, list[Made]] = {}
        for one in made:
            by_kind.setdefault(one.kind, []).append(one)
        if count and by_kind:
            count -= 1
            yield _cut(rng.choice(by_kind[rng.choice(sorted(by_kind))]), "MQ103")


def flipped_pronouns(rows: list[dict[str, Any]], count: int, rng: random.Random) -> Iterator[Planted]:
    """MQ104: “he said” for “she said” or the reverse, one an article, where the passage tells which it must be."""
    for row in rows:
        told = list(told_pronouns(_article(row)))
        if count and told:
            count -= 1
            made = flipped(*rng.choice(told))
            yield Planted(made.text, "MQ104", made.kind, made.start, made.end)


def _article(row: dict[str, Any]) -> Article:
    return extract(read_text(row["text"], path=row["id"], format="plaintext"))


def _cut(made: Made, code: str) -> Planted:
    """The paragraphs around an edit, as an article of its own."""
    start, end = made.start, made.end
    for _ in range(_PARAGRAPHS):
        start = max(made.text.rfind("\n", 0, max(start - 1, 0)), 0)
        end = next((at for at in (made.text.find("\n", end + 2),) if at > 0), len(made.text))
    text = made.text[start:end].rstrip()
    start += len(text) - len(text.lstrip())
    text = text.lstrip()
    beside = tuple((first - start, last - start) for first, last in made.beside)
    return Planted(text, code, made.kind, made.start - start, made.end - start, beside)
