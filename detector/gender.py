"""Whether a passage calls a person he or she: by titles, by words for men and women, by pronouns.

What the article says of a person counts; a first name counts only where it says nothing, and only a name that
hardly ever stands for both (not Kim, Robin or Andrea).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from detector.article import Article, QuotationKind, Speaker, SpeakerForm
from detector.spans import Span

FIRST_NAMES = Path(__file__).parent / "data" / "firstnames.json"


class Gender(str, Enum):
    """How somebody is referred to; ``value`` is the pronoun."""

    FEMALE = "she"
    MALE = "he"

    @property
    def other(self) -> Gender:
        """The other of the two."""
        return Gender.MALE if self is Gender.FEMALE else Gender.FEMALE


# Words in lower case only (King, Prince and Monk are surnames too). Left out are words that are used of either:
# chairman, alderman, host, actor, nurse.
_ROLES = {
    Gender.FEMALE: """woman lady mother sister daughter wife widow girl grandmother aunt niece actress queen princess
    duchess countess waitress nun girlfriend mum mom granny grandma nan auntie lass bride businesswoman stepmother
    heroine spokeswoman congresswoman chairwoman councilwoman policewoman assemblywoman alderwoman saleswoman
    sportswoman stateswoman""",
    Gender.MALE: """man father brother son husband widower boy grandfather uncle nephew king prince duke monk
    boyfriend groom dad grandpa grandad lad bloke businessman stepfather spokesman congressman councilman policeman
    assemblyman salesman fisherman statesman""",
}
_TITLES = {
    Gender.FEMALE: r"(?:Ms|Mrs|Mme)\b\.?|Miss|Mother|Sister|Madame|Lady|Dame|Queen|Princess|Alhaja|Hajiy?a|Begum|Smt",
    Gender.MALE: r"Mr\b\.?|Father|Brother|Sir|Lord|King|Prince|Monsieur|Herr|Alhaji|Mall?am|Shri",
}
_PRONOUNS = {Gender.FEMALE: "she|her|hers|herself", Gender.MALE: "he|him|his|himself"}

_PERSONAL = {gender: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for gender, words in _PRONOUNS.items()}
# “The spokesman’s wife” is about two people: a possessive doesn't tell who is meant.
_ROLE = {
    gender: re.compile(rf"\b(?:{'|'.join(words.split())}|{_TITLES[gender]} [A-Z]\w*)(?!['’]s)\b")
    for gender, words in _ROLES.items()
}
# In an apposition a title is somebody else's: “Button, a speechwriter for Mr. Edwards”.
_NOUN = {
    gender: re.compile(rf"\b(?:{'|'.join(words.split())})(?!['’]s)\b") for gender, words in _ROLES.items()
}
_TITLE_BEFORE = {gender: re.compile(rf"(?:^|\W)(?:{words}) \Z") for gender, words in _TITLES.items()}
_APPOSITION = re.compile(r", (?:an?|the|his|her|their) ([^,.;:“”\"\n]{1,80})(?=[,.])")
_APPOSED = re.compile(
    r"(?:^|[.“”\"] )(?:The|An?|His|Her|Their|(?:The )?[\w-]+['’]s) (?:[a-z-]+ ){0,3}([a-z-]+), \Z"
)
_CLAUSE_EDGE = re.compile(r"[,.;:()“”\"]")


def of_text(text: str) -> set[Gender]:
    """Every gender that some word of the text speaks of: a pronoun, a title, a word for a man or a woman."""
    return of_pronouns(text) | {gender for gender in Gender if _ROLE[gender].search(text)}


def of_pronouns(text: str) -> set[Gender]:
    """Every gender that a pronoun of the text speaks of."""
    return {gender for gender in Gender if _PERSONAL[gender].search(text)}


def speaks_of_others(text: str) -> bool:
    """Whether a word for a man or a woman brings in somebody whom the text doesn't name."""
    return any(noun.search(text) for noun in _NOUN.values())


def of_mention(plain: str, mention: Speaker) -> Gender | None:
    """What the words that belong to a mention say: its title, the noun before the name, the apposition behind it.

    None where they say nothing, or both.
    """
    if mention.form is SpeakerForm.PRONOUN:
        return next((gender for gender in Gender if gender.value == mention.text.lower()), None)
    before = plain[max(mention.span.start - 60, 0) : mention.span.start].rpartition("\n")[2]
    beside = f"{_noun_before(before)} | {_apposition(plain, mention.span)}"
    found = {
        gender
        for gender in Gender
        if _TITLE_BEFORE[gender].search(before)
        or _ROLE[gender].search(mention.text)
        or _NOUN[gender].search(beside)
    }
    return found.pop() if len(found) == 1 else None


class Genders:
    """By which gender an article refers to the people that it names.

    What belongs to a name counts most. Beside it, each sentence that names one person only and has pronouns of one
    gender only outside quotation marks is a vote, and so is the sentence after it if that names nobody. Three
    votes are asked for, and nine in ten of them must agree. Of somebody whom the article gives none, the first name
    tells where it is a plain one.

    Args:
        article: with its attributions.
        named: the mentions of people, in text order.
        by_name: whether first names count.
    """

    def __init__(self, article: Article, named: Sequence[Speaker], *, by_name: bool = True) -> None:
        self._votes: dict[str, list[_Vote]] = {}
        self._first = _by_first_name(named) if by_name else {}
        last: str | None = None
        rows = iter(named)
        mention = next(rows, None)
        for sentence in article.sentences:
            people: list[Speaker] = []
            while mention and mention.span.start < sentence.span.end:
                people.append(mention)
                mention = next(rows, None)
            for person in people:
                if gender := of_mention(article.plain, person):
                    self._votes.setdefault(surname(person), []).append(_Vote(gender, 5, sentence.span))
            surnames = {surname(person) for person in people}
            meant = surnames.pop() if len(surnames) == 1 else None if people else last
            pronouns = of_pronouns(outside_quotations(article, sentence.span))
            if meant and len(pronouns) == 1:
                self._votes.setdefault(meant, []).append(_Vote(pronouns.pop(), 1, sentence.span))
            last = meant if people else None

    def of(self, name: str, *, apart_from: Span | None = None) -> Gender | None:
        """The gender of who bears a last name; None where the article does not tell.

        ``apart_from`` is a stretch of the text whose sentences have no vote: a pronoun is no witness in its own case.
        """
        counts: Counter[Gender] = Counter()
        for vote in self._votes.get(name, ()):
            if apart_from is None or not vote.sentence.overlaps(apart_from):
                counts[vote.gender] += vote.weight
        if counts.total() < 3:
            return self._first.get(name)
        gender, count = counts.most_common(1)[0]
        return gender if count >= 0.9 * counts.total() else None

    def known(self) -> dict[str, Gender]:
        """Every last name whose bearer's gender the article tells."""
        return {name: gender for name in (*self._first, *self._votes) if (gender := self.of(name))}


class _Vote(NamedTuple):
    """What one sentence says about somebody."""

    gender: Gender
    weight: int
    sentence: Span


def _by_first_name(named: Sequence[Speaker]) -> dict[str, Gender]:
    """Last names whose bearers in the article have first names of one gender."""
    found: dict[str, set[Gender | None]] = {}
    for person in named:
        first, *rest = person.text.split()
        if rest:
            found.setdefault(rest[-1], set()).add(_first_names().get(first))
    return {
        name: gender for name, genders in found.items() if len(genders) == 1 for gender in genders if gender
    }


@cache
def _first_names() -> dict[str, Gender]:
    """First names that news gives to men only or to women only, from ``models.train_names``."""
    return {name: Gender(pronoun) for name, pronoun in json.loads(FIRST_NAMES.read_text("utf-8")).items()}


def has_first_name(mention: Speaker) -> bool:
    """Whether a name begins with a first name that stands for men only or for women only."""
    return mention.text.split()[0] in _first_names()


def surname(mention: Speaker) -> str:
    """The last word of a name."""
    return mention.text.split()[-1]


def outside_quotations(article: Article, span: Span) -> str:
    """The writer's own words in a stretch of the text."""
    first = bisect_left(article.quotations, span.start, key=lambda quotation: quotation.span.end)
    text, at = [], span.start
    for quotation in article.quotations[first:]:
        if quotation.span.start >= span.end:
            break
        for part in quotation.contents if quotation.kind is not QuotationKind.INDIRECT else ():
            if part.end > at and part.start < span.end:
                text.append(article.plain[at : max(part.start, at)])
                at = min(part.end, span.end)
    return " ".join([*text, article.plain[at : span.end]])


def _noun_before(before: str) -> str:
    """The word right before a name: the spokeswoman Adrienne Watson; the boy’s grandfather, Luca Ferrante."""
    if apposed := _APPOSED.search(before):
        return apposed[1]
    return _CLAUSE_EDGE.split(before)[-1].strip().rpartition(" ")[2] if before.endswith(" ") else ""


def _apposition(plain: str, span: Span) -> str:
    """The apposition behind a name: “, a spokeswoman for the council,”."""
    match = _APPOSITION.match(plain, span.end)
    return match.group(1) if match else ""
