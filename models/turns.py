"""Edits that turn what a sentence says, and their twins that don't: on plain strings, with no model and no data.

Each takes the random source it draws from and gives back None where the sentence has no place for it. The tables are
written for this project.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from detector.leadins import content_words

_TURNS = """support:oppose supports:opposes supported:opposed supporting:opposing more:fewer more:less higher:lower
increase:decrease increases:decreases increased:decreased increasing:decreasing rise:fall rises:falls
rose:fell rising:falling win:lose wins:loses won:lost winning:losing before:after always:never accept:reject
accepts:rejects accepted:rejected confirmed:denied confirms:denies confirm:deny admitted:denied
strengthen:weaken strengthens:weakens stronger:weaker improve:worsen improved:worsened better:worse best:worst
succeed:fail succeeded:failed success:failure safe:dangerous safer:riskier easy:difficult easier:harder
possible:impossible likely:unlikely true:false right:wrong good:bad legal:illegal fair:unfair
necessary:unnecessary optimistic:pessimistic confident:doubtful happy:unhappy satisfied:dissatisfied
early:late earlier:later open:close opened:closed begin:end start:stop started:stopped starting:stopping
guilty:innocent help:hurt helps:hurts helped:hurt friend:enemy friends:enemies ally:opponent allies:opponents
protect:endanger raise:cut raised:cut raising:cutting love:hate loved:hated trust:distrust few:many
everyone:nobody everybody:nobody everything:nothing approve:reject approved:rejected approves:rejects
remember:forget keep:abandon stay:leave stayed:left staying:leaving strong:weak important:unimportant
acceptable:unacceptable responsible:irresponsible constitutional:unconstitutional able:unable
willing:unwilling clear:unclear most:few expand:shrink gain:lose gained:lost create:destroy created:destroyed
build:dismantle first:last far:close big:small bigger:smaller large:small long:short cheap:expensive
public:secret innocent:guilty honest:dishonest effective:useless aware:unaware together:separately
agree:disagree agrees:disagrees agreed:disagreed"""
_PAIRS = [pair.split(":") for pair in _TURNS.split()]
# Where a word has two contraries, the first in the table stands.
ANTONYMS = {pair[1]: pair[0] for pair in reversed(_PAIRS)} | {pair[0]: pair[1] for pair in reversed(_PAIRS)}
# Words of the same sense: the twin of a turn changes the same place and nothing of what is said.
_SYNONYMS = """support:back supports:backs supported:backed oppose:resist opposes:resists higher:greater increase:growth
increased:grew rise:climb rose:climbed fall:drop fell:dropped win:prevail difficult:hard easy:simple
possible:conceivable likely:probable true:accurate false:untrue wrong:mistaken legal:lawful illegal:unlawful
fair:just unfair:unjust necessary:needed happy:glad begin:start began:started protect:shield stay:remain
leave:depart strong:powerful important:significant responsible:accountable clear:plain big:large large:big
small:little enough:sufficient create:produce build:construct country:nation buy:purchase kids:children
money:funds job:position jobs:positions believe:think believes:thinks terrible:awful awful:terrible
problem:difficulty problems:difficulties show:demonstrate shows:demonstrates dangerous:risky bill:measure
law:statute plan:proposal attack:assault decision:ruling chance:opportunity completely:wholly totally:entirely
absolutely:entirely very:extremely really:truly"""
SYNONYMS = dict(pair.split(":") for pair in _SYNONYMS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_PARTICIPLE = (
    r"(?:\w{2,}(?:ed|en|wn)|been|had|made|done|gone|got|found|lost|won|said|told|kept|left|met|become|come|put|set"
    r"|built|heard)"
)
_AUXILIARY = re.compile(
    rf"\b(will|would|can|could|should|is|are|was|were|does|did|must|am|do|(?:has|have"
    rf"|had)(?= {_PARTICIPLE}\b))\b"
    r"(?! (?:not|to|only|also be)\b|n['’]t)",
)
# Words that stand only beside a negation.
_BESIDE_NEGATION = re.compile(r"\b(?:any\w*|ever|yet|either|until|at all|much|nor|but|or)\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?P<word>not|never)\b(?! only| just| necessarily)|(?P<short>[a-z]+)n['’]t\b|\bno longer\b"
    r"|\b(?P<no>no) (?=plans?\b|intention\b|doubt\b|evidence\b|reason\b|problem\b|need\b)",
    re.IGNORECASE,
)
_ANY_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nothing|nobody|neither|nor|without|hardly|cannot|den(?:y|ied|ies)|reject\w*"
    r"|refus\w+|declin\w+|rul\w+ out|fail\w*|oppos\w+|lack\w*|dismiss\w*|un(?:able|likely|willing|clear"
    r"|aware))\b|n['’]t\b",
    re.IGNORECASE,
)
# Words that are turned as verbs only: not “their support”.
_ALSO_NOUNS = frozenset(
    "support love trust help hurt cut leave stay raise start stop end win rise fall close open".split()
)
_DETERMINER = re.compile(
    r"\b(?:the|a|an|their|his|her|its|my|our|of|for|no|any|more|some|with|and|full|great|strong) $"
)
# A clause that an auxiliary behind one of these may belong to is not what the sentence says.
_SIDE_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|which|when|while|if|whether|because|although|though|after|before|until|unless"
    r"|as|since|where|what|how|why|than)\b[^,;]{0,50}$",
    re.IGNORECASE,
)
_SHORT = {"wo": "will", "ca": "can", "sha": "shall"}
_CONTRACTED = {
    "will": "won't",
    "can": "can't",
    "would": "wouldn't",
    "could": "couldn't",
    "should": "shouldn't",
    "is": "isn't",
    "are": "aren't",
    "was": "wasn't",
    "were": "weren't",
    "has": "hasn't",
    "have": "haven't",
    "had": "hadn't",
    "does": "doesn't",
    "did": "didn't",
    "do": "don't",
}
_VERBS = """want need believe think support expect plan hope know understand agree like trust accept back
    favor oppose regret intend remember deserve work care make help protect require allow mean show
    create belong""".split()
_S_FORM = {verb + "s": verb for verb in _VERBS}
_NUMBER = re.compile(
    r"(?<![\w.,$-])\$?\d[\d,]*(?:\.\d+)?(?![\w-])|\b(?:two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|twenty|thirty|forty|fifty|hundreds|thousands|millions)\b"
)
_SPELLED = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()


def negated(text: str, other: str, rng: random.Random) -> str | None:
    """A sentence with a negation more or less in its main clause, where what is negated is said again in ``other``.

    One is taken away only if ``other`` has one too, and added only if ``other`` says the word without.
    """
    shared = content_words(other)
    places = [
        (match, "take")
        for match in _NEGATION.finditer(text)
        if _echoed(text[match.end() :], shared)
        and _ANY_NEGATION.search(other)
        and len(_ANY_NEGATION.findall(text)) == 1
        and not _BESIDE_NEGATION.search(text, match.end())
    ]
    if not places and not _ANY_NEGATION.search(text):
        places = [
            (match, "add")
            for match in _AUXILIARY.finditer(text)
            if (word := _echoed(text[match.end() :], shared))
            and not _denied(word, other)
            and not _SIDE_CLAUSE.search(text[: match.start()])
        ][:2]
        places += [
            (match, "do")
            for match in _WORD.finditer(text)
            if match.group() in _S_FORM
            and match.start()
            and match.group()[:5] in shared
            and not _denied(match.group()[:5], other)
            and not _SIDE_CLAUSE.search(text[: match.start()])
        ][:1]
    if not places:
        return None
    match, how = rng.choice(places)
    if how == "take":
        return _without(text, match)
    if how == "do":
        new = rng.choice(("does not ", "doesn't ")) + _S_FORM[match.group()]
        return text[: match.start()] + new + text[match.end() :]
    word = match.group().lower()
    if word in _CONTRACTED and match.group() == word and rng.random() < 0.5:
        return text[: match.start()] + _CONTRACTED[word] + text[match.end() :]
    third = "never" if word in ("would", "will", "had", "has", "have") else "not"
    return f"{text[: match.end()]} {rng.choice(('not', 'not', third))}{text[match.end() :]}"


def _without(text: str, match: re.Match[str]) -> str:
    if short := match["short"]:
        return text[: match.start()] + _SHORT.get(short.lower(), short) + text[match.end() :]
    if match.group().lower() == "no longer":
        return text[: match.start()] + "still" + text[match.end() :]
    if match["no"]:
        new = "" if re.match(r"plans|evidence|doubt", text[match.end() :]) else "a "
        return text[: match.start()] + new + text[match.end() :]
    return text[: match.start()] + text[match.end() :].lstrip(" ")


def _echoed(rest: str, shared: frozenset[str]) -> str | None:
    """The word that a negation there would deny, if it is said again: the first word of content behind it."""
    stretch = re.split(r"[,;:.!?—]", rest, maxsplit=1)[0]
    behind = [word.lower()[:5] for word in _WORD.findall(stretch)[:7]]
    content = [word for word in behind if word in content_words(stretch)][:2]
    return content[0] if content and content[0] in shared else None


def _denied(stem: str, text: str) -> bool:
    """Whether a word is said in ``text`` with a negation shortly before it."""
    for match in re.finditer(rf"\b{re.escape(stem)}", text, re.IGNORECASE):
        if not _ANY_NEGATION.search(" ".join(text[max(0, match.start() - 60) : match.start()].split()[-6:])):
            return False
    return True


def turned(
    text: str,
    other: str,
    rng: random.Random,
    but: frozenset[str] = frozenset(),
) -> str | None:
    """A sentence with one word turned into its contrary, where ``other`` says the word and not its contrary.

    Words in ``but`` are neither taken away nor put in.
    """
    said = {word.lower() for word in _WORD.findall(other)}
    places = [
        match
        for match in _WORD.finditer(text)
        if (word := match.group()) in ANTONYMS
        and but.isdisjoint((word, ANTONYMS[word]))
        and _said(word, said)
        and ANTONYMS[word] not in said
        and not _ANY_NEGATION.search(" ".join(text[: match.start()].split()[-4:]))
        and not (word in _ALSO_NOUNS and _DETERMINER.search(text[: match.start()]))
        and _beside(text, match.span(), content_words(other) - {word[:5].lower()})
        and not re.match(
            r" (?:than|to|of|up|off|out|down|over|away|behind|now|here|there|after)\b", text[match.end() :]
        )
    ]
    if not places:
        return None
    match = rng.choice(places)
    new = ANTONYMS[match.group()]
    return _articled(text[: match.start()], new) + text[match.end() :]


def _said(word: str, said: Iterable[str]) -> bool:
    return any(word == other or (len(word) > 4 and word[:-1] == other[: len(word) - 1]) for other in said)


def _beside(text: str, place: tuple[int, int], shared: frozenset[str]) -> bool:
    """Whether one of the words near a place is said again too."""
    near = text[: place[0]].split()[-5:] + text[place[1] :].split()[:7]
    return bool(content_words(" ".join(near)) & shared)


def _articled(before: str, new: str) -> str:
    """``new`` behind ``before``, whose last “a” or “an” is made to fit."""
    if match := re.search(r"\b(an?) $", before):
        before = before[: match.start()] + ("an " if new[0] in "aeiou" else "a ")
    return before + new


def same_sense(text: str, rng: random.Random, count: int = 2) -> str | None:
    """A sentence with some words put in others that mean the same."""
    places = [match for match in _WORD.finditer(text) if match.group() in SYNONYMS]
    if not places:
        return None
    for match in sorted(rng.sample(places, min(count, len(places))), key=lambda found: -found.start()):
        text = _articled(text[: match.start()], SYNONYMS[match.group()]) + text[match.end() :]
    return text


def renumbered(text: str, other: str, rng: random.Random) -> tuple[str, str] | None:
    """``text`` with one number changed that ``other`` has too, and ``other`` with the same change."""
    both = [match.group() for match in _NUMBER.finditer(text)]
    there = [match.group() for match in _NUMBER.finditer(other)]
    found = [number for number in both if both.count(number) == 1 == there.count(number)]
    if not found:
        return None
    old = rng.choice(found)
    new = _another(old, rng)
    if new is None or new in both or new in there:
        return None
    pattern = re.compile(rf"(?<![\w.,$]){re.escape(old)}(?![\w])")
    sides = pattern.sub(new, text, count=1), pattern.sub(new, other, count=1)
    return None if sides[0] == text or sides[1] == other else sides


def _another(number: str, rng: random.Random) -> str | None:
    if number in _SPELLED:
        return rng.choice([other for other in _SPELLED if other != number])
    digits = number.lstrip("$").replace(",", "")
    if not digits.isdigit():
        return {"hundreds": "dozens", "thousands": "dozens", "millions": "hundreds"}.get(number)
    value = int(digits)
    if 1900 <= value <= 2030:
        return str(value + rng.choice((-7, -4, -2, 3, 5)))
    new = rng.choice((value * 2, value * 3, max(1, value // 2), value + max(2, value // 4)))
    if new == value:
        return None
    return ("$" if number[0] == "$" else "") + (f"{new:,}" if "," in number else str(new))
