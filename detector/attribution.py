"""Which cue and which speaker belong to a quotation: the reporting clauses of one sentence of the writer's own.

Works on rows of tokens (:mod:`detector.tokens`), in which a quotation is one token. A clause is looked for
right behind the quotation (“…,” she said; “…,” said Ms. Watson), then before it (She said: “…”), then as
“according to” on either side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detector import speakers
from detector.article import Cue, Speaker
from detector.cues import Grade, Verb, phrasal
from detector.spans import Span
from detector.tokens import Token

_STOPS = frozenset((".", ";", "?", "!"))
_PASSIVE = frozenset(
    "is are was were be been being isn’t aren’t wasn’t weren’t isn't aren't wasn't weren't".split()
)
_DASHES = frozenset(("—", "–", "―", "-", "--"))
_PARTICLES = frozenset("de del der van von bin al el la".split())
_LONGEST = 40  # tokens of a subject with its appositions
_WINDOW = 80  # tokens in which a subject must begin and end
_FARTHEST = 30  # tokens between a quotation and a cue before it


@dataclass(frozen=True, slots=True)
class Clause:
    """A reporting clause.

    Attributes:
        cue: the cue.
        speaker: who is credited, if anybody is.
        first: index of its first token in the row.
        last: index after its last token; a full stop that ends the sentence is included.
        bare: whether nothing but time, place and manner follows the cue: it reports something outside itself.
        tail: index after its cue and its speaker.
    """

    cue: Cue
    speaker: Speaker | None
    first: int
    last: int
    bare: bool
    tail: int = 0

    def span(self, row: Sequence[Token]) -> Span:
        """Where it stands."""
        return Span(row[self.first].span.start, row[self.last - 1].span.end)


def behind(row: Sequence[Token], quote: int, plain: str) -> Clause | None:
    """The clause that begins right behind the quotation at index ``quote``."""
    first = quote + 1
    if first < len(row) and row[first].text == ",":
        first += 1
    return clause_at(row, first, plain)


def clause_at(row: Sequence[Token], first: int, plain: str) -> Clause | None:
    """The clause that begins at index ``first``: subject and verb in either order, or “according to”."""
    end = _stretch(row, first)
    if first >= end or not row[first].is_word:
        return None
    if row[first].low == "according" and first + 1 < end and row[first + 1].low == "to":
        return _according(row, first, end, plain)
    verb = row[first].verb
    if verb and verb.form in ("past", "s") and verb.grade is not Grade.LABEL and not row[first].is_capital:
        found = _after(row, first, end)
        return _clause(row, first, found, first, _sentence_end(row, end), plain)
    for at in range(first + 1, min(end, first + _LONGEST)):
        if (verb := _cue_verb(row, at)) is None:
            continue
        found = speakers.before(row, at, first)
        if found and _begins(row, first, found[0]):
            return _clause(row, at, found, first, _sentence_end(row, end), plain)
        if verb.grade is Grade.SPEECH:
            return None
    return None


def ahead(row: Sequence[Token], quote: int, floor: int, plain: str) -> Clause | None:
    """The clause that stands before the quotation at index ``quote``, not before ``floor``."""
    last = quote
    if last > floor and row[last - 1].text in (",", ":"):
        last -= 1
    for at in range(last - 1, max(floor, last - _FARTHEST) - 1, -1):
        token = row[at]
        if token.quote is not None or token.text in _STOPS:
            return None
        if token.low == "according" and at + 1 < last and row[at + 1].low == "to":
            return _according(row, at, last, plain)
        verb = token.verb if token.is_word and not token.is_capital else None
        verb = verb or (phrasal(token.low, row[at + 1].low) if at + 1 < last else None)
        if verb is None or not _reaches(row, at, last, verb):
            continue
        if (found := _subject(row, at, floor, last, verb)) is not None:
            return _clause(row, at, found, min(found[0], at), quote, plain)
    return _colon(row, quote, floor, plain)


def signature(row: Sequence[Token], first: int, plain: str) -> Clause | None:
    """“…” — Ana Lund, a reader in Ems: a dash and a name, with nothing behind it but what explains the name."""
    if first + 1 >= len(row) or row[first].text not in _DASHES:
        return None
    last = first + 1
    while last < len(row) and row[last].is_word and (row[last].is_capital or row[last].low in _PARTICLES):
        last += 1
    if not row[first + 1].is_capital or last - first > 8 or (last < len(row) and row[last].text not in ".,("):
        return None
    mention = speakers.speaker(row, (first + 1, last), plain)
    return Clause(Cue(row[first].span, "—"), mention, first, len(row), True, last)


def _subject(row: Sequence[Token], at: int, floor: int, last: int, verb: Verb) -> tuple[int, int] | None:
    """Who does what the verb at ``at`` says, in front of a quotation."""
    before = at - 1
    while before > floor and speakers.is_adverb(row[before].low):
        before -= 1
    left = row[before] if at > floor else None
    if verb.form == "ing":
        return _doer(row, at, floor) if at else None
    if left is None or left.text == "," or left.low in speakers.CONJUNCTIONS:
        if verb.lemma in ("say", "write") and verb.form in ("past", "s"):  # But, said Ms. Lund, “…”
            found = _after(row, at, last)
            if found and found[1] >= last:
                return found
        if left and left.text != "," and (not verb.noun or verb.form == "past"):  # He agreed and said, “…”
            return _main_subject(row, at)
    if left and left.low == "to":
        return _main_subject(row, at) if verb.grade is Grade.SPEECH and last - at <= 3 else None
    return speakers.before(row, at, floor) if left and _cue_verb(row, at) else None


def _after(row: Sequence[Token], cue: int, end: int) -> tuple[int, int] | None:
    """The subject that follows the cue, not beyond ``end``."""
    found = speakers.after(row[cue : min(end, cue + _WINDOW)], 1)
    return (found[0] + cue, found[1] + cue) if found else None


def _doer(row: Sequence[Token], at: int, floor: int) -> tuple[int, int] | None:
    """Who is “saying” it: who stands right before the participle, else the subject of the sentence."""
    left = at - 1
    if row[left].quote is not None:
        return _main_subject(row, at)
    while left > floor and speakers.is_adverb(row[left].low):
        left -= 1
    token = row[left]
    if token.low in speakers.DETERMINERS or token.low in ("of", "for", "from", "like", "’s", "without"):
        return None
    if token.is_capital:
        start = left
        while start > floor and row[start - 1].is_capital:
            start -= 1
        return start, left + 1
    if token.low in ("is", "was", "are", "were", "been"):
        return speakers.before(row, left, floor)
    return _main_subject(row, at)


def _main_subject(row: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The subject of the clause that a participle or a second verb at ``at`` belongs to."""
    for cue in range(at - 1, max(at - _FARTHEST, 0) - 1, -1):
        if row[cue].text in _STOPS:
            return speakers.opening(row, cue + 1, at)
        verb = _cue_verb(row, cue)
        if verb and verb.grade is Grade.SPEECH and verb.form in ("past", "s"):
            if row[cue - 1].text == "," or row[cue - 1].quote is not None:
                return _after(row, cue, at) or speakers.before(row, cue)
            if row[cue - 1].low not in speakers.CONJUNCTIONS:
                return speakers.before(row, cue)
    return speakers.opening(row, 0, at)


def _colon(row: Sequence[Token], quote: int, floor: int, plain: str) -> Clause | None:
    """“The mayor of Ems had a word for it: “…””: no cue but the colon, and whoever the clause is about."""
    if quote - 1 <= floor or row[quote - 1].text != ":":
        return None
    found = speakers.opening(row, floor, quote - 1)
    if found is None:
        return None
    return Clause(Cue(row[quote - 1].span, ":"), _mention(row, found, plain), found[0], quote, True, quote)


def _reaches(row: Sequence[Token], cue: int, last: int, verb: Verb) -> bool:
    """Whether what stands between a cue and a quotation leaves the quotation to the cue."""
    between = row[cue + 1 : last]
    if any(
        (other := row[at].verb)
        and other.grade is Grade.SPEECH
        and not other.noun
        and row[at].low != "written"  # in a written statement
        and row[at - 1].low not in speakers.SUBORDINATORS  # “said when asked about it, “…””
        for at in range(cue + 1, last)
    ):
        return False
    if verb.grade is Grade.SPEECH:
        return True
    # “He noted the “…””: the other verbs take the quotation as their object, so little may come between.
    return len(between) <= (12 if verb.grade is Grade.LABEL or any(t.low == "that" for t in between) else 4)


def _cue_verb(row: Sequence[Token], at: int) -> Verb | None:
    """The verb at an index if it is finite and can report: “to say”, “was told” and “the claims” can't."""
    token = row[at]
    verb = token.verb if token.is_word and not token.is_capital else None
    if at + 1 < len(row):
        verb = phrasal(token.low, row[at + 1].low) or verb
    if verb is None or at == 0:
        return None
    left = row[at - 1]
    subject = row[at - 2] if at > 1 and speakers.is_adverb(left.low) else left
    if left.low in speakers.SUBORDINATORS - speakers.RELATIVES and verb.form == "past":
        return None
    if subject.low in _PASSIVE and verb.form == "past":
        return None
    if token.low == "written" and left.low not in ("has", "have", "had"):
        return None
    if (
        verb.form == "base"
        and subject.low not in ("they", "we", "i", "you", "would", "will", "did", "to")
        and not subject.low.endswith("s")
    ):
        return None
    if (
        left.low == "to"
        or (
            left.low in speakers.DETERMINERS
            and not (left.low in speakers.BY_THEMSELVES and verb.form == "past")
        )
        or (verb.noun and left.low in speakers.PREPOSITIONS)
    ):
        return None
    if verb.form == "ing":
        return verb if left.low in ("is", "was", "are", "were", ",") and verb.grade is Grade.SPEECH else None
    return verb


def _clause(
    row: Sequence[Token], cue: int, found: tuple[int, int] | None, first: int, last: int, plain: str
) -> Clause:
    following = row[cue + 1].low if cue + 1 < len(row) else ""
    verb = phrasal(row[cue].low, following) or row[cue].verb
    lemma = verb.lemma if verb else row[cue].low
    mention = _mention(row, found, plain) if found else None
    tail = max(cue + 1, found[1] if found and found[0] > cue else 0)
    return Clause(
        Cue(row[cue].span, lemma),
        mention,
        min(first, found[0] if found else first),
        last,
        _is_bare(row, tail, last),
        tail,
    )


def _according(row: Sequence[Token], at: int, end: int, plain: str) -> Clause | None:
    """“according to the report”: who or what follows, up to the next comma or stop."""
    stop = next(
        (i for i in range(at + 2, end) if not row[i].is_word and row[i].text not in ("’", "'", "&")), end
    )
    if stop <= at + 2:
        return None
    cue = Cue(Span(row[at].span.start, row[at + 1].span.end), "according to")
    return Clause(cue, speakers.speaker(row, (at + 2, stop), plain), at, _sentence_end(row, stop), True, stop)


def _mention(row: Sequence[Token], found: tuple[int, int], plain: str) -> Speaker:
    """The speaker without what is added to a name between commas: “Adrienne Watson, a spokeswoman for …”."""
    first, last = found
    comma = next((at for at in range(first + 1, last) if row[at].text == ","), last)
    return speakers.speaker(row, (first, comma), plain)


def _stretch(row: Sequence[Token], first: int) -> int:
    """The index at which the clause that begins at ``first`` must have ended: a stop, a colon or a quotation."""
    return next(
        (
            at
            for at in range(first, len(row))
            if row[at].quote is not None or row[at].text in _STOPS or row[at].text == ":"
        ),
        len(row),
    )


def _sentence_end(row: Sequence[Token], end: int) -> int:
    """``end``, or the index behind it where the full stop of the sentence stands there."""
    return end + 1 if end < len(row) and row[end].text in _STOPS else end


def _begins(row: Sequence[Token], first: int, start: int) -> bool:
    """Whether nothing but adverbs stands before a subject, or its apposition: “another friend, Ana Lund said”."""
    if 1 < start - first <= 8 and row[start - 1].text == "," and row[start].is_capital:
        return all(token.is_word for token in row[first : start - 1]) and speakers.is_nominal(
            row, (first, start - 1)
        )
    return all(row[at].is_word and speakers.is_adverb(row[at].low) for at in range(first, start))


def _is_bare(row: Sequence[Token], first: int, last: int) -> bool:
    """Whether what follows a cue says only when, where, how or to whom."""
    if first < last and row[first].text == ",":
        return True
    if first < last and row[first - 1].low in (
        "told",
        "tells",
        "asked",
        "asks",
    ):  # “told the Herald on Friday” reports nothing
        while first + 1 < last and row[first].low in speakers.DETERMINERS:
            first += 1
        first = next((at for at in range(first + 1, min(first + 8, last)) if _ends_addressee(row[at])), last)
        if first < last and row[first].low in ("to", "of"):
            return False
    rest = [token for token in row[first:last] if token.text not in (".", ",")]
    if not rest or rest[0].quote is not None:
        return True
    head = rest[0]
    return speakers.is_time(head) or speakers.is_adverb(head.low) or head.low in _ADJUNCTS


def _ends_addressee(token: Token) -> bool:
    return not token.is_capital and (
        token.low in _ADJUNCTS
        or not token.is_word
        or token.low
        in speakers.PRONOUNS | speakers.SUBORDINATORS | speakers.AUXILIARIES | speakers.DETERMINERS
    )


_ADJUNCTS = frozenset(
    "in on at to during after before from by via through late early last with as when while of".split()
)


def own_clause(row: Sequence[Token], plain: str) -> Clause | None:
    """The clause of a row without quotations: “She said that …” at its beginning, or “…, she said.” at its end."""
    commas = [at for at, token in enumerate(row) if token.text == ","]
    for comma in reversed(commas[-6:]):
        closing = clause_at(row, comma + 1, plain)
        if closing and closing.bare and closing.last >= len(row):
            return closing
    return clause_at(row, 0, plain)
