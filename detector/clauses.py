"""Reporting clauses by their place, so that a rule can look around a quotation without walking the article."""

from __future__ import annotations

from bisect import bisect_left

from detector.article import Article, Attribution
from detector.spans import Span


class Clauses:
    """The attributions of an article in the order of their clauses."""

    def __init__(self, article: Article) -> None:
        self._rows = sorted(article.attributions, key=lambda item: item.clause)
        self._starts = [item.clause.start for item in self._rows]

    def within(self, span: Span) -> list[Attribution]:
        """Those whose clause lies in a span, in text order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [item for item in self._rows[first:last] if item.clause.end <= span.end]

    def next_from(self, at: int) -> Attribution | None:
        """The first whose clause begins at ``at`` or behind it."""
        index = bisect_left(self._starts, at)
        return self._rows[index] if index < len(self._rows) else None
