"""Lead-ins that say the contrary of the quotation behind them, and their right twins, from clean news.

Two sources. **Found**: what :func:`detector.leadins.lead_ins` finds, the writer's own sentence before a quotation.
**Told**: one sentence of a quotation, retold in the third person (“I can't go” → “Reyes said she could not go”), which
gives lead-ins whose sense is known exactly; few found ones are paraphrases as close as that.

**Only what can be known.** A turn makes a contradiction only where the quotation says again, in so many letters, what
is turned: the first word of content that a negation denies, the word that gives way to its contrary, the number; and
only where the quotation does not deny that word itself. What is turned in a lead-in that shares one word at most with
its quotation is trained as neutral (``paraphrase_unknowable``); what lies between is dropped. :func:`turns_tried`
counts.

**Twins.** Each edit is also made where it changes nothing: both sides negated or given another number, a word of the
same sense, “rejected the claim that” before the contrary, the turned words as a question, a claim of others, or an
earlier opinion, and beside another quotation.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detector.article import Article, SpeakerForm
from detector.leadins import LeadIn, content_words, lead_ins
from detector.questions import supports
from detector.quotation import extract
from detector.readers import read_text
from models.pairs import LabelledPair, limited, of_split
from models.retell import sentences_of, told
from models.turns import negated, renumbered, same_sense, turned

# Never trained on, for measuring: words that a turn takes away or puts in, and verbs and forms of told lead-ins.
HELD_OUT = frozenset(
    """confirmed denied praised criticized optimistic pessimistic strengthen weaken safe dangerous
    win lose wins loses won lost winning losing""".split()
)
LIMITS = {
    "paraphrase_right": 1_500, "paraphrase_negated": 400, "paraphrase_turned": 300, "paraphrase_number": 250,
    "paraphrase_both": 500, "paraphrase_synonym": 400, "paraphrase_unknowable": 500,
    "paraphrase_unrelated": 500, "told_right": 1_000, "told_synonym": 500, "told_negated": 900,
    "told_turned": 500, "told_number": 300, "told_number_both": 250, "told_quotation": 450, "told_both": 450,
    "told_rejected": 600, "told_rejected_twin": 550, "told_accepted": 350, "told_open": 600,
    "told_unrelated": 600,
}  # fmt: skip
_ARTICLES = {"train": 2_000, "dev": 400, "test": 500}
_DEV_SHARE = 0.12
_CLOSE = 3  # shared words from which a found lead-in is taken for a paraphrase, if they are half of its own
_DENIES = re.compile(
    r"\b(?:not|never|no|nothing|neither|without|den\w+|reject\w*|refus\w*|declin\w*|oppos\w*|none|nobody|few)\b|n[’']t\b",
    re.IGNORECASE,
)

SAID = (
    "{n} said {s}.", "{n} said that {s}.", "{n} said on Tuesday that {s}.", "According to {n}, {s}.",
    "{n} told reporters {s}.", "In an interview, {n} said {s}.", "{n} was clear that {s}.",
    "In the view of {n}, {s}.", "{n} argued that {s}.", "But {n} said {s}.", "{n} went on to say that {s}.",
    "{n} also said that {s}.", "As {n} sees it, {s}.",
)  # fmt: skip
_HELD_SAID = (
    "{n} confirmed that {s}.",
    "For {n} there was no question that {s}.",
    "{n} left no doubt that {s}.",
)
ACCEPTED = (
    "{n} insisted that {s}.", "{n} acknowledged that {s}.", "{n} conceded that {s}.",
    "{n} made it plain that {s}.", "{n} agreed with those who say that {s}.", "{n} admitted that {s}.",
)  # fmt: skip
REJECTED = (
    "{n} rejected the claim that {s}.", "{n} disputed that {s}.", "{n} dismissed the idea that {s}.",
    "{n} said it was not true that {s}.", "{n} pushed back against the suggestion that {s}.",
    "{n} disagreed with those who say that {s}.", "{n} refuted reports that {s}.",
)  # fmt: skip
_HELD_REJECTED = ("{n} denied that {s}.", "{n} ruled out that {s}.", "{n} called it a myth that {s}.")
# What was said then, or by others, need not be said now; each is followed by the contrary of the quotation.
OPEN = (
    "{n} was asked about claims that {s}.", "{n} had once said that {s}.",
    "Opponents of {n} have claimed that {s}.", "{n} responded to critics who say that {s}.",
    "{n} was reacting to reports that {s}.", "{n} spoke after a rival argued that {s}.",
    "Until last year, {n} had maintained that {s}.", "Some of the people around {n} feared that {s}.",
    "{n} wondered aloud what it would mean if {s}.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the quotation ``content`` by ``name``, told in the third person: ``text`` of ``sentence``.

    ``start`` and ``end``: where the quotation and its clause stand in the plain text.
    """

    name: str
    text: str
    sentence: str
    content: str
    start: int
    end: int


def read(text: str) -> Article:
    """An article as rules see it."""
    return extract(read_text(text, path="-", format="plaintext"))


def contradiction_pairs(
    article: Article, rng: random.Random, *, held_out: bool = False
) -> Iterator[LabelledPair]:
    """Questions about one article: its lead-ins as they stand, turned, and twins; and the same of told ones.

    Args:
        article: clean news.
        rng: what is drawn from.
        held_out: whether the words and forms of :data:`HELD_OUT` may be used.
    """
    found = list(lead_ins(article))
    contents = [
        _content(item.quotation.contents, article.plain) for item in article.attributions if item.quotation
    ]
    contents = [content for content in contents if len(content.split()) > 5] or [
        "Nobody else was there to speak."
    ]
    for lead in found:
        yield from _found(lead, contents, rng, frozenset() if held_out else HELD_OUT)
    for item in told_leads(article, rng):
        yield from _told(item, contents, rng, held_out=held_out)


def _found(
    lead: LeadIn, contents: list[str], rng: random.Random, but: frozenset[str]
) -> Iterator[LabelledPair]:
    text, quotation = lead.text, lead.content
    right = right_label(text, quotation)
    yield of_lead(quotation, text, right, "paraphrase_right")
    if synonym := same_sense(text, rng):
        yield of_lead(quotation, synonym, right, "paraphrase_synonym")
    for kind, changed in turns_of(text, quotation, rng, but):
        yield of_lead(quotation, changed, "contradiction", f"paraphrase_{kind}")
        other = rng.choice(contents)
        if not content_words(changed) & content_words(other):
            yield of_lead(other, changed, "neutral", "paraphrase_unrelated")
        if kind == "negated" and (both := negated(quotation, text, rng)):
            yield of_lead(both, changed, right, "paraphrase_both")
            yield of_lead(both, text, "contradiction", "paraphrase_negated")
        if kind == "number" and (sides := renumbered(text, quotation, rng)):
            yield of_lead(sides[1], sides[0], right, "paraphrase_both")
    if len(lead.shared) == 1 and not re.search('[“”"]', text) and (loose := _loosely(text, rng)):
        yield of_lead(quotation, loose, "neutral", "paraphrase_unknowable")


def right_label(text: str, quotation: str) -> str:
    """Entailment for a lead-in as it stands that is a close paraphrase, and neutral for every other."""
    own = content_words(text)
    shared = own & content_words(quotation)
    same_side = bool(_DENIES.search(text)) == bool(_DENIES.search(quotation))
    return "entailment" if same_side and len(shared) >= max(_CLOSE, len(own) / 2) else "neutral"


def turns_of(
    text: str, quotation: str, rng: random.Random, but: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """The lead-in turned so that a reader can know: the kind of each turn, and its text."""
    if len(content_words(text) & content_words(quotation)) < 2 or re.search('[“”"]', text):
        return
    for kind, changed in (
        ("negated", negated(text, quotation, rng)),
        ("turned", turned(text, quotation, rng, but=but)),
        ("number", (renumbered(text, quotation, rng) or (None,))[0]),
    ):
        if changed:
            yield kind, changed


def _loosely(text: str, rng: random.Random) -> str | None:
    """A lead-in with its own words negated or turned: nothing that the quotation says again."""
    return rng.choice((negated, turned))(text, text, rng)


def told_leads(article: Article, rng: random.Random) -> Iterator[Told]:
    """Sentences of the direct quotations of an article, told by their speaker's name."""
    lower = frozenset(re.findall(r"(?<= )[a-z]{2,}", article.plain))
    he, she = len(re.findall(r"\b[Hh]e\b", article.plain)), len(re.findall(r"\b[Ss]he\b", article.plain))
    for item in article.attributions:
        quotation, speaker = item.quotation, item.speaker
        if quotation is None or speaker is None or quotation.kind.value != "direct":
            continue
        if speaker.form is SpeakerForm.PRONOUN and speaker.text.lower() not in ("he", "she"):
            continue
        pronoun = (
            speaker.text.lower() if speaker.form is SpeakerForm.PRONOUN else ("she" if she > he else "he")
        )
        if speaker.form in (SpeakerForm.DESCRIPTION, SpeakerForm.ORGANISATION):
            pronoun = "they"
        name = speaker.text if speaker.form is not SpeakerForm.PRONOUN else pronoun
        if not (name[:1].isupper() or name.startswith("the ") or name in ("he", "she")) or re.search(
            r"['’]s$|^It\b", name
        ):
            continue
        content = _content(quotation.contents, article.plain)
        shown = supports(content, "").premise  # a long quotation is asked about without its middle
        for sentence in sentences_of(content):
            if (
                5 <= len(sentence.split()) <= 24
                and sentence[:1].isupper()
                and len(name.split()) <= 6
                and sentence in shown
            ):
                text = told(sentence, pronoun, rng.random() < 0.6, lower)
                text = _shortened(text, rng) if text else None
                if text and len(content_words(text)) >= 2 and _has_verb(text):
                    span = quotation.span.join(item.clause)
                    yield Told(name, text, sentence, content, span.start, span.end)
                    break


def _shortened(text: str, rng: random.Random) -> str:
    """Half of the sentences without what follows their first clause: a lead-in says less than the quotation."""
    head = re.split(r",? (?:because|so that|and (?:that|they|he|she|it|we)|but)\b", text, maxsplit=1)[0]
    return head if len(head.split()) > 4 and rng.random() < 0.6 else text


def _has_verb(text: str) -> bool:
    return (
        re.search(
            r"\b(?:is|are|was|were|will|would|can|could|has|have|had|does|did|must|should|(?:he|she|they) \w+)\b",
            text,
        )
        is not None
    )


def worded(templates: Sequence[str], name: str, text: str, rng: random.Random) -> str:
    """A lead-in by one of the templates; a third of them in words of the same sense, where there are any."""
    if name in ("he", "she"):
        templates = [
            template for template in templates if template.startswith("{n}") or "But {n}" in template
        ]
    if rng.random() < 0.35:
        text = same_sense(text, rng) or text
    made = rng.choice(templates).format(n=name, s=text)
    return made[0].upper() + made[1:]


def told_turns(item: Told, rng: random.Random, *, held_out: bool) -> Iterator[tuple[str, str]]:
    """Told lead-ins that contradict their quotation: kind and text."""
    text, content = item.text, item.content
    but = frozenset() if held_out else HELD_OUT
    said = SAID + (_HELD_SAID if held_out else ())
    rejected = REJECTED + (_HELD_REJECTED if held_out else ())
    denied = negated(text, item.sentence, rng)
    if denied:
        yield "told_negated", worded(said + ACCEPTED, item.name, denied, rng)
    changed = None if _DENIES.search(text) else turned(text, content, rng, but=but)
    if changed:
        yield "told_turned", worded(said + ACCEPTED, item.name, changed, rng)
    if sides := renumbered(text, content, rng):
        yield "told_number", worded(said, item.name, sides[0], rng)
    if denied:  # else the sentence may be one that nobody can deny
        yield "told_rejected", worded(rejected, item.name, text, rng)


def _told(item: Told, contents: list[str], rng: random.Random, *, held_out: bool) -> Iterator[LabelledPair]:
    text, content, name = item.text, item.content, item.name
    yield of_lead(content, worded(SAID + ACCEPTED, name, text, rng), "entailment", "told_right")
    for kind, lead in told_turns(item, rng, held_out=held_out):
        yield of_lead(content, lead, "contradiction", kind)
        other = rng.choice(contents)
        if not content_words(text) & content_words(other):
            yield of_lead(other, lead, "neutral", "told_unrelated")
    if synonym := same_sense(text, rng):
        yield of_lead(content, worded(SAID, name, synonym, rng), "entailment", "told_synonym")
    if sides := renumbered(text, content, rng):
        yield of_lead(sides[1], worded(SAID, name, sides[0], rng), "entailment", "told_number_both")
    if denied := negated(text, item.sentence, rng):
        yield of_lead(content, worded(REJECTED, name, denied, rng), "entailment", "told_rejected_twin")
        yield of_lead(content, worded(ACCEPTED, name, text, rng), "entailment", "told_accepted")
        yield of_lead(content, worded(OPEN, name, denied, rng), "neutral", "told_open")
        if contrary := negated(item.sentence, text, rng):
            turned_over = content.replace(item.sentence, contrary)
            yield of_lead(
                turned_over, worded(SAID + ACCEPTED, name, text, rng), "contradiction", "told_quotation"
            )
            yield of_lead(turned_over, worded(SAID + ACCEPTED, name, denied, rng), "entailment", "told_both")


def turns_tried(article: Article, rng: random.Random) -> Counter[str]:
    """How many lead-ins an article has, and of how many a turn could be known."""
    counts: Counter[str] = Counter()
    for lead in lead_ins(article):
        counts["found"] += 1
        kinds = [kind for kind, _ in turns_of(lead.text, lead.content, rng)]
        counts["found, turned"] += bool(kinds)
        counts["found, could be turned unknowably"] += not kinds and _loosely(lead.text, rng) is not None
    for item in told_leads(article, rng):
        counts["told"] += 1
        counts["told, turned"] += any(True for _ in told_turns(item, rng, held_out=True))
    return counts


def _content(parts, plain: str) -> str:
    return " ".join(" ".join(part.of(plain).split()) for part in parts)


def of_lead(quotation: str, lead: str, label: str, source: str) -> LabelledPair:
    """What the rule asks about a quotation and its lead-in, with the answer."""
    pair = supports(quotation, lead)
    return LabelledPair(pair.premise, pair.hypothesis, label, source)


def paraphrase_pairs(data: Path, split: str, seed: int) -> list[LabelledPair]:
    """The questions of a split of the clean news, at most :data:`LIMITS` of each kind.

    ``train`` leaves :data:`HELD_OUT` alone; the other splits have it.
    """
    rng = random.Random(seed)
    rows = of_split(data, "news_clean", split)
    rng.shuffle(rows)
    made = [
        pair
        for row in rows[: _ARTICLES[split]]
        for pair in contradiction_pairs(read(row["text"]), rng, held_out=split != "train")
    ]
    return limited(made, LIMITS, 1.0 if split == "train" else _DEV_SHARE, rng)
