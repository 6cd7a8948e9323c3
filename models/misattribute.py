"""Questions about who said it, made from labelled quotations and from clean news.

From labelled articles: the credited speaker is entailed, another person of the passage is contradicted. A
defect is made only where its trace stays in the passage: a house that says “we” for someone introduced just
before, a speaker who is talked of in the third person inside the quotation, a second reporting clause that
names or can only mean the true speaker. A swap without such a trace reads like any right quotation and is not
made at all: nobody could notice it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detector.questions import fits_pronoun, spoken_by
from models.pairs import LabelledPair

# Houses that report; credited by mistake where their reporter's source was speaking.
OUTLETS = (
    "the New York Times", "The Washington Post", "Reuters", "the Associated Press", "CNN", "Fox News",
    "Bloomberg", "the BBC", "The Guardian", "the Wall Street Journal", "Politico", "NBC News",
    "the Daily Mail", "Interfax", "Yonhap", "Al Jazeera", "USA Today", "The Hill", "the Los Angeles Times",
    "CBS News", "the Financial Times", "Agence France-Presse", "Axios", "the Chicago Tribune", "Le Monde",
    "the Kyiv Independent", "Kyodo", "TASS", "Xinhua", "the newspaper", "the news agency",
)  # fmt: skip
PRONOUNS = frozenset("he she they it i we you who".split())
_NAME = re.compile(
    r"\b(?:[A-Z][a-z]+(?:[A-Z][a-z]+)?\.? ){1,2}(?:[Vv][ao]n |[Dd]e )?[A-Z][a-z]+(?:[A-Z][a-z]+)?\b"
)
SAYS_WE = re.compile(r"\b(?:we|our|us|we’re|we're|we’ve|we've|I|my|I’m|I'm)\b", re.IGNORECASE)
_NOT_NAMES = frozenset(
    "The This That These Those When While After Before Last On In At But And For From With New Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday January February March April May June July August September "
    "October November December United White North South West East Supreme National American Republican "
    "Democratic House Senate Islamic".split()
)
# What is left of the sentence that the reporting clause stands in.
_REST = re.compile(r"[^.!?\n“\"]{0,150}(?:[.!?]+[”\"’']*|(?=[\n“\"]|$))|")
_SURNAME = re.compile(r"[A-Z][\w’'-]+$")
_FEMALE = re.compile(
    r"\b(?:she|her|hers|herself|Ms\.|Mrs\.|Miss|spokeswoman|congresswoman|chairwoman|woman|mother|sister|daughter|wife|widow|"
    r"actress|queen|girl|grandmother|aunt|councilwoman|policewoman)\b",
    re.IGNORECASE,
)
_MALE = re.compile(
    r"\b(?:he|him|his|himself|Mr\.|spokesman|congressman|chairman|man|father|brother|son|husband|king|boy|grandfather|uncle|"
    r"councilman|policeman)\b",
    re.IGNORECASE,
)
_PRONOUN_QUOTE = re.compile(
    r"[“\"](?P<content>[^“”\"\n]{30,400}[,?!])[”\"] (?P<pronoun>he|she)"
    r" (?P<cue>said|added|told|wrote|explained|asked|continued|noted)\b"
    r"[^.\n“”\"]{0,80}[.,]?"
)


@dataclass(frozen=True, slots=True)
class Credited:
    """A labelled quotation with its reporting clause in an article."""

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
    def after(self) -> str:
        """What stands after it."""
        return self.text[self.end : self.end + 250]

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
        if (first > self.start and self.text[first - 1] in '“"') or first == self.start:
            other = other[0].upper() + other[1:]
        return self.text[self.start : first] + other + self.text[last : self.end]


def credited(row: dict[str, Any]) -> Iterator[Credited]:
    """The direct and mixed quotations of an article of the ``quotes`` collection that have cue and speaker."""
    text = row["text"]
    for item in row["attributions"]:
        if (
            item["kind"] == "indirect"
            or not item["speaker"]
            or not item["cue"]
            or item["content"][1] - item["content"][0] < 25
        ):
            continue
        start = min(item[part][0] for part in ("content", "cue", "speaker"))
        end = max(item[part][1] for part in ("content", "cue", "speaker"))
        if end - start > 700 or "\n" in text[start:end]:
            continue
        while start and text[start - 1] in "“\"‘'":
            start -= 1
        end += len(_REST.match(text, end).group())
        content = " ".join(text[first:last] for first, last in item["content_parts"])
        yield Credited(text, start, end, content, tuple(item["speaker"]))


def people(text: str) -> list[str]:
    """Full names in a text, by their shape."""
    found = (match.group() for match in _NAME.finditer(text))
    return list(dict.fromkeys(name for name in found if not _NOT_NAMES & set(name.split())))


def speaker_pairs(row: dict[str, Any], rng: random.Random, outsiders: list[str]) -> Iterator[LabelledPair]:
    """Questions about the speakers of one labelled article."""
    for quote in credited(row):
        named = quote.name.lower() not in PRONOUNS and quote.surname is not None
        if named or rng.random() < 0.3:
            yield _ask(quote, quote.target, quote.name, "entailment", "speaker_clean")
        others = [name for name in people(quote.before) if not _shares_word(name, quote.target)]
        if named and rng.random() < 0.5:
            other = (
                rng.choice(others) if others and rng.random() < 0.7 else rng.choice([*OUTLETS, *outsiders])
            )
            if not _shares_word(other, quote.target):
                yield _ask(quote, quote.target, other, "contradiction", "speaker_other")
        if named:
            yield from _house_swap(quote, rng)
            yield from _second_clause(quote, rng, outsiders)
            yield from _third_person(quote)
            yield from _right_house(quote, rng)


def _ask(
    quote: Credited, target: str, speaker: str, label: str, kind: str, after: str | None = None
) -> LabelledPair:
    pair = spoken_by(quote.before, target, quote.after if after is None else after, speaker)
    return LabelledPair(pair.premise, pair.hypothesis, label, kind)


def _shares_word(name: str, text: str) -> bool:
    return any(word in text for word in name.split() if len(word) > 3)


def introduced(quote: Credited) -> str | None:
    """The credited speaker's name as the words before introduce it, if they do."""
    last = quote.surname
    before = " ".join(quote.before.split()[-45:])
    if last is None or last not in before:
        return None
    return next((name for name in people(before) if name.endswith(last)), last)


def _house_swap(quote: Credited, rng: random.Random) -> Iterator[LabelledPair]:
    """Someone else's house says “we”: the speaker of the sentence before is the one who was quoted."""
    true = introduced(quote)
    if true is None or not SAYS_WE.search(quote.content):
        return
    outlet = rng.choice(OUTLETS)
    changed = quote.with_speaker(outlet)
    yield _ask(quote, changed, outlet, "contradiction", "speaker_house")
    yield _ask(quote, changed, true, "entailment", "speaker_house")


def _right_house(quote: Credited, rng: random.Random) -> Iterator[LabelledPair]:
    """The twin of the swaps: a house that may well have said it, or its name alone would give the swap away."""
    outlet = rng.choice(OUTLETS)
    if not SAYS_WE.search(quote.content) and rng.random() < 0.5:
        yield _ask(quote, quote.with_speaker(outlet), outlet, "entailment", "speaker_right_house")
    elif introduced(quote) is None:
        changed = quote.with_speaker(outlet).rstrip(".") + rng.choice(
            (" in an editorial.", " in a statement.", ".")
        )
        yield _ask(quote, changed, outlet, "entailment", "speaker_right_house")


def _second_clause(quote: Credited, rng: random.Random, outsiders: list[str]) -> Iterator[LabelledPair]:
    """A reporting clause of the true speaker's is left over behind the quotation."""
    last = quote.surname
    true = introduced(quote)
    if last is None:
        return
    cue = rng.choice(("said", "said", "said", "added", "told reporters", "wrote", "explained", "stated"))
    if rng.random() < 0.6:
        tail, other = f"{rng.choice(('he', 'she'))} {cue}.", rng.choice(OUTLETS)
    else:
        tail, other = f"{last} {cue}.", rng.choice([*OUTLETS, *outsiders])
    if _shares_word(other, quote.target):
        return
    changed = quote.with_speaker(other).rstrip(",.") + rng.choice(
        (".", ".", " in a statement.", " on Tuesday.", " after the vote.")
    )
    after = f" {tail}{quote.after}"
    yield _ask(quote, changed, other, "contradiction", "speaker_clause", after)
    if true:
        yield _ask(quote, changed, true, "entailment", "speaker_clause", after)
    elif last in tail:
        yield _ask(quote, changed, last, "entailment", "speaker_clause", after)
    # The twin: the same clause left over behind a quotation that is credited rightly.
    if last in tail and rng.random() < 0.5:
        yield _ask(quote, quote.target, quote.name, "entailment", "speaker_clause_twin", after)


def _third_person(quote: Credited) -> Iterator[LabelledPair]:
    """The quotation talks about its supposed speaker."""
    last = quote.surname
    subjects = [name for name in people(quote.content) if last and last not in name]
    if not subjects:
        return
    changed = quote.with_speaker(subjects[0])
    yield _ask(quote, changed, subjects[0], "contradiction", "speaker_third_person")
    if true := introduced(quote):
        yield _ask(quote, changed, true, "entailment", "speaker_third_person")


def told_pronouns(text: str) -> Iterator[re.Match[str]]:
    """Quotations with “he said” or “she said” where the passage tells the gender: its words for people all agree."""
    for match in _PRONOUN_QUOTE.finditer(text):
        near = " ".join(text[max(0, match.start() - 400) : match.start()].split()[-45:])
        female, male = bool(_FEMALE.search(near)), bool(_MALE.search(near))
        if female != male and (match["pronoun"] == "she") == female:
            yield match


def pronoun_pairs(text: str, rng: random.Random) -> Iterator[LabelledPair]:
    """Questions about “he said” and “she said” in clean news, half of them flipped, where the passage tells."""
    for match in told_pronouns(text):
        before, after = (
            text[max(0, match.start() - 400) : match.start()],
            text[match.end() : match.end() + 200],
        )
        pronoun = match["pronoun"]
        other = "he" if pronoun == "she" else "she"
        first, last = (offset - match.start() for offset in match.span("pronoun"))
        target = match.group()
        if pronoun == "he" and rng.random() < 0.5:  # as many of the one as of the other
            continue
        flipped = target[:first] + other + target[last:]
        for shown, asked, label in ((target, pronoun, "entailment"), (flipped, other, "contradiction")):
            pair = fits_pronoun(before, shown, after, asked)
            yield LabelledPair(pair.premise, pair.hypothesis, label, f"pronoun_{label}")
