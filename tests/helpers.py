"""What several tests need: rules made for the occasion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detector.article import Article
from detector.nli import Pair
from detector.quotation import extract
from detector.readers import read_text
from detector.rules import find
from detector.rules.base import Mark, Proposal, Rule, Severity, certain
from detector.segment import sentences
from detector.spans import Span


def by_form(code: str, text: str) -> list[str]:
    """What a rule marks that needs no model and no extraction, in text order."""
    document = read_text(text, path="-", format="plaintext")
    return _marked(code, Article(document, sentences(document), (), ()))


def by_credit(code: str, text: str) -> list[str]:
    """What a rule marks that needs extraction but no model, in text order."""
    return _marked(code, extract(read_text(text)))


def _marked(code: str, article: Article) -> list[str]:
    marks = [proposal.judge([]) for proposal in find(code).propose(article)]
    return [span.of(article.plain) for span in sorted(mark.span for mark in marks if mark)]


def rule(code: str, pattern: str, *, name: str = "made-up", score: float = 0.9, default: bool = True) -> Rule:
    """A rule that marks every match of a pattern, by form alone."""

    def propose(article: Article) -> Iterator[Proposal]:
        for match in re.finditer(pattern, article.plain):
            yield certain(Mark(Span(*match.span()), f"{code} does not like this", score))

    return Rule(code, name, Severity.WARNING, default, "Made up.", propose)


def asking(code: str, pattern: str, hypothesis: str) -> Rule:
    """A rule that asks about every match, and marks it with the probability of entailment."""

    def propose(article: Article) -> Iterator[Proposal]:
        for match in re.finditer(pattern, article.plain):
            span = Span(*match.span())
            yield Proposal(
                (Pair(match.group(), hypothesis),),
                lambda answers, span=span: (
                    Mark(span, "entailed", answers[0].entailment) if answers[0].entailment > 0.5 else None
                ),
            )

    return Rule(code, "made-up", Severity.ERROR, True, "Made up.", propose)
