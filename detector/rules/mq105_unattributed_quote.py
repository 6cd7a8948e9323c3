"""A full-sentence quotation that nobody in the passage is said to have spoken.

## What it does
Marks a quotation that is a sentence by itself, where neither its paragraph nor the sentence before or after it says
that anybody spoke. Block quotes, headings, lists and captions are left alone, and so is a quotation whose words stand
elsewhere in the article with a speaker, as pull quotes do.

## Why it is bad
The reader cannot tell whose words they are. Often the attribution was lost in a cut, and the next edit will give the
words to whoever is named nearest.

## Example
    The county raised its fees in January. “Nothing else in the budget can still be sold at a profit.” The new fee
    is nine dollars.

## Use instead
    The county raised its fees in January. “Nothing else in the budget can still be sold at a profit,” the treasurer
    said. The new fee is nine dollars.

## When to switch it off
It is off unless selected. Leave it off for interviews in questions and answers, for fiction, and where the whole piece
makes clear who speaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from detector.article import Article, Quotation, QuotationKind
from detector.document import Kind
from detector.rules.base import Mark, Proposal, Rule, Severity, certain
from detector.spans import Span

# On published copy most of what it marks is clear from the context to a human reader: hence off by default.
_SCORE = 0.6
_FEWEST_WORDS = 5


def propose(article: Article) -> Iterable[Proposal]:
    """Quotations without a speaker; the span is the quotation with its marks."""
    spoken = _places(article)
    known = {_words(article, item.quotation) for item in article.attributions if item.quotation}
    starts = [sentence.span.start for sentence in article.sentences]
    for quotation in article.quotations:
        if not _is_statement(article, quotation) or _words(article, quotation) in known:
            continue
        view = _view(article, starts, quotation)
        if view is not None and not any(place.overlaps(view) for place in spoken):
            yield certain(Mark(quotation.span, "the passage does not say who is quoted here", _SCORE))


def _places(article: Article) -> list[Span]:
    """Where somebody is said to have spoken: the reporting clauses."""
    return [attribution.clause for attribution in article.attributions]


def _is_statement(article: Article, quotation: Quotation) -> bool:
    """Whether a quotation is closed and outermost, and says a whole sentence."""
    text = quotation.contents[-1].of(article.plain).rstrip()
    words = sum(len(part.of(article.plain).split()) for part in quotation.contents)
    return (
        quotation.kind is QuotationKind.DIRECT
        and quotation.closed
        and not quotation.depth
        and text.endswith((".", "!", "?", "…"))
        and words >= _FEWEST_WORDS
    )


def _view(article: Article, starts: list[int], quotation: Quotation) -> Span | None:
    """The paragraph and the sentences around it; None where the quotation is a part of a sentence, or no prose."""
    first = bisect_right(starts, quotation.span.start) - 1
    last = bisect_right(starts, quotation.span.end - 1) - 1
    if first < 0 or starts[first] != quotation.span.start:
        return None
    sentence = article.sentences[first]
    block = article.block_of(sentence)
    if block.kind is not Kind.PARAGRAPH or article.sentences[last].span.end != quotation.span.end:
        return None
    before = article.sentences[first - 1].span if first else sentence.span
    after = article.sentences[last + 1].span if last + 1 < len(starts) else sentence.span
    return block.span.join(before).join(after)


def _words(article: Article, quotation: Quotation) -> str:
    """What is said, whatever its marks and its last stop."""
    text = " ".join(part.of(article.plain) for part in quotation.contents)
    return " ".join(text.lower().split()).strip(" .,!?…")


RULE = Rule(
    code="MQ105",
    name="unattributed-quote",
    severity=Severity.INFO,
    default=False,
    doc=__doc__ or "",
    propose=propose,
)
