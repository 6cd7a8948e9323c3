"""MQ106: which lead-ins are compared with their quotation, and what becomes of the model's answers."""

from __future__ import annotations

import time

import pytest

from detector.leadins import content_words, lead_ins
from detector.nli import Verdict
from detector.quotation import extract
from detector.readers import read_text
from detector.rules import find
from detector.rules.mq106_contradicted_paraphrase import SURE

CONTRARY = Verdict(entailment=0.01, neutral=0.01, contradiction=0.98)
NEUTRAL = Verdict(entailment=0.02, neutral=0.95, contradiction=0.03)


def asked(text: str) -> list[str]:
    """The lead-ins that the model is asked about."""
    article = extract(read_text(text, path="-", format="plaintext"))
    return [
        question.hypothesis for proposal in find("MQ106").propose(article) for question in proposal.questions
    ]


def marked(text: str, answer: Verdict = CONTRARY) -> list[tuple[str, str]]:
    """What the rule marks where the model answers every question with ``answer``, and the lead-in it names."""
    article = extract(read_text(text, path="-", format="plaintext"))
    marks = [proposal.judge([answer]) for proposal in find("MQ106").propose(article)]
    return [(mark.span.of(article.plain), mark.related[0].span.of(article.plain)) for mark in marks if mark]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "Ina Reyes said she would not back the bill. “I back this bill,” Reyes said.",
            "Ina Reyes said she would not back the bill.",
        ),
        ("She would not back the bill. “I will back this bill,” she said.", "She would not back the bill."),
        (
            "Ina Reyes said she would not back the bill.\n\n“I will back this bill,” Reyes said.",
            "Ina Reyes said she would not back the bill.",
        ),
        (
            "Ina Reyes said she would not back the bill. The vote comes on Monday. “I will back this bill,” she said.",
            "Ina Reyes said she would not back the bill.",
        ),
        (
            "The union rejected the offer at noon. “Our members can live with this offer,” its chairwoman said.",
            "The union rejected the offer at noon.",
        ),
        (
            "Ina Reyes rejected the plan to close the pier, saying: “This plan has my vote, all of it.”",
            "Ina Reyes rejected the plan to close the pier",
        ),
        (
            "Ina Reyes rejected the plan and said, “This plan has my vote, all of it.”",
            "Ina Reyes rejected the plan",
        ),
        (  # the writer's own statement
            "The plant will make eight tonnes of ice a day. “We are promised twelve tonnes a day,” Reyes said.",
            "The plant will make eight tonnes of ice a day.",
        ),
        (
            "Ina Reyes denied that she ever took the money: “I took the money and spent it.”",
            "Ina Reyes denied that she ever took the money",
        ),
    ],
)
def test_lead_ins_that_are_compared(text: str, lead: str) -> None:
    assert asked(text) == [lead]


@pytest.mark.parametrize(
    "text",
    [
        "Critics say the law is unfair. “The law is fair,” Ina Reyes said.",  # somebody else's view
        "Critics say the law is unfair. “The law is fair and sound,” she said.",
        "The law, it is said, is unfair. “The law is fair,” Ina Reyes said.",
        "Osman Bede put the law in doubt. “The law is fair,” Ina Reyes said.",
        "The law is unfair.\n\n“The law is fair,” Ina Reyes said.",  # further up, of nobody in particular
        "Ina Reyes came by boat. “The law is fair and sound,” Reyes said.",  # about nothing that is quoted
        "Ina Reyes, a former head of the county pier, said: “The pier will close in May.”",  # only who speaks
        "“The bill is dead,” Ina Reyes said. “I will back this bill,” Reyes said.",  # a quotation leads
        "Ina Reyes said she would not back the bill.\n\nIt rained. Piers shut. “I will back this bill,” she said.",
        "Ina Reyes called the bill “a fraud,” and a bad one.",
    ],
)
def test_what_is_not_compared(text: str) -> None:
    assert not asked(text)


def test_the_quotation_is_marked_and_the_lead_in_named() -> None:
    text = "Ina Reyes said she would not back the bill. “I will back this bill,” Reyes said."
    assert marked(text) == [
        ("“I will back this bill,” Reyes said.", "Ina Reyes said she would not back the bill.")
    ]
    inside = "Ina Reyes rejected the plan, saying: “This plan has my vote, all of it.”"
    assert marked(inside) == [("“This plan has my vote, all of it.”", "Ina Reyes rejected the plan")]
    assert not marked(text, NEUTRAL)
    assert not marked(text, Verdict(entailment=0.0, neutral=1 - SURE + 0.01, contradiction=SURE - 0.01))


def test_content_words_are_stems_and_numbers() -> None:
    assert content_words("She said 12 harbours, and the harbour’s bill") == {"12", "harbo", "bill"}


def test_the_time_grows_with_the_text() -> None:
    text = "Ina Reyes said she would not back the bill. “I back this bill,” Reyes said. " * 1_200
    article = extract(read_text(text, path="-", format="plaintext"))
    began = time.perf_counter()
    assert len(list(lead_ins(article))) > 100
    assert time.perf_counter() - began < 3
