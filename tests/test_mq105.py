"""MQ105: quotations that nobody is said to have spoken."""

from __future__ import annotations

import pytest

from detector.quotation import extract
from detector.readers import read_text
from detector.rules import find

WORDS = "“Nothing else in the budget can be sold at a profit.”"


def marked(text: str, format: str = "plaintext") -> list[str]:
    """What the rule marks."""
    article = extract(read_text(text, path="-", format=format))
    marks = [proposal.judge([]) for proposal in find("MQ105").propose(article)]
    return [mark.span.of(article.plain) for mark in marks if mark]


@pytest.mark.parametrize(
    "text",
    [
        f"The county raised its fees in January. {WORDS} The new fee is nine dollars.",
        f"The county raised its fees in January.\n\n{WORDS}\n\nThe new fee is nine dollars.",
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert marked(text) == [WORDS]


def test_it_is_off_by_default() -> None:
    assert not find("MQ105").default


@pytest.mark.parametrize(
    "text",
    [
        f"The county raised its fees. {WORDS} the treasurer said. The new fee is nine dollars.",
        f"The treasurer, Ana Lund, said the fees would rise. {WORDS} The new fee is nine dollars.",
        f"Ana Lund defended the fees: {WORDS}\n\nThe new fee is nine dollars.",
        "The county raised its fees in January. “Sold at a profit.” The new fee is nine dollars.",
        "The county calls “nothing else in the budget can be sold at a profit.” its motto. It rained.",
        "The paper has a column. “Nothing Else Is Sold at a Profit.” It is long.",
        f"“Nothing else in the budget can be sold at a profit,” Ana Lund said.\n\nIt rained.\n\n{WORDS}\n\nThe end.",
    ],
)
def test_somebody_does_or_it_is_no_statement(text: str) -> None:
    assert not marked(text)


def test_block_quotes_and_headings_are_left_alone() -> None:
    text = f"# {WORDS}\n\nThe county raised its fees.\n\n> {WORDS}\n\n- {WORDS}\n"
    assert not marked(text, "markdown")
