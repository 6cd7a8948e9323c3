"""The maker of contradicted lead-ins: what it turns, what it leaves alone, and what it trains as neutral."""

from __future__ import annotations

import random

import pytest

from detector.leadins import lead_ins
from models.contradict import (
    HELD_OUT,
    Told,
    contradiction_pairs,
    read,
    right_label,
    told_leads,
    told_turns,
    turns_of,
)
from models.plant import turned_lead_in
from models.retell import told
from models.turns import negated, renumbered, same_sense, turned

SAID = "I will support the harbour bill, whatever it costs."
ARTICLE = (
    "Orla Minns said she would support the harbour bill on Monday. “I will support the harbour bill, whatever it "
    "costs,” Minns said.\n\nThe ferry office has nine clerks.\n\n"
    "“We are selling the old pier in March,” said Teun Adriaan, who runs the ferry office."
)


def every(make, count: int = 30) -> set[str]:
    """What comes of some random choices."""
    return {made for seed in range(count) if (made := make(random.Random(seed)))}


@pytest.mark.parametrize(
    ("lead", "quotation", "made"),
    [
        (
            "Minns said she would support the harbour bill.",
            SAID,
            {
                "Minns said she would not support the harbour bill.",
                "Minns said she wouldn't support the harbour bill.",
                "Minns said she would never support the harbour bill.",
            },
        ),
        ("Minns won't support the bill.", "I do not support the bill.", {"Minns will support the bill."}),
        (
            "Minns has no plans to leave.",
            "I have no plans to leave the county.",
            {"Minns has plans to leave."},
        ),
        (
            "Minns supports the harbour bill.",
            "I support the harbour bill.",
            {"Minns does not support the harbour bill.", "Minns doesn't support the harbour bill."},
        ),
    ],
)
def test_a_negation_is_added_or_taken_where_the_quotation_says_the_word(
    lead: str, quotation: str, made: set[str]
) -> None:
    assert every(lambda rng: negated(lead, quotation, rng)) == made


@pytest.mark.parametrize(
    ("lead", "quotation"),
    [
        ("Minns said she would resign in May.", SAID),  # the quotation says nothing of resigning
        (
            "Minns said she would support the bill.",
            "I will not support the bill.",
        ),  # it denies the word itself
        (
            "Minns will not sell the pier to anyone.",
            "We will not sell the pier to anyone.",
        ),  # “will … to anyone”
        ("The man who would support the bill left.", SAID),  # not what the sentence says
        ("Minns asked whether she could support the bill.", SAID),
    ],
)
def test_what_no_reader_could_know_is_not_negated(lead: str, quotation: str) -> None:
    assert not every(lambda rng: negated(lead, quotation, rng))


def test_a_word_is_turned_where_the_quotation_says_it_and_its_subject() -> None:
    assert every(lambda rng: turned("Minns said prices rose in May.", "Prices rose again.", rng)) == {
        "Minns said prices fell in May."
    }
    assert every(lambda rng: turned("It was a fair deal.", "A fair deal is all I ask.", rng)) == {
        "It was an unfair deal."
    }


@pytest.mark.parametrize(
    ("lead", "quotation"),
    [
        (
            "Minns said prices rose in May.",
            "The clerks rose from their chairs.",
        ),  # the same word of another thing
        ("Minns said prices rose in May.", "Prices rose, then they fell."),
        ("Minns said prices hardly rose.", "Prices hardly rose."),
        ("Minns counts on their support for the bill.", "Their support for the bill is large."),  # a noun
    ],
)
def test_other_words_are_not_turned(lead: str, quotation: str) -> None:
    assert not every(lambda rng: turned(lead, quotation, rng))


def test_words_held_out_are_neither_taken_away_nor_put_in() -> None:
    lead, quotation = "Minns said the pier is safe again.", "The pier is safe, and it is in use."
    assert turned(lead, quotation, random.Random(1)) == "Minns said the pier is dangerous again."
    assert turned(lead, quotation, random.Random(1), but=HELD_OUT) is None
    assert turned(lead, quotation, random.Random(1), but=frozenset({"dangerous"})) is None


def test_a_number_changes_only_where_both_have_it_once() -> None:
    lead, quotation = "Minns needs 40 boats.", "I need 40 boats and nine crews."
    for seed in range(20):
        sides = renumbered(lead, quotation, random.Random(seed))
        assert sides and "40" not in sides[0] and "40" not in sides[1] and "nine" in sides[1]
    assert renumbered("Minns needs 40 boats.", "I need 30 boats.", random.Random(1)) is None
    assert renumbered("Minns needs 40 boats.", "I need 40 boats, not 40 crews.", random.Random(1)) is None


def test_a_synonym_is_no_contrary() -> None:
    assert same_sense("It was a difficult choice.", random.Random(1)) == "It was a hard choice."
    assert same_sense("It was a pier.", random.Random(1)) is None


@pytest.mark.parametrize(
    ("sentence", "back", "expected"),
    [
        ("I can't support this bill.", True, "she could not support this bill"),
        ("But we're ready for our vote,", False, "they are ready for their vote"),
        ("I want my money back.", False, "she wants her money back"),
        ("I think the pier will close.", True, "the pier would close"),
        ("The pier is closed.", True, "the pier was closed"),
        ("Do you want the pier?", False, None),
        ("If the pier closes, I will leave.", False, None),
        ("Remember that the pier is closed.", False, None),
        ("No pier will close.", False, "no pier will close"),
        ("You know it as well as I do.", False, None),
        ("They are tough, they are here to stay.", False, None),
    ],
)
def test_a_sentence_is_retold(sentence: str, back: bool, expected: str | None) -> None:
    assert told(sentence, "she", back) == expected


@pytest.mark.parametrize(
    ("lead", "label"),
    [
        ("Minns said she would support the harbour bill whatever it costs.", "entailment"),
        ("Minns said she would not support the harbour bill whatever it costs.", "neutral"),
        ("Minns came to the harbour with her three sons and an old dog.", "neutral"),
    ],
)
def test_a_found_lead_in_is_entailed_only_where_it_is_a_close_paraphrase(lead: str, label: str) -> None:
    assert right_label(lead, SAID) == label


def test_pairs_of_an_article() -> None:
    article = read(ARTICLE)
    pairs = [pair for seed in range(20) for pair in contradiction_pairs(article, random.Random(seed))]
    by_source = {}
    for pair in pairs:
        by_source.setdefault(pair.source, set()).add(pair.label)
    assert by_source["paraphrase_negated"] == {"contradiction"}
    assert by_source["told_negated"] == by_source["told_rejected"] == {"contradiction"}
    assert by_source["told_right"] == by_source["told_rejected_twin"] == {"entailment"}
    assert by_source["told_open"] == {"neutral"}
    assert by_source["told_both"] == {"entailment"}
    asked = {(pair.premise, pair.hypothesis): set() for pair in pairs}
    for pair in pairs:
        asked[pair.premise, pair.hypothesis].add(pair.label)
    assert all(len(labels) == 1 for labels in asked.values())  # no question with two answers


def test_a_lead_in_with_marks_is_not_turned() -> None:
    assert not list(turns_of("Minns said she would “support” the harbour bill.", SAID, random.Random(1)))


def test_words_held_out_stay_out_of_told_lead_ins() -> None:
    item = Told("Minns", "the pier is safe", "The pier is safe.", "The pier is safe.", 0, 20)
    train = {lead for seed in range(60) for _, lead in told_turns(item, random.Random(seed), held_out=False)}
    whole = {lead for seed in range(60) for _, lead in told_turns(item, random.Random(seed), held_out=True)}
    assert not any("denied" in lead or "confirmed" in lead or "ruled out" in lead for lead in train)
    assert any("denied" in lead for lead in whole)


def test_told_leads_name_the_speaker_of_the_quotation() -> None:
    assert {(item.name, item.sentence) for item in told_leads(read(ARTICLE), random.Random(1))} == {
        ("Minns", "I will support the harbour bill, whatever it costs,"),
        ("Teun Adriaan", "We are selling the old pier in March,"),
    }


def test_the_planted_place_holds_the_lead_in_and_its_quotation() -> None:
    for seed in range(20):
        made = turned_lead_in(random.Random(seed), ARTICLE)
        assert made is not None and made.code == "MQ106"
        assert made.text[made.start :].startswith("Orla Minns said she would")
        assert made.text[made.start : made.end].endswith("whatever it costs,”")
        assert len(made.text) - len(made.text[made.end :]) == made.end
        assert made.text[made.end :] == ARTICLE[ARTICLE.index(" Minns said.") :]


def test_a_lead_in_is_put_in_where_there_is_none() -> None:
    text = ARTICLE.split("\n\n")[-1]
    made = {one.text for seed in range(40) if (one := turned_lead_in(random.Random(seed), text))}
    assert made
    for changed in made:
        assert changed.endswith(text)
        assert [lead.text + " " for lead in lead_ins(read(changed))] == [changed[: -len(text)]]
