"""Lead-ins that say the contrary of the quotation behind them, and their right twins, made from clean news.

A lead-in is a sentence without quotation marks right before a direct quotation, that names the quoted speaker. A turned
lead-in is a defect only if a reader can know: lead-in and quotation must share :data:`_SHARED` words of content
(by their first letters), and the turned word must stand beside one of them. The rest is trained as neutral. Each
turn has a twin that stays right: both sides turned, a turn and a negation that cancel, or the same turn in a lead-in
to another quotation, about which it says nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detector.article import Article
from detector.questions import supports
from detector.quotation import extract
from detector.readers import read_text
from detector.rules.mq106_contradicted_paraphrase import lead_ins
from models.pairs import LabelledPair, limited, of_split

_SHARED = 2
_STEM = 5  # letters
_AROUND = 9  # words behind a turned word that count as beside it
LIMITS = {
    "paraphrase_right": 1_600, "paraphrase_negated": 900, "paraphrase_turned": 900,
    "paraphrase_both": 700, "paraphrase_unrelated": 500, "paraphrase_unknowable": 400,
}  # fmt: skip
_ARTICLES = {"train": 3_600, "dev": 400}
_TURNS = """support:oppose supports:opposes supported:opposed supporting:opposing more:fewer more:less higher:lower
increase:decrease increases:decreases increased:decreased increasing:decreasing rise:fall rises:falls rose:fell rising:falling
win:lose wins:loses won:lost winning:losing before:after always:never accept:reject accepts:rejects accepted:rejected
praised:criticized praise:criticism welcomed:condemned welcomes:condemns confirmed:denied confirms:denies confirm:deny admitted:denied
agreed:refused agrees:refuses agree:refuse agree:disagree agreed:disagreed allow:ban allowed:banned allows:bans strengthen:weaken
strengthens:weakens stronger:weaker improve:worsen improved:worsened better:worse best:worst succeed:fail succeeded:failed success:failure
safe:dangerous easy:difficult easier:harder possible:impossible likely:unlikely true:false right:wrong good:bad legal:illegal
fair:unfair necessary:unnecessary optimistic:pessimistic confident:doubtful happy:unhappy satisfied:dissatisfied early:late
earlier:later open:close opened:closed begin:end began:ended start:stop started:stopped include:exclude included:excluded
guilty:innocent help:hurt helps:hurts helped:hurt friend:enemy ally:opponent protect:endanger raise:cut raised:cut raising:cutting
hope:fear hoped:feared love:hate loved:hated trust:distrust few:many everyone:nobody everything:nothing all:none both:neither
with:without for:against defended:attacked defend:attack defends:attacks approve:reject approved:rejected approves:rejects
remember:forget keep:abandon kept:abandoned stay:leave stayed:left staying:leaving"""
_PAIRS = [pair.split(":") for pair in _TURNS.split()]
ANTONYMS = {a: b for a, b in _PAIRS} | {b: a for a, b in reversed(_PAIRS)}
# Kinds of turn that are left out of training, for measuring.
HELD_OUT = frozenset(
    "confirmed denied praised criticized optimistic pessimistic strengthen weaken safe dangerous".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][a-z]+)?")
_AUXILIARY = re.compile(
    r"\b(will|would|can|could|should|is|are|was|were|has|have|had|does|did|do|must)\b(?! not\b|n[’'])"
)
_NEGATION = re.compile(r"\b(?:not |never )|(?<=\w)n[’']t\b|\bno longer ")
_FUNCTION = frozenset(
    """the and that this with from have has had was were will would could should about which their there they them
    than then when what where while been being said says told after before because into over under also more most
    some such only just very even other mr. mrs. not for his her its our your you are can does did who how all any but""".split()
)


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A lead-in and the quotation behind it, with their places in the article's plain text."""

    lead: str
    quotation: str
    start: int
    end: int


def found_lead_ins(article: Article) -> list[LeadIn]:
    """The lead-ins of an article, as the rule finds them."""
    return [
        LeadIn(lead.text, content, lead.span.start, lead.span.end) for _, lead, content in lead_ins(article)
    ]


def content_words(text: str) -> set[str]:
    """The first letters of the words that carry the content."""
    words = (word.lower() for word in _WORD.findall(text))
    return {word[:_STEM] for word in words if len(word) > 3 and word not in _FUNCTION}


def knowable(lead: str, quotation: str) -> bool:
    """Whether enough of the lead-in comes back in the quotation for a reader to notice that the two disagree."""
    return len(content_words(lead) & content_words(quotation)) >= _SHARED


def negated(text: str, other: str, rng: random.Random) -> str | None:
    """A sentence with one negation more, or one less, near what it shares with ``other``; None without such a place."""
    places = _near([match.span() for match in _NEGATION.finditer(text)], text, other)
    if places:
        start, end = rng.choice(places)
        return text[:start] + text[end:]
    places = _near([match.span() for match in _AUXILIARY.finditer(text)], text, other)
    if not places:
        return None
    _, end = rng.choice(places)
    return f"{text[:end]} not{text[end:]}"


def turned(text: str, other: str, rng: random.Random, held_out: bool = False) -> str | None:
    """A sentence with one word turned into its contrary, near what it shares with ``other``."""
    words = [match for match in _WORD.finditer(text) if match.group() in ANTONYMS]
    places = _near([match.span() for match in words if (match.group() in HELD_OUT) == held_out], text, other)
    if not places:
        return None
    start, end = rng.choice(places)
    return text[:start] + ANTONYMS[text[start:end]] + text[end:]


def _near(places: list[tuple[int, int]], text: str, other: str) -> list[tuple[int, int]]:
    """The places with enough of what both texts share among the words around them."""
    shared = content_words(other)
    kept = []
    for start, end in places:
        around = text[:start].split()[-3:] + text[start:].split()[:_AROUND]
        if len(content_words(" ".join(around)) & shared) >= _SHARED:
            kept.append((start, end))
    return kept


Turn = Callable[[str, str, random.Random], "str | None"]
TURNS: dict[str, Turn] = {"negated": negated, "turned": turned}


def contradiction_pairs(found: list[LeadIn], rng: random.Random) -> Iterator[LabelledPair]:
    """Questions about the lead-ins of one article: as they stand, turned, and the twins."""
    for number, item in enumerate(found):
        plain = knowable(item.lead, item.quotation)
        shared = len(content_words(item.lead) & content_words(item.quotation))
        right = "entailment" if shared >= 2 * _SHARED else "neutral"
        yield _pair(item.quotation, item.lead, right, "paraphrase_right")
        for name, turn in TURNS.items():
            if not plain:
                lead = turn(item.lead, item.lead, rng)
                if lead and rng.random() < 0.3:
                    yield _pair(item.quotation, lead, "neutral", "paraphrase_unknowable")
                continue
            lead = turn(item.lead, item.quotation, rng)
            if lead is None:
                continue
            yield _pair(item.quotation, lead, "contradiction", f"paraphrase_{name}")
            both = (
                turn(item.quotation, item.lead, rng)
                if name == "negated"
                else negated(lead, item.quotation, rng)
            )
            if both and rng.random() < 0.6:
                sides = (both, lead) if name == "negated" else (item.quotation, both)
                yield _pair(*sides, right, "paraphrase_both")
            other = found[(number + 1) % len(found)].quotation
            if not knowable(lead, other) and rng.random() < 0.5:
                yield _pair(other, lead, "neutral", "paraphrase_unrelated")


def _pair(quotation: str, lead: str, label: str, source: str) -> LabelledPair:
    pair = supports(quotation, lead)
    return LabelledPair(pair.premise, pair.hypothesis, label, source)


def paraphrase_pairs(data: Path, split: str, seed: int) -> list[LabelledPair]:
    """The questions of a split of the clean news, at most :data:`LIMITS` of each kind."""
    rng = random.Random(seed)
    rows = of_split(data, "news_clean", split)
    rng.shuffle(rows)
    made = [
        pair
        for row in rows[: _ARTICLES[split]]
        for pair in contradiction_pairs(
            found_lead_ins(extract(read_text(row["text"], path=row["id"], format="plaintext"))), rng
        )
    ]
    return limited(made, LIMITS, 1.0 if split == "train" else 0.12, rng)
