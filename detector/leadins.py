"""Lead-ins: the writer's own words that tell beforehand what the quotation after them says.

Three places are looked at: the sentence before the quotation, the one before that in the same paragraph, and the
quotation's own sentence up to its marks (“Reyes rejected the plan, saying: …”).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from detector.article import Article, Attribution, QuotationKind, Sentence, SpeakerForm
from detector.spans import Span

_FEWEST_WORDS = 4
_STEM = 5  # letters by which two words count as one
_WORD = re.compile(r"[^\W\d_]+(?:[’'][a-z]+)?|\d[\d,.]*\d|\d")
_FUNCTION = frozenset(
    """about after again also although another anything because been before being both could does doing done down during
    each even ever every from goes going have having here himself herself into itself just like made make many more most
    much must never nobody nothing only other over people really said same says should some something such than that
    their them then there these they thing things think this those through told under until very want well were what
    when where which while whom whose will with without would years year your yourself added saying asked monday tuesday
    wednesday thursday friday saturday sunday didn’t doesn’t don’t isn’t aren’t wasn’t weren’t won’t can’t couldn’t
    wouldn’t hasn’t haven’t we’re they’re it’s that’s there’s you’re we’ve they’ve""".split()
)
_NUMBER = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half"
    r"|third|quarter|fifth|dozen|unanimous\w*|once|twice|all|every\w*|most|few)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|neither|nor|without|den(?:y|ies|ied)|reject\w*|refus\w*|refut\w*|rul\w* out"
    r"|oppos\w*|against|dismiss\w*|disput\w*|fail\w*|lack\w*|unable|cannot|barely|hardly|far from|short of|less|fewer"
    r"|unlikely)\b|n[’']t\b",
    re.IGNORECASE,
)
_PRONOUN_START = re.compile(r"(?:(?:But|And|Yet|Still|Later|Instead),? )?(?:[Hh]e|[Ss]he|[Tt]hey)\b")
# Sentences about others, or about things: “he” of the clause behind is not their subject.
_OF_OTHERS = re.compile(
    r"(?:(?:But|And|Yet),? )?(?:It|There|This|That|Critics|Opponents|Supporters|Others|Some|Many|Most|Republicans"
    r"|Democrats|Officials|Experts|Polls)\b"
)
_OF_SUBJECT = re.compile(r"\b(?:its|their|his|her)\b", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:that|the|any|a|his|her|their|its)\b")
# What stands before “saying”, “and said”, “telling reporters that”.
_LINK = re.compile(r"(?:,? (?:and|but|by|while|then))?[,:]?\s*$")
# What somebody says, thinks or asks, whoever it is.
_REPORTS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|according|claim\w*|argu\w+|believ\w+|think\w*|thought|ask\w*"
    r"|alleg\w+|accus\w+|fear\w*|warn\w*|insist\w*|suggest\w*|report\w*|rumou?r\w*|call\w*|den(?:y|ie[ds])|whether"
    r"|critic\w*|oppos\w*|expect\w*|hop\w+)\b|\?"
)
_QUOTED = re.compile(r"[“”\"]")


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A lead-in at ``span``, worded ``text``, to the direct quotation ``content`` of ``attribution``."""

    attribution: Attribution
    span: Span
    text: str
    content: str

    @property
    def shared(self) -> frozenset[str]:
        """What both are about: the first letters of the words of content that stand in both, and numbers."""
        return content_words(self.text) & content_words(self.content)

    @property
    def contrasts(self) -> bool:
        """Whether by form one of the two denies what the other doesn't, or both give numbers, each another."""
        own, other = (
            {match.group().lower() for match in _NUMBER.finditer(text)} for text in (self.text, self.content)
        )
        denies = [_DENIES.search(text) is not None for text in (self.text, self.content)]
        return denies[0] != denies[1] or bool(own - other and other - own)


def content_words(text: str) -> frozenset[str]:
    """The words that carry the content, cut to their first letters; numbers as they stand."""
    words = (match.group().lower().replace("'", "’") for match in _WORD.finditer(text))
    return frozenset(
        word[:_STEM] for word in words if (len(word) > 3 and word not in _FUNCTION) or word[0].isdigit()
    )


def lead_ins(article: Article) -> Iterator[LeadIn]:
    """For each direct quotation its lead-in: the nearest that shares a word of content with it, else the nearest."""
    for attribution in article.attributions:
        quotation = attribution.quotation
        if quotation is None or quotation.kind is not QuotationKind.DIRECT or quotation.depth:
            continue
        content = " ".join(" ".join(part.of(article.plain).split()) for part in quotation.contents)
        if len(content.split()) < _FEWEST_WORDS:
            continue
        leads = [
            LeadIn(attribution, span, " ".join(span.of(article.plain).split()), content)
            for span in _places(article, attribution)
        ]
        leads = [lead for lead in leads if len(lead.text.split()) >= _FEWEST_WORDS]
        if leads:
            yield next((lead for lead in leads if lead.shared), leads[0])


def _places(article: Article, attribution: Attribution) -> Iterator[Span]:
    quotation = attribution.quotation
    if quotation is None:
        return
    start = quotation.span.join(attribution.clause).start
    index = bisect_right(article.sentences, start, key=lambda sentence: sentence.span.start) - 1
    if index < 0:
        return
    own = article.sentences[index]
    if attribution.cue.span.end <= quotation.span.start and own.span.start < attribution.cue.span.start:
        if (span := _within(article, attribution, own)) is not None:
            yield span
        return
    if own.span.start < start and _quotes(article, Span(own.span.start, start)):
        return
    for back in (1, 2):
        if index < back:
            return
        lead = article.sentences[index - back]
        if back == 2 and lead.block != own.block:
            return
        if not _quotes(article, lead.span) and (
            _about_speaker(lead, own, attribution) or (back == 1 and _writers_own(article, lead, own))
        ):
            yield lead.span


def _within(article: Article, attribution: Attribution, own: Sentence) -> Span | None:
    """The writer's part of the quotation's own sentence where it says more than who speaks."""
    quotation, cue, plain = attribution.quotation, attribution.cue, article.plain
    if (
        quotation is None
        or cue.span.start < own.span.start
        or _quotes(article, Span(own.span.start, quotation.span.start))
    ):
        return None
    between = plain[cue.span.end : quotation.span.start]
    if (
        cue.lemma not in ("say", "tell", "add")
        and len(between.split()) >= _FEWEST_WORDS
        and _REPORTED.search(between)
    ):
        return Span(own.span.start, cue.span.end + len(between.rstrip(" :,—–-")))  # She denied that …: “…”
    before = plain[own.span.start : cue.span.start]
    link = _LINK.search(before[-12:])
    last = before[-12:][: link.start()] if link else before
    participle = cue.span.of(plain).endswith("ing")
    if not participle and not re.search(r"\b(?:and|but|then)\s*$", before[-12:]):
        return None  # “Reyes, the former head of the council, said:” tells who speaks, no more
    return Span(own.span.start, own.span.start + len(before[:-12] + last))


def _about_speaker(lead: Sentence, own: Sentence, attribution: Attribution) -> bool:
    """Whether a sentence paraphrases the speaker: it names or means them, or the speaker is of its subject's house."""
    speaker = attribution.speaker
    if speaker is None:
        return False
    names = {who.text.split()[-1].strip(".,’'") for who in (speaker, attribution.referent) if who}
    if any(name in lead.text for name in names if name[:1].isupper() and len(name) > 2):
        return True
    close = lead.block == own.block
    if speaker.form is SpeakerForm.PRONOUN:
        return (close and not _OF_OTHERS.match(lead.text)) or _PRONOUN_START.match(lead.text) is not None
    if _PRONOUN_START.match(lead.text):
        return close
    return close and _OF_SUBJECT.match(speaker.text) is not None


def _writers_own(article: Article, lead: Sentence, own: Sentence) -> bool:
    """Whether a sentence of the same paragraph is the writer's alone: it names nobody, and nobody reports it."""
    if lead.block != own.block or _OF_OTHERS.match(lead.text) or _REPORTS.search(lead.text):
        return False
    at = bisect_left(article.mentions, lead.span.start, key=lambda mention: mention.span.start)
    named = takewhile(lambda mention: mention.span.start < lead.span.end, article.mentions[at:])
    return not any(mention.form is SpeakerForm.NAME for mention in named)


def _quotes(article: Article, span: Span) -> bool:
    """Whether somebody's words stand between marks there."""
    if not _QUOTED.search(span.of(article.plain)):
        return False
    at = bisect_left(article.quotations, span.start, key=lambda quotation: quotation.span.end)
    for quotation in article.quotations[at:]:
        if quotation.span.start >= span.end:
            break
        if quotation.kind is QuotationKind.DIRECT:
            return True
    return False
