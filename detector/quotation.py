"""From a document to an article: quotations, and who is credited with each. No judgement.

Rules on form, without a tagger. What they can't see: speakers named two sentences away, and indirect speech
without a verb of speaking.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from detector.article import Article, Attribution, Quotation, QuotationKind, Speaker, SpeakerForm
from detector.attribution import Clause, ahead, behind, clause_at, own_clause, signature
from detector.cues import Grade
from detector.document import Document
from detector.gender import Gender, of_mention
from detector.house import House
from detector.marks import MarkPair, pairs
from detector.mentions import names
from detector.segment import sentences
from detector.spans import Span
from detector.speakers import PREPOSITIONS
from detector.tokens import Token, segments, without_asides

_SPOKEN_END = re.compile(r"[,.?!…—–-]\Z")
_FEWEST_WORDS = (
    4  # fewer words in marks, with no stop and nobody who says them, are a title, a name or a term
)
_NEAREST = 12  # names that are looked at to find whom a pronoun or a description means
_CLAUSE_EDGE = re.compile(r"[,.;:()“”\"\n]")
_LEAD = 80  # tokens of a sentence that ends in a colon
_VIEW = 1_500  # how far back the name may stand that a pronoun means, in code points


@dataclass(slots=True)
class _Found:
    """What is known so far: pieces between outermost marks, and which quotation each is a part of."""

    document: Document
    pieces: list[MarkPair]
    group: list[int]
    clauses: list[tuple[int, Clause, Span]] = field(default_factory=list)
    loose: list[Attribution] = field(default_factory=list)

    def content(self, piece: int) -> Span:
        """A piece without its marks; an open end reaches to the end of its block."""
        pair = self.pieces[piece]
        start = pair.open.end if pair.open else 0
        end = pair.close.start if pair.close else self.document.blocks[pair.block].span.end
        return Span(start, max(start, end))

    def span(self, piece: int) -> Span:
        """A piece with its marks."""
        pair = self.pieces[piece]
        return Span(pair.start, pair.close.end if pair.close else self.content(piece).end)

    def is_sentence(self, piece: int) -> bool:
        """Whether a piece begins as a sentence does."""
        first = self.content(piece).of(self.document.plain).lstrip("‘'’([…. ")[:1]
        return bool(first) and not first.islower()

    def is_title(self, piece: int) -> bool:
        """Whether a piece is written like the title of a work."""
        return _is_title(self.content(piece).of(self.document.plain).split())

    def credit(self, piece: int, clause: Clause, row: Sequence[Token]) -> None:
        """Note whose a piece is."""
        self.clauses.append((self.group[piece], clause, clause.span(row)))

    def credited(self, piece: int) -> bool:
        """Whether somebody is credited with it already."""
        return any(group == self.group[piece] for group, _, _ in self.clauses[-4:])


def extract(document: Document, house: House | None = None) -> Article:
    """Find the sentences, the quotations and the attributions of a document.

    ``house`` is what the newsroom that wrote it adds of its own. All spans point into ``document.plain``. Takes time in
    proportion to its length.
    """
    house = house or House()
    rows = sentences(document)
    marks = pairs(document)
    found = _pieces(document, marks)
    outermost = [found.span(piece) for piece in range(len(found.pieces))]
    _attribute(found, [without_asides(row) for row in segments(document, rows, outermost, house.verbs)])
    members: dict[int, list[int]] = {}
    for piece, first in enumerate(found.group):
        members.setdefault(first, []).append(piece)
    credited = {group for group, _, _ in found.clauses}
    quotations = {first: _quotation(found, own, first in credited) for first, own in members.items()}
    credits = [
        Attribution(quotations[group], clause.cue, clause.speaker, clause.speaker, span)
        for group, clause, span in found.clauses
    ]
    attributions = sorted([*credits, *found.loose], key=lambda item: item.place)
    named = names(document)
    reported = [item.quotation for item in found.loose if item.quotation]
    return Article(
        document,
        rows,
        tuple(
            sorted((*quotations.values(), *_nested(document, marks), *reported), key=lambda item: item.span)
        ),
        tuple(_with_referents(document, attributions, named)),
        house,
        named,
    )


def _pieces(document: Document, marks: Iterable[MarkPair]) -> _Found:
    """The outermost quotations, those that a new paragraph continues joined to what they continue."""
    pieces = [pair for pair in marks if pair.depth == 0 and pair.open]
    group: list[int] = []
    for index, pair in enumerate(pieces):
        group.append(group[index - 1] if pair.resumes and index and pieces[index - 1].continued else index)
    return _Found(document, pieces, group)


def _attribute(found: _Found, rows: Sequence[Sequence[Token]]) -> None:
    """Credit the quotations of every row, and note the clauses that stand alone."""
    taken = -1  # the row whose clause was given to the quotation before it
    for number, row in enumerate(rows):
        quotes = [at for at, token in enumerate(row) if token.quote is not None]
        if not quotes:
            if number != taken:
                _alone(found, row)
            continue
        before = rows[number - 1] if number else ()
        following = rows[number + 1] if number + 1 < len(rows) else ()
        _within(found, row, quotes)
        if _followed_by(found, row, quotes[-1], following):
            taken = number + 1
        if quotes[0] == 0:
            _led_by(found, before, row)


def _followed_by(found: _Found, row: Sequence[Token], last: int, following: Sequence[Token]) -> bool:
    """Credit the last quotation of a row with a signature, or with the clause that is the next row; True for that."""
    piece, plain = row[last].quote, found.document.plain
    if piece is None or found.credited(piece):
        return False
    if last + 1 < len(row):
        if clause := signature(row, last + 1, plain):
            found.credit(piece, clause, row)
    elif clause := _next_row(found, row, following) or signature(following, 0, plain):
        found.credit(piece, clause, following)
        return True
    return False


def _led_by(found: _Found, before: Sequence[Token], row: Sequence[Token]) -> None:
    """Credit the quotation that begins a row with the clause of the row before it, if it has none of its own."""
    piece = row[0].quote
    if piece is None or found.credited(piece) or not before:
        return
    if before[-1].text in (":", ","):
        lead = [*before[-_LEAD:], row[0]]
        if clause := ahead(lead, len(lead) - 1, 0, found.document.plain):
            found.credit(piece, clause, lead)
    elif shared := _still_speaking(found, before, row):
        found.clauses.append((found.group[piece], *shared))


def _within(found: _Found, row: Sequence[Token], quotes: Sequence[int]) -> None:
    """Credit the quotations of a row with the clauses of the same row."""
    plain = found.document.plain
    floor = 0
    last: Clause | None = None
    for at in quotes:
        piece = row[at].quote
        if piece is None:
            continue
        if (
            last is not None
            and last.last <= at
            and _only_comma(row, last.last, at)
            and row[at - 1].text == ","
        ):
            _merge(found, piece)
            floor, last = at + 1, None
            if not found.credited(piece):
                continue
        if at and _is_named(row[at - 1]) and found.is_title(piece):
            floor = max(floor, at + 1)
            continue
        clause = behind(row, at, plain)
        if clause and not (_can_be_followed(found, piece, row, at) or _lost_its_comma(found, piece, clause)):
            clause = None
        if clause is not None:
            found.credit(piece, clause, row)
            last, floor = clause, clause.tail
        elif not found.credited(piece) and (clause := ahead(row, at, floor, plain)):
            found.credit(piece, clause, row)
        elif (
            floor == at - 1
            and row[at - 1].low in ("and", "or", ",")
            and found.clauses
            and not found.credited(piece)
        ):
            found.clauses.append((found.group[piece], *found.clauses[-1][1:]))
        elif last is not None and row[at - 1].text.endswith(".") and found.is_sentence(piece):
            found.credit(piece, last, row)  # the sentence before it ended in an abbreviation
        floor = max(floor, at + 1)


def _is_named(left: Token) -> bool:
    """Whether what stands in marks is a noun to the word before it: on “Our Street”, the Herald’s “Our Street”."""
    return left.low in PREPOSITIONS or left.low.endswith(("’s", "'s"))


def _can_be_followed(found: _Found, piece: int, row: Sequence[Token], at: int) -> bool:
    """Whether a clause may stand behind a quotation: it ends as speech does before “she said”."""
    if at + 1 < len(row) and row[at + 1].text == ",":
        return True
    end = found.content(piece).of(found.document.plain).rstrip("”’\"' \n")[-1:]
    return _SPOKEN_END.search(end) is not None


def _lost_its_comma(found: _Found, piece: int, clause: Clause) -> bool:
    """“It was a long way” Ana Lund said: a sentence, and a clause with nothing else to report."""
    long = len(found.content(piece).of(found.document.plain).split()) >= _FEWEST_WORDS
    return long and found.is_sentence(piece) and clause.bare and clause.speaker is not None


def _only_comma(row: Sequence[Token], first: int, last: int) -> bool:
    return all(token.text == "," for token in row[first:last])


def _merge(found: _Found, piece: int) -> None:
    """“…,” she said, “…”: the second piece goes on with the first."""
    first = found.group[piece - 1]
    for index in range(piece, len(found.group)):
        if found.group[index] != piece:
            break
        found.group[index] = first


def _next_row(found: _Found, row: Sequence[Token], following: Sequence[Token]) -> Clause | None:
    """“Who pays?” Cantor asked. The clause is a sentence by its form, but has nothing else to report."""
    if not following or not _same_block(found, row, following):
        return None
    clause = clause_at(following, 0, found.document.plain)
    return clause if clause and clause.bare and clause.speaker and clause.last >= len(following) else None


def _still_speaking(
    found: _Found, before: Sequence[Token], row: Sequence[Token]
) -> tuple[Clause, Span] | None:
    """“…,” she said. “…”: a quotation that begins the next sentence goes on with the one before it."""
    if not found.clauses or not (_same_block(found, before, row) or _is_paragraph(found, row)):
        return None
    piece = row[0].quote
    group, clause, span = found.clauses[-1]
    near = any(token.quote is not None and found.group[token.quote] == group for token in before) or (
        before[0].span.start <= span.start and span.end <= before[-1].span.end
    )
    return (clause, span) if near and piece is not None and found.is_sentence(piece) else None


def _is_paragraph(found: _Found, row: Sequence[Token]) -> bool:
    """Whether a row is a quotation that fills its paragraph."""
    plain = found.document.plain
    return len(row) == 1 and plain[row[0].span.end : row[0].span.end + 2] in ("", "\n\n")


def _same_block(found: _Found, one: Sequence[Token], other: Sequence[Token]) -> bool:
    return "\n\n" not in found.document.plain[one[-1].span.end : other[0].span.start]


def _alone(found: _Found, row: Sequence[Token]) -> None:
    """A row without quotation marks: indirect speech, or a clause with nothing to report."""
    plain = found.document.plain
    clause = own_clause(row, plain)
    if clause is None or clause.speaker is None:
        return
    cue = next(at for at, token in enumerate(row) if token.span.start == clause.cue.span.start)
    verb = row[cue].verb
    span = clause.span(row)
    if clause.first == 0 and clause.last >= len(row) and clause.bare:
        if verb and verb.grade is Grade.SPEECH:
            found.loose.append(Attribution(None, clause.cue, clause.speaker, clause.speaker, span))
        return
    if clause.first == 0:
        start = cue + (2 if cue + 1 < len(row) and row[cue + 1].low == "that" else 1)
        content, span = row[start : clause.last], Span(span.start, clause.cue.span.end)
    else:
        content = row[: clause.first]
    content = [token for token in content if token.text not in (",", ".")]
    if content and verb and verb.grade is Grade.SPEECH:
        said = Span(content[0].span.start, content[-1].span.end)
        quotation = Quotation((said,), said, QuotationKind.INDIRECT)
        found.loose.append(Attribution(quotation, clause.cue, clause.speaker, clause.speaker, span))


def _quotation(found: _Found, pieces: Sequence[int], credited: bool) -> Quotation:
    contents = tuple(found.content(piece) for piece in pieces)
    span = found.span(pieces[0]).join(found.span(pieces[-1]))
    text = " ".join(content.of(found.document.plain).strip() for content in contents)
    return Quotation(contents, span, _kind(text, credited), closed=found.pieces[pieces[-1]].close is not None)


def _kind(text: str, credited: bool) -> QuotationKind:
    """How much of what was said stands in the marks, or whether it is speech at all."""
    words = text.split()
    ends = _SPOKEN_END.search(text) is not None
    if not credited and ((len(words) < _FEWEST_WORDS and not ends) or _is_title(words)):
        return QuotationKind.NOT_SPEECH
    begins = text.lstrip("“”\"‘’'([…. ")[:1]
    return QuotationKind.DIRECT if ends and not begins.islower() else QuotationKind.MIXED


def _is_title(words: Sequence[str]) -> bool:
    """Whether every longer word has a capital: the title of a work."""
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return 0 < len(words) <= 10 and bool(long) and all(word[0].isupper() for word in long)


def _nested(document: Document, marks: Iterable[MarkPair]) -> list[Quotation]:
    """Quotations within quotations: speech if they read like it, but credited by those who quote them."""
    plain = document.plain
    return [
        Quotation(
            (inner,), Span(pair.open.start, pair.close.end), _kind(inner.of(plain), False), depth=pair.depth
        )
        for pair in marks
        if pair.depth and pair.open and pair.close
        for inner in [Span(pair.open.end, pair.close.start)]
    ]


def _with_referents(
    document: Document, attributions: Iterable[Attribution], everybody: Iterable[Speaker]
) -> Iterable[Attribution]:
    """The attributions with the name, as far as the passage gives one, that each pronoun or description means."""
    named = [mention for mention in everybody if mention.form is SpeakerForm.NAME]
    starts = [mention.span.start for mention in named]
    known: dict[str, set[Gender]] = {}
    for mention in named:
        gender = of_mention(document.plain, mention)
        known.setdefault(mention.text.split()[-1], set()).update({gender} if gender else ())
    for attribution in attributions:
        speaker = attribution.speaker
        if speaker is None or speaker.form not in (SpeakerForm.PRONOUN, SpeakerForm.DESCRIPTION):
            yield attribution
            continue
        if name := _apposed(document.plain, speaker, named, starts):
            yield replace(attribution, referent=name)
            continue
        at = bisect_left(starts, min(attribution.place.start, speaker.span.start))
        near = [
            mention
            for mention in named[max(at - _NEAREST, 0) : at]
            if mention.span.start > speaker.span.start - _VIEW
        ]
        if speaker.form is SpeakerForm.DESCRIPTION:
            fits = [mention for mention in near if _described(document.plain, mention, speaker)]
        else:
            gender = of_mention(document.plain, speaker)
            fits = [
                mention for mention in near if gender and gender.other not in known[mention.text.split()[-1]]
            ]
        yield replace(attribution, referent=fits[-1] if fits else speaker)


def _apposed(plain: str, speaker: Speaker, named: Sequence[Speaker], starts: Sequence[int]) -> Speaker | None:
    """The name that a comma puts beside a description: “her daughter, Amara Lind”."""
    end = speaker.span.end
    if speaker.form is not SpeakerForm.DESCRIPTION or plain[end : end + 2] != ", ":
        return None
    at = bisect_left(starts, end + 2)
    return named[at] if at < len(named) and starts[at] == end + 2 else None


def _described(plain: str, mention: Speaker, description: Speaker) -> bool:
    """Whether a name is introduced with the noun of “the senator”: before it, in it, or in an apposition behind it."""
    words = description.text.lower().split()
    if words[0] not in ("the", "this", "that"):
        return False
    noun = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words)) - 1
    before = plain[max(mention.span.start - 40, 0) : mention.span.start].rstrip().rpartition(" ")[2]
    behind = (
        plain[mention.span.end : mention.span.end + 60]
        if plain[mention.span.end : mention.span.end + 1] == ","
        else ""
    )
    title = f"{before} {mention.text} {_CLAUSE_EDGE.split(behind[1:])[0]}"
    return words[noun] in title.lower().split()
