"""The same words are credited to two different speakers.

## What it does
Compares the quotations of an article sentence by sentence, and marks the later of two that have the same words and
different speakers. Two names that may be one person's are left alone (“Adrienne Lund”, “Lund”, “the spokeswoman”),
and so are a body and somebody who is named together with it, for that may be its spokesman.

## Why it is bad
At most one of the two said it. Mostly a quotation was copied to a second place and its attribution rewritten, so
one of the speakers has been given words that he or she never said.

## Example
    “The bridge was closed because nobody had paid the painters,” Marta Oyelaran said. The council met on Monday.

    “The bridge was closed because nobody had paid the painters,” Piet Brandsma said. The painters were not there.

## Use instead
    “The bridge was closed because nobody had paid the painters,” Marta Oyelaran said. The council met on Monday.

    “The bridge was closed because nobody had paid the painters,” Oyelaran said again. The painters were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from detector.article import Article, Attribution, QuotationKind, Speaker, SpeakerForm
from detector.repeats import in_full, weighty
from detector.rules.base import Mark, Proposal, Related, Rule, Severity, certain
from detector.spans import Span

_SCORE = 0.9
_FEWEST_WORDS = 4  # of four letters and more: oaths and slogans are shorter, or said by many
_FEWEST_RARE = (3, 18)  # words, and their letters
_LONG = 4
_NEAR = 80  # code points between a body and a person who may speak for it
_SENTENCE = re.compile(r"[^.?!…]+")
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SMALL = frozenset(
    "the a an of for and in mr mrs ms dr gov sen rep gen col lt capt sgt prof rev sir president senator".split()
)


def propose(article: Article) -> Iterable[Proposal]:
    """Repeated quotations whose speakers differ; the span is the later one with its reporting clause."""
    said: dict[tuple[str, ...], list[Attribution]] = {}
    repeated: list[tuple[Attribution, Attribution]] = []
    for attribution in article.attributions:
        for words in _sentences(article, attribution):
            earlier = said.setdefault(words, [])
            repeated += (
                (other, attribution) for other in earlier[:1] if other.quotation is not attribution.quotation
            )
            earlier.append(attribution)
    named = article.mentions if repeated else ()
    for first, second in repeated:
        one, other = _who(article, first, named), _who(article, second, named)
        apart = not (_others(article, first, named) & _others(article, second, named))
        if one and other and apart and _differ(article, one, other, named):
            yield certain(_mark(first, second, one, other))


def _who(article: Article, attribution: Attribution, named: Sequence[Speaker]) -> Speaker | None:
    """Who is credited: by name, or as “she” or “the baker” where the paragraph names one person alone before that.

    Of a pronoun also where the paragraph names nobody and the one before it somebody.
    """
    speaker, quotation = attribution.speaker, attribution.quotation
    if speaker is None or quotation is None or speaker.form in (SpeakerForm.NAME, SpeakerForm.ORGANISATION):
        return speaker
    meant = attribution.referent or speaker
    if meant.form is SpeakerForm.NAME and speaker.form is SpeakerForm.DESCRIPTION:
        return meant
    if speaker.form is SpeakerForm.DESCRIPTION and not _DETERMINED.match(speaker.text):
        return None
    there = _there(article, attribution, named)
    if not there or (meant.form is SpeakerForm.NAME and meant.text.split()[-1] not in there):
        return None
    if len(there) > 1:  # “Weir sat beside his son Finn. “…,” he said.”
        direct = quotation.kind is QuotationKind.DIRECT and speaker.form is SpeakerForm.PRONOUN
        return meant if direct and meant.form is SpeakerForm.NAME else None
    return next(iter(there.values()))


def _others(article: Article, attribution: Attribution, named: Sequence[Speaker]) -> frozenset[str]:
    """Who may be meant, by last names; of a pronoun everybody who is named before it."""
    speaker = attribution.speaker
    if speaker is None or speaker.form is not SpeakerForm.PRONOUN:
        return frozenset((speaker.text.split()[-1],) if speaker else ())
    return frozenset(_there(article, attribution, named))


def _there(article: Article, attribution: Attribution, named: Sequence[Speaker]) -> dict[str, Speaker]:
    """Who is named before a quotation in its paragraph, or, of a pronoun, in the one before it, by last names."""
    speaker, quotation = attribution.speaker, attribution.quotation
    if speaker is None or quotation is None:
        return {}
    end = min(quotation.span.start, speaker.span.start)
    start = article.plain.rfind("\n\n", 0, end) + 1
    there = _people(named, Span(start, end))
    if not there and speaker.form is SpeakerForm.PRONOUN:  # “…,” she said. opens a paragraph
        there = _people(named, Span(article.plain.rfind("\n\n", 0, max(start - 1, 0)) + 1, start))
    return there


def _people(named: Sequence[Speaker], span: Span) -> dict[str, Speaker]:
    """Who is named in a stretch, by the last word of the name."""
    return {
        mention.text.split()[-1]: mention
        for mention in named
        if span.start <= mention.span.start < span.end and mention.form is SpeakerForm.NAME
    }


def _sentences(article: Article, attribution: Attribution) -> Iterator[tuple[str, ...]]:
    """The weighty words of every sentence that somebody is quoted with, as far as they are enough to tell."""
    quotation = attribution.quotation
    if (
        quotation is None
        or quotation.kind not in (QuotationKind.DIRECT, QuotationKind.MIXED)
        or attribution.speaker is None
        or not attribution.cue.lemma.isalpha()
    ):
        return
    text = " ".join(part.of(article.plain) for part in quotation.contents)
    told = [in_full(" ".join(_WORD.findall(each)).lower()) for each in _SENTENCE.findall(text)]
    whole = quotation.kind is QuotationKind.DIRECT and len(told) == 1
    yield from (tuple(weighty(words)) for words in told if _is_told_once(words, whole))


def _is_told_once(words: Sequence[str], whole: bool) -> bool:
    """Whether words are so many, or where they are all that is quoted so rare, that hardly two people say them."""
    long = [word for word in words if len(word) >= _LONG]
    fewest, letters = _FEWEST_RARE if whole else (_FEWEST_WORDS, 0)
    return len(long) >= _FEWEST_WORDS or (len(long) >= fewest and sum(map(len, long)) >= letters)


def _differ(article: Article, one: Speaker, other: Speaker, named: Sequence[Speaker]) -> bool:
    """Whether two mentions cannot mean one speaker, or a body and its spokesman."""
    left, right = _names(one.text), _names(other.text)
    if left & right or not (left and right):
        return False
    if any(left & words and right & words for words in (_names(mention.text) for mention in named)):
        return False  # “Lund” and “Adrienne” are one, where the article has “Adrienne Lund”
    if SpeakerForm.ORGANISATION in (one.form, other.form):
        return one.form is not other.form and not _near(article, left, right)
    return True


def _names(text: str) -> frozenset[str]:
    """The words of a name without titles and articles."""
    return frozenset(word for word in (w.lower() for w in _WORD.findall(text)) if word not in _SMALL)


def _near(article: Article, left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether the two are named close to each other anywhere."""
    at: dict[bool, int] = {}
    for match in _WORD.finditer(article.plain):
        word = match.group().lower()
        for side, names in ((False, left), (True, right)):
            if word in names:
                if match.start() - at.get(not side, -_NEAR) < _NEAR:
                    return True
                at[side] = match.end()
    return False


def _mark(first: Attribution, second: Attribution, one: Speaker, other: Speaker) -> Mark:
    earlier = first.quotation.span.join(first.clause) if first.quotation else first.clause
    later = second.quotation.span.join(second.clause) if second.quotation else second.clause
    return Mark(
        later,
        f"{other.text} is quoted here with the words that {one.text} is quoted with elsewhere",
        _SCORE,
        related=(Related(earlier, f"the same words, credited to {one.text}"),),
    )


RULE = Rule(
    code="MQ107",
    name="repeated-quote",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
