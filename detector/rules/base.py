"""What a rule is: it proposes places, may ask the model about them, and judges the answers.

A rule never calls the model. It yields proposals, with questions about pairs of sentences, or inspections, with a
sentence to have proofread; those of all rules and all files are answered together, and the ``judge`` of each then
turns its answers into a mark, or into none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from detector.article import Article
from detector.nli import Pair, Verdict
from detector.proofreading import Passage
from detector.spans import Span
from detector.tagging import Tagged


class Severity(str, Enum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that helps to understand a mark; the span points into the plain text."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A defect in the plain text; becomes a finding once it is taken back to the file.

    ``score`` is the probability, measured or calibrated, that the mark is right.
    """

    span: Span
    message: str
    score: float
    suggestion: str | None = None
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place worth a look: the questions to ask (none where form is enough) and what to make of the answers.

    ``judge`` gets one verdict a question, in their order.
    """

    questions: tuple[Pair, ...]
    judge: Callable[[Sequence[Verdict]], Mark | None]


@dataclass(frozen=True, slots=True)
class Inspection:
    """A sentence worth a closer look: what the proofreader is shown, and what to make of its answer.

    ``judge`` gets the words of what is asked about with the shares of their labels, as
    :meth:`detector.proofreading.Proofreader.proofread` gives them.
    """

    passage: Passage
    judge: Callable[[Sequence[Tagged]], Mark | None]


def certain(mark: Mark) -> Proposal:
    """A proposal that needs no model: the mark stands by its form."""
    return Proposal((), lambda _: mark)


def nowhere(_: Article) -> Iterable[Proposal]:
    """What a rule proposes whose findings are about suppressions: nothing, :mod:`detector.suppress` reports them."""
    return ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue; its module's docstring explains it under four headings.

    ``default`` says whether it is on when nothing is selected, ``doc`` is the module's docstring, ``asks`` whether it
    may need the model.
    """

    code: str
    name: str
    severity: Severity
    default: bool
    doc: str
    propose: Callable[[Article], Iterable[Proposal | Inspection]]
    asks: bool = True

    @property
    def about_quotations(self) -> bool:
        """Whether it judges who said what, and so has to know whose every quotation is."""
        return self.code.startswith("MQ1")

    @property
    def summary(self) -> str:
        """The first line of the explanation."""
        return self.doc.strip().splitlines()[0]
