"""Lead-ins: the writer's own words that tell beforehand what the quotation after them says.

Three places are looked at: the sentence before the quotation, the one before that in the same paragraph, and the
quotation's own sentence up to its marks (“Reyes rejected the plan, saying: …”).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

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


def content_words(text: str) -> frozenset[str]:
    """The words that carry the content, cut to their first letters; numbers as they stand."""
    words = (match.group().lower().replace("'", "’") for match in _WORD.finditer(text))
    return frozenset(
        word[:_STEM] for word in words if (len(word) > 3 and word not in _FUNCTION) or word[0].isdigit()
    )


def lead_ins(article: Article) -> Iterator[LeadIn]:
    """For each direct quotation the nearest lead-in that shares a word of content with it, if there is one."""
    for attribution in article.attributions:
        quotation = attribution.quotation
        if quotation is None or quotation.kind is not QuotationKind.DIRECT or quotation.depth:
            continue
        content = " ".join(" ".join(part.of(article.plain).split()) for part in quotation.contents)
        if len(content.split()) < _FEWEST_WORDS:
            continue
        for span in _places(article, attribution):
            lead = LeadIn(attribution, span, " ".join(span.of(article.plain).split()), content)
            if len(lead.text.split()) >= _FEWEST_WORDS and lead.shared:
                yield lead
                break


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
        if not _quotes(article, lead.span) and _about_speaker(lead, own, attribution):
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
