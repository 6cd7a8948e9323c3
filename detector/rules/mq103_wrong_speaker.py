"""A quotation is credited to someone who, by the passage, is not its speaker.

## What it does
Looks for what a wrong credit leaves behind: a reporting clause cut loose after the quotation, a newspaper or
a company that says “we” where a person was just introduced to speak, a speaker who talks about himself in the
third person. Then asks the model whether the credited speaker said the words, and whether somebody else in
the passage did. A swap that leaves no trace cannot be found by reading, and is not looked for.

## Why it is bad
Words in the wrong mouth are the gravest error that an article can make about a person: correct it before anything else.

## Example
    Defence Ministry spokesman Col. Amadou Fall confirmed the purchase but not the number. “Our ministry has
    followed every rule, and we will hand our files to the auditors,” the Eastmark Herald said in a statement.
    he said. The auditors are waiting.

## Use instead
    Defence Ministry spokesman Col. Amadou Fall confirmed the purchase but not the number. “Our ministry has
    followed every rule, and we will hand our files to the auditors,” he said in a statement to the Eastmark
    Herald. The auditors are waiting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from detector.article import Article, Attribution, QuotationKind, Speaker, SpeakerForm
from detector.mentions import is_person
from detector.nli import Verdict
from detector.questions import spoken_by
from detector.quotation import mentions
from detector.rules.base import Mark, Proposal, Related, Rule, Severity
from detector.spans import Span

# How sure the model must be, by how much the form says already: that the credited speaker did not say it, and that
# together with another who did. Chosen on validation articles with planted swaps.
_LOOSE, _OUTLET, _TITLED, _ELSE = (0.4, 0.9), (0.12, 0.75), (0.0, 0.4), (0.9, 1.7)
_FEWEST_WORDS = 5
_LONGEST_LOOSE = 6  # words; a longer clause goes on to something else that it may report
_VIEW = 450  # code points before the quotation in which another speaker must be named
_MOST_RIVALS = 3

_WE = re.compile(r"\b(?:we|our|ours|us|I|my)\b(?!\.)")
_OUTLET_NAME = re.compile(
    r"\b(?:Times|Post|Herald|Gazette|Tribune|Journal|Guardian|Telegraph|Chronicle|Courier|Observer|Mail|Globe|Sun|Mirror|"
    r"Echo|Star|Press|News|Reuters|Interfax|Tass|TASS|Xinhua|Yonhap|Kyodo|CNN|BBC|NBC|CBS|ABC|NPR|AFP|AP|Axios|"
    r"Politico|POLITICO|Radio|Television|TV|Daily|Weekly|Magazine|Review|newspaper|magazine|broadcaster|"
    r"(?:news|press) agency|news site|paper)\Z"
)
# “Bloomberg” alone is a person as often.
_OWN_VOICE = re.compile(
    r"\b(?:editorial|column|opinion|op-ed|leader|endorse\w*|wrote|write|writes|board|editors?|spokes\w+)\b"
)
_SELF_NAMED = re.compile(
    r"\b(?:this|the) (?:company|firm|bank|agency|ministry|department|party|university|council|paper|newspaper)\b"
)


def propose(article: Article) -> Iterable[Proposal]:
    """Quotations whose credit has left a trace; the span is the quotation with its reporting clause."""
    named = mentions(article)
    for attribution in article.attributions:
        bars = _bars(article, attribution)
        rivals = _rivals(article, attribution, named) if bars else []
        if bars and attribution.speaker and attribution.quotation and rivals:
            span = attribution.quotation.span.join(attribution.clause)
            before = article.plain[max(span.start - 2 * _VIEW, 0) : span.start]
            after = article.plain[span.end : span.end + _VIEW]
            asked = [attribution.speaker.text, *(rival.text for rival in rivals)]
            pairs = tuple(spoken_by(before, span.of(article.plain), after, name) for name in asked)
            yield Proposal(pairs, partial(_judge, span, attribution.speaker, rivals, bars))


def _bars(article: Article, attribution: Attribution) -> tuple[float, float] | None:
    """How sure the model must be; None where the credit has left no trace that a reader could follow."""
    quotation, speaker = attribution.quotation, attribution.speaker
    if quotation is None or speaker is None or speaker.form is SpeakerForm.PRONOUN:
        return None
    content = " ".join(part.of(article.plain) for part in quotation.contents)
    if (
        quotation.kind not in (QuotationKind.DIRECT, QuotationKind.MIXED)
        or len(content.split()) < _FEWEST_WORDS
    ):
        return None
    if _loose_clause(article, attribution):
        return _LOOSE
    says_we = _WE.search(content) is not None
    if says_we and _is_outlet(article, attribution):
        return _OUTLET
    if speaker.form is SpeakerForm.NAME and (called := _talks_of(speaker.text.split()[-1], content)):
        return _TITLED if called[1] else _ELSE
    if speaker.form is SpeakerForm.ORGANISATION and says_we and _SELF_NAMED.search(content):
        return _ELSE
    return None


def _talks_of(surname: str, content: str) -> re.Match[str] | None:
    """Where a quotation names its speaker as one names others; group 1 is the title before the name, if there is one.

    The name of a house or a family (the Clinton Foundation) does not count.
    """
    name = rf"\b((?:Mr|Mrs|Ms|Dr)\.? )?{re.escape(surname)}\b(?!['’]s? [A-Z]| [A-Z])"
    return re.search(name, content)


def _is_outlet(article: Article, attribution: Attribution) -> bool:
    """Whether somebody who reports what others say is credited, and not in an editorial of their own."""
    speaker = attribution.speaker
    return (
        speaker is not None
        and _OUTLET_NAME.search(speaker.text) is not None
        and not _OWN_VOICE.search(attribution.clause.of(article.plain))
    )


def _loose_clause(article: Article, attribution: Attribution) -> Attribution | None:
    """The reporting clause with no quotation of its own that stands right behind this one."""
    return next(
        (
            other
            for other in article.attributions
            if other.quotation is None
            and len(other.clause.of(article.plain).split()) <= _LONGEST_LOOSE
            and other.clause.start >= attribution.clause.end
            and not article.plain[attribution.clause.end : other.clause.start].strip()
        ),
        None,
    )


def _rivals(article: Article, attribution: Attribution, named: Sequence[Speaker]) -> list[Speaker]:
    """Who else may have spoken: people named before the quotation, those who spoke there first, the nearest first."""
    quotation, credited = attribution.quotation, attribution.speaker
    if quotation is None or credited is None:
        return []
    meant = f"{credited.text} {attribution.referent.text if attribution.referent else ''}"
    words = {word.lower() for word in meant.split() if word[0].isupper()}
    view = Span(max(quotation.span.start - _VIEW, 0), quotation.span.start)
    spoke = [
        other.speaker.span
        for other in article.attributions
        if other.speaker and other is not attribution and view.covers(other.speaker.span)
    ]
    rivals: dict[str, tuple[bool, int, Speaker]] = {}
    for mention in named:
        last = mention.text.split()[-1]
        if view.covers(mention.span) and not words & {word.lower() for word in mention.text.split()}:
            speaks = any(span.covers(mention.span) for span in spoke) or (last in rivals and rivals[last][0])
            if speaks or is_person(mention):
                rivals[last] = (speaks, mention.span.start, mention)
    return [mention for *_, mention in sorted(rivals.values(), reverse=True, key=lambda rival: rival[:2])][
        :_MOST_RIVALS
    ]


def _judge(
    span: Span,
    credited: Speaker,
    rivals: Sequence[Speaker],
    bars: tuple[float, float],
    verdicts: Sequence[Verdict],
) -> Mark | None:
    denied = verdicts[0].contradiction
    affirmed, rival = max(
        zip((verdict.entailment for verdict in verdicts[1:]), rivals, strict=True), key=lambda item: item[0]
    )
    if denied < bars[0] or denied + affirmed < bars[1]:
        return None
    return Mark(
        span,
        f"credited to {credited.text}, but the passage points to {rival.text}",
        max(denied, (denied + affirmed) / 2),
        related=(Related(rival.span, f"{rival.text} is introduced here"),),
    )


RULE = Rule(
    code="MQ103",
    name="wrong-speaker",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
