"""Wrong credits and their right twins, made from labelled quotations and from clean news.

**Only what can be known.** A defect is made only where its trace stays in the passage, and each maker below is one
kind of trace: a reporting clause of the true speaker's left over behind the quotation; a house that says “we” for
someone introduced just before; a speaker whom his own quotation calls by name; a sentence of the same paragraph that
leads to the quotation and whose subject is somebody else; a quotation of somebody else's right before it in the
same paragraph; a pronoun of the wrong gender. (News begins a paragraph where the speaker changes: in 594 clean
articles 1 of 22 quotations behind a sentence about somebody by name was somebody else's.) A swap that leaves none of
these reads like any right quotation: it is trained as neutral (``speaker_unknowable``) and is planted nowhere.

**Twins.** Whatever is written in or moved for a defect is also done where the credit stays right: the same house
where it speaks for itself, the same loose clause behind the right name, the same paragraphs joined, the name
replaced by a title or another form of itself. So the trace of the edit is not what is learned.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from detector.article import Article, QuotationKind, SpeakerForm
from detector.gender import Gender, Genders, of_text, surname
from detector.mentions import people as people_of
from detector.questions import fits_pronoun, spoken_by
from models.pairs import LabelledPair

# Houses that report; credited by mistake where their reporter's source was speaking.
OUTLETS = (
    "the New York Times", "The Washington Post", "Reuters", "the Associated Press", "CNN", "Fox News",
    "Bloomberg News", "the BBC", "The Guardian", "the Wall Street Journal", "Politico", "NBC News",
    "the Daily Mail", "Interfax", "Yonhap", "Al Jazeera", "USA Today", "The Hill", "the Los Angeles Times",
    "CBS News", "the Financial Times", "Agence France-Presse", "Axios", "the Chicago Tribune", "Le Monde",
    "the Kyiv Independent", "Kyodo", "TASS", "Xinhua", "the newspaper", "the news agency",
)  # fmt: skip
PRONOUNS = frozenset("he she they it i we you who".split())
SAYS_WE = re.compile(r"\b(?:we|our|us|we’re|we're|we’ve|we've|I|my|I’m|I'm)\b", re.IGNORECASE)
_NAME = re.compile(
    r"\b(?:[A-Z][a-z]+(?:[A-Z][a-z]+)?\.? ){1,2}(?:[Vv][ao]n |[Dd]e )?[A-Z][a-z]+(?:[A-Z][a-z]+)?\b"
)
_STOP = re.compile(r"[a-z]{3}\. ")  # two sentences, not an initial or a title
_NOT_NAMES = frozenset(
    "The This That These Those When While After Before Last On In At But And For From With New Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday January February March April May June July August September "
    "October November December United White North South West East Supreme National American Republican "
    "Democratic House Senate Islamic".split()
)
# What is left of the sentence that the reporting clause stands in.
_REST = re.compile(r"[^.!?\n“\"]{0,150}(?:[.!?]+[”\"’']*|(?=[\n“\"]|$))|")
_SURNAME = re.compile(r"[A-Z][\w’'-]+$")
_WORD = re.compile(r"[^\W\d_]+")
_NOT_LAST = frozenset(
    "News Times Post Journal House Street County City University Party Act Court Center".split()
)
_BREAK = re.compile(r"\n\s*")
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St)\.)(?<!\b(?:Mrs|Sen|Rep|Gov)\.)[”\"]? +(?=[A-Z“\"])"
)
_CLAUSES = (".", ".", ".", " in a statement.", " on Tuesday.", " after the vote.", " at a news conference.")
_CUES = (
    "said",
    "said",
    "said",
    "added",
    "told reporters",
    "wrote",
    "explained",
    "stated",
    "continued",
    "argued",
)


@dataclass(frozen=True, slots=True)
class Credited:
    """A quotation with its reporting clause in an article: ``start`` to ``end``, ``speaker`` as a range."""

    text: str
    start: int
    end: int
    content: str
    speaker: tuple[int, int]

    @property
    def before(self) -> str:
        """What stands before it, as much as a question can take."""
        return self.text[max(0, self.start - 500) : self.start]

    @property
    def target(self) -> str:
        """Quotation and clause."""
        return self.text[self.start : self.end]

    @property
    def name(self) -> str:
        """The speaker as credited."""
        return self.text[slice(*self.speaker)]

    @property
    def surname(self) -> str | None:
        """The last word of the name that the speaker is credited by; None for pronouns and descriptions."""
        found = [
            match.group() for name in people(self.name) or [self.name] if (match := _SURNAME.search(name))
        ]
        return found[0] if found and found[0] not in _NOT_NAMES else None

    def with_speaker(self, other: str) -> str:
        """Quotation and clause with another speaker."""
        first, last = self.speaker
        if first == self.start or self.text[first - 1] in '“"':
            other = other[0].upper() + other[1:]
        return self.text[self.start : first] + other + self.text[last : self.end]


@dataclass(frozen=True, slots=True)
class Made:
    """An article after an edit: the quotation with its clause, who is credited, and who said it if that is known.

    ``label`` is what a reader can say of the credit: contradiction where it is knowably wrong. ``beside`` is what else
    the edit damaged.
    """

    text: str
    start: int
    end: int
    credited: str
    true: str | None
    kind: str
    label: str
    beside: tuple[tuple[int, int], ...] = ()

    def pairs(self) -> Iterator[LabelledPair]:
        """The questions about it: about who is credited, and about who said it."""
        yield self._ask(self.credited, self.label)
        if self.true and self.true != self.credited:
            yield self._ask(self.true, "entailment")

    def _ask(self, speaker: str, label: str) -> LabelledPair:
        before, after = self.text[max(0, self.start - 500) : self.start], self.text[self.end : self.end + 250]
        pair = spoken_by(before, self.text[self.start : self.end], after, speaker)
        return LabelledPair(pair.premise, pair.hypothesis, label, self.kind)


Edit = Callable[[Credited, random.Random, Sequence[str]], Iterator[Made]]


def credited(row: dict[str, Any]) -> Iterator[Credited]:
    """The direct quotations of an article of the ``quotes`` collection that have cue and speaker."""
    text = row["text"]
    for item in row["attributions"]:
        if (
            item["kind"] != "direct"
            or not item["speaker"]
            or not item["cue"]
            or item["content"][1] - item["content"][0] < 25
        ):
            continue
        start = min(item[part][0] for part in ("content", "cue", "speaker"))
        end = max(item[part][1] for part in ("content", "cue", "speaker"))
        content = " ".join(text[first:last] for first, last in item["content_parts"])
        if made := _whole(text, start, end, content, tuple(item["speaker"])):
            yield made


def reported(article: Article) -> Iterator[Credited]:
    """The direct quotations of an article of clean news that extraction credits with certainty."""
    for item in article.attributions:
        quotation, speaker = item.quotation, item.speaker
        if quotation is None or speaker is None or quotation.kind is not QuotationKind.DIRECT:
            continue
        span = quotation.span.join(item.clause)
        content = " ".join(part.of(article.plain) for part in quotation.contents)
        if len(content) >= 25 and (
            made := _whole(
                article.plain, span.start, span.end, content, (speaker.span.start, speaker.span.end)
            )
        ):
            yield made


def _whole(text: str, start: int, end: int, content: str, speaker: tuple[int, int]) -> Credited | None:
    """A quotation grown to its marks and to the end of its sentence; None where it runs over paragraphs."""
    if end - start > 700 or "\n" in text[start:end]:
        return None
    while start and text[start - 1] in "“\"‘'":
        start -= 1
    if text[end - 1] not in ".!?" and (rest := _REST.match(text, end)):
        end = start + len(text[start : rest.end()].rstrip())
    return Credited(text, start, end, content, speaker)


def people(text: str) -> list[str]:
    """Full names in a text, by their shape."""
    found = (match.group() for match in _NAME.finditer(text) if not _STOP.search(match.group()))
    return list(dict.fromkeys(name for name in found if not _NOT_NAMES & set(name.split())))


def shares_word(name: str, text: str) -> bool:
    """Whether a longer word of a name stands in a text."""
    return any(word in text for word in name.split() if len(word) > 3)


def introduced(quote: Credited) -> str | None:
    """The credited speaker's name as the words before introduce it, if they do."""
    last = quote.surname
    before = " ".join(quote.before.split()[-45:])
    if last is None or last not in before:
        return None
    return next((name for name in people(before) if name.endswith(last)), last)


def _as_credited(name: str, rng: random.Random) -> str:
    """A person as a clause names one: in full, by the last name, with a title."""
    last = name.split()[-1]
    return rng.choice((name, last, last, f"{rng.choice(('Mr.', 'Ms.'))} {last}"))


def _changed(quote: Credited, new: str, credited: str, true: str | None, kind: str, label: str) -> Made:
    text = quote.text[: quote.start] + new + quote.text[quote.end :]
    return Made(text, quote.start, quote.start + len(new), credited, true, kind, label)


@lru_cache(maxsize=4)
def cast(text: str) -> tuple[str, ...]:
    """The people of an article who are named more than once; their last names are no words of the text's own."""
    counts = Counter(_WORD.findall(text))
    return tuple(
        name
        for name in people(text)
        if counts[last := name.split()[-1]] > 1 and not counts[last.lower()] and last not in _NOT_LAST
    )


def _elsewhere(quote: Credited, rng: random.Random, outsiders: Sequence[str]) -> str | None:
    """Somebody of the article whom the paragraph and the quotation don't name, or somebody of another article."""
    here = " ".join(quote.before.split()[-45:]) + quote.target
    absent = [name for name in cast(quote.text) if not shares_word(name, here)]
    other = rng.choice(absent) if absent and rng.random() < 0.75 else rng.choice(outsiders)
    return None if shares_word(other, here) else other


def house_says_we(quote: Credited, rng: random.Random, _outsiders: Sequence[str]) -> Iterator[Made]:
    """Someone else's house says “we”: the speaker of the sentence before is the one who was quoted."""
    true, outlet = introduced(quote), rng.choice(OUTLETS)
    if shares_word(outlet, quote.target):
        return
    changed = quote.with_speaker(outlet)
    if true and SAYS_WE.search(quote.content):
        yield _changed(quote, changed, outlet, true, "speaker_house", "contradiction")
    elif true is None and not SAYS_WE.search(quote.content):
        yield _changed(quote, changed, outlet, None, "speaker_right_house", "entailment")
    elif true is None:
        ending = rng.choice((" in an editorial.", " in a leader on Sunday.", " in a letter to its readers."))
        yield _changed(quote, changed.rstrip(".") + ending, outlet, None, "speaker_right_house", "entailment")
    if rng.random() < 0.3 and quote.surname:  # the twin: the house is told, and the credit is right
        told = quote.target.rstrip(".") + f" to {outlet}."
        yield _changed(quote, told, quote.name, None, "speaker_right_house", "entailment")


def second_clause(quote: Credited, rng: random.Random, outsiders: Sequence[str]) -> Iterator[Made]:
    """A reporting clause of the true speaker's is left over behind the quotation."""
    last, true, cue = quote.surname, introduced(quote), rng.choice(_CUES)
    if last is None:
        return
    tail = f"{rng.choice(('he', 'she'))} {cue}." if rng.random() < 0.6 else f"{last} {cue}."
    other = (
        rng.choice(OUTLETS) if tail[0].islower() and rng.random() < 0.5 else _elsewhere(quote, rng, outsiders)
    )
    if other is None or shares_word(other, quote.target):
        return
    other = other if other in OUTLETS else _as_credited(other, rng)
    changed = quote.with_speaker(other)
    if changed[-1] not in '”"':  # else the quotation goes on behind its clause
        changed = changed.rstrip(",.") + rng.choice(_CLAUSES)
    made = _changed(
        quote, changed, other, true or (last if last in tail else None), "speaker_clause", "contradiction"
    )
    if made.true:
        yield _with_tail(made, tail)
    if last in tail and rng.random() < 0.6:  # the twin: the same clause left over behind the right name
        right = _changed(quote, quote.target, quote.name, None, "speaker_clause_twin", "entailment")
        yield _with_tail(right, tail)


def _with_tail(made: Made, tail: str) -> Made:
    text = f"{made.text[: made.end]} {tail}{made.text[made.end :]}"
    beside = ((made.end + 1, made.end + 1 + len(tail)),)
    return Made(text, made.start, made.end, made.credited, made.true, made.kind, made.label, beside)


def third_person(quote: Credited, rng: random.Random, _outsiders: Sequence[str]) -> Iterator[Made]:
    """The quotation talks about its supposed speaker."""
    last = quote.surname
    subjects = [
        name for name in people(quote.content) if last and last not in name and name in cast(quote.text)
    ]
    if not subjects:
        return
    other = subjects[0]
    named = _as_credited(other, rng)
    yield _changed(
        quote, quote.with_speaker(named), named, introduced(quote), "speaker_third_person", "contradiction"
    )
    yield _changed(quote, quote.target, quote.name, None, "speaker_third_person", "entailment")
    if rng.random() < 0.3:  # the quoted one is asked about: the quotation names him, the clause another
        pair = _changed(quote, quote.target, other, None, "speaker_other", "contradiction")
        yield pair


def lead_in(quote: Credited, rng: random.Random, outsiders: Sequence[str]) -> Iterator[Made]:
    """A sentence of the same paragraph leads to the quotation, and somebody else is credited.

    Where the quotation begins its paragraph and the one before ends with its speaker, the two are joined.
    """
    last = quote.surname
    if last is None or quote.speaker[0] < quote.start + len(quote.content) // 2:
        return
    head, target = quote.text[: quote.start], quote.target
    joined = head.rstrip() + " " if head[-1:] == "\n" and rng.random() < 0.8 else head
    lead = _SENTENCE.split(_BREAK.split(joined.rstrip())[-1])[-1]
    if joined[-1:] == "\n" or last not in lead or len(lead.split()) < 3 or len(people(lead)) > 1:
        return
    if lead.rstrip()[-1:] not in '.!?”"':
        return
    true = introduced(quote) or last
    other = _elsewhere(quote, rng, outsiders)
    if other is None or shares_word(other, lead):
        return
    other = _as_credited(other, rng)
    kind = "speaker_after_quote" if '"' in lead or "”" in lead else "speaker_lead"
    for speaker, label in ((other, "contradiction"), (quote.name, "entailment")):
        if label == "entailment" and rng.random() < 0.3:
            continue
        new = quote.with_speaker(speaker) if label == "contradiction" else target
        text = joined + new + quote.text[quote.end :]
        yield Made(
            text,
            len(joined),
            len(joined) + len(new),
            speaker,
            true if label == "contradiction" else None,
            kind,
            label,
        )


def right_name(quote: Credited, rng: random.Random, outsiders: Sequence[str]) -> Iterator[Made]:
    """Right credits as they stand; somebody else of the passage is denied, also one named right behind it."""
    named = quote.name.lower() not in PRONOUNS and quote.surname is not None
    if named or rng.random() < 0.3:
        yield _changed(quote, quote.target, quote.name, None, "speaker_clean", "entailment")
    if not named:
        return
    behind = [
        name for name in people(quote.text[quote.end : quote.end + 90]) if not shares_word(name, quote.target)
    ]
    before = [name for name in people(quote.before) if not shares_word(name, quote.target)]
    if behind and rng.random() < 0.8:
        yield _changed(quote, quote.target, behind[0], None, "speaker_behind", "contradiction")
        yield _changed(quote, quote.target, quote.name, None, "speaker_behind", "entailment")
    elif before and rng.random() < 0.4:
        yield _changed(quote, quote.target, rng.choice(before), None, "speaker_other", "contradiction")
    elif rng.random() < 0.1:
        other = _elsewhere(quote, rng, outsiders)
        if other and introduced(quote) is None:
            other = _as_credited(other, rng)
            yield _changed(quote, quote.with_speaker(other), other, None, "speaker_unknowable", "neutral")


EDITS: dict[str, Edit] = {
    "house": house_says_we,
    "clause": second_clause,
    "third": third_person,
    "lead": lead_in,
    "right": right_name,
}


def speaker_pairs(
    quotes: Sequence[Credited], rng: random.Random, outsiders: Sequence[str]
) -> Iterator[LabelledPair]:
    """Questions about the speakers of one article; straight and curly marks come in equal number."""
    for quote in quotes:
        for edit in EDITS.values():
            for made in edit(quote, rng, outsiders):
                straight = rng.random() < 0.5
                for pair in made.pairs():
                    premise = pair.premise.translate(_STRAIGHT) if straight else curly(pair.premise)
                    yield LabelledPair(premise, pair.hypothesis, pair.label, pair.source)


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_OPENS = re.compile(r"(^|[\s(\[|—–-])\"(?=\S)")


def curly(text: str) -> str:
    """A text with its straight double marks turned into curly ones, by what stands before them."""
    return _OPENS.sub(r"\1“", text).replace('"', "”")


def told_pronouns(article: Article) -> Iterator[tuple[Credited, Gender]]:
    """Quotations with “he said” or “she said” where the passage tells which of the two it must be.

    It tells if everybody whom the 45 words before it name is known to be of that gender, by the article or by a
    plain first name, somebody is named or meant there, and no word for the other gender stands there.
    """
    named = people_of(article.mentions)
    known = Genders(article, named).known()
    told = [
        (quote, item.speaker)
        for item in article.attributions
        if item.speaker and item.speaker.form is SpeakerForm.PRONOUN
        for quote in reported(Article(article.document, (), (), (item,)))
    ]
    for quote, speaker in told:
        gender = next((one for one in Gender if one.value == speaker.text.lower()), None)
        first = quote.start - len(" ".join(quote.before.split()[-45:]))
        seen = {surname(person) for person in named if first <= person.span.start < quote.start}
        words = of_text(article.plain[max(first, 0) : quote.start])
        genders = {known.get(name) for name in seen}
        if gender and gender.other not in words and genders <= {gender} and (genders or words):
            yield quote, gender


def flipped(quote: Credited, gender: Gender) -> Made:
    """The other pronoun, in the clause only."""
    new = quote.with_speaker(gender.other.value)
    return _changed(quote, new, gender.other.value, None, "pronoun_contradiction", "contradiction")


def pronoun_pairs(article: Article, rng: random.Random) -> Iterator[LabelledPair]:
    """Questions about “he said” and “she said” in clean news, and each with the pronoun flipped."""
    for quote, gender in told_pronouns(article):
        if gender is Gender.MALE and rng.random() < 0.5:  # as many of the one as of the other
            continue
        after = quote.text[quote.end : quote.end + 200]
        made = flipped(quote, gender)
        for target, asked, label in (
            (quote.target, gender, "entailment"),
            (made.text[made.start : made.end], gender.other, "contradiction"),
        ):
            pair = fits_pronoun(quote.before, target, after, asked.value)
            yield LabelledPair(pair.premise, pair.hypothesis, label, f"pronoun_{label}")
