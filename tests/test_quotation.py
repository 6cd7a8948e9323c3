"""Quotations, cues and speakers, construction by construction."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.article import Article, Attribution, QuotationKind, SpeakerForm
from detector.quotation import extract
from detector.readers import read_text
from detector.speakers import form
from detector.tokens import Token

DIRECT, MIXED = QuotationKind.DIRECT, QuotationKind.MIXED
INDIRECT, NOT_SPEECH = QuotationKind.INDIRECT, QuotationKind.NOT_SPEECH


def article(text: str) -> Article:
    """A text with all that is found in it."""
    return extract(read_text(text, path="-", format="plaintext"))


def credits(text: str) -> list[tuple[str, str, str | None]]:
    """Who is credited with what, as (words, cue, speaker), indirect speech left out."""
    found = article(text)
    return [
        (_words(found, item), item.cue.lemma, item.speaker.text if item.speaker else None)
        for item in found.attributions
        if item.quotation and item.quotation.kind is not INDIRECT
    ]


def _words(found: Article, item: Attribution) -> str:
    assert item.quotation is not None
    return " ".join(part.of(found.plain).strip() for part in item.quotation.contents)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("''", "''"), ("``", "''")],
)
def test_every_glyph(opening: str, closing: str) -> None:
    text = (
        f"It rained. {opening}It’s Lund’s dogs’ home, and we can’t leave,{closing} Ana Lund said. On it went."
    )
    assert credits(text) == [("It’s Lund’s dogs’ home, and we can’t leave,", "say", "Ana Lund")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # behind its cue, before it, around it, inverted
        ("“We will appeal,” Ana Lund said on Friday.", ("We will appeal,", "say", "Ana Lund")),
        ("“We will appeal,” said Ms. Lund, a lawyer in Ems.", ("We will appeal,", "say", "Ms. Lund")),
        ("Ana Lund said, “We will appeal.”", ("We will appeal.", "say", "Ana Lund")),
        ("Ana Lund, a lawyer in Ems, told reporters: “We will appeal.”", ("We will appeal.", "tell", "Ana Lund")),
        ("“We will,” she said, “appeal.”", ("We will, appeal.", "say", "she")),
        ("“We will appeal!” she said.", ("We will appeal!", "say", "she")),
        ("“Who will appeal?” Ana Lund asked.", ("Who will appeal?", "ask", "Ana Lund")),
        ("“Who will appeal?” Ana Lund asked, looking up.", ("Who will appeal?", "ask", "Ana Lund")),
        ("“Who pays?” Lund asked the two ministers. It rained.", ("Who pays?", "ask", "Lund")),
        ("But, said Lund, “we will appeal.”", ("we will appeal.", "say", "Lund")),
        # by colon, in one line and in two
        ("Ana Lund has a word for it: “We were robbed that night.”", ("We were robbed that night.", ":", "Ana Lund")),
        ("Ana Lund wrote in May:\n\n“We were robbed that night.”", ("We were robbed that night.", "write", "Ana Lund")),
        # according to
        ("“We were robbed,” according to Ana Lund.", ("We were robbed,", "according to", "Ana Lund")),
        ("According to Ana Lund, “we were robbed.”", ("we were robbed.", "according to", "Ana Lund")),
        # participles and second verbs
        ("Ana Lund shook her head, saying, “We were robbed.”", ("We were robbed.", "say", "Ana Lund")),
        ("Ana Lund came home on Friday and said: “We were robbed.”", ("We were robbed.", "say", "Ana Lund")),
        ("He turned round and later said, “We were robbed.”", ("We were robbed.", "say", "He")),
        # signed
        ("“We were robbed that night.” — Ana Lund, a reader", ("We were robbed that night.", "—", "Ana Lund")),
        ("“We were robbed that night.”\n\n— Ana Lund, a reader.", ("We were robbed that night.", "—", "Ana Lund")),
        # more verbs
        ("“We were robbed,” Ana Lund went on.", ("We were robbed,", "go on", "Ana Lund")),
        ("As Ana Lund put it, “we were robbed.”", ("we were robbed.", "put", "Ana Lund")),
        ("“We were robbed,” Ana Lund tweeted.", ("We were robbed,", "tweet", "Ana Lund")),
        # what stands within the clause
        ("“We will appeal,” Sen. Ana Lund (D-Ems) said.", ("We will appeal,", "say", "Sen. Ana Lund")),
        ("“We will appeal,” Lund, a lawyer in Ems, said.", ("We will appeal,", "say", "Lund")),
        ("“We will appeal,” Megan Kelly said.", ("We will appeal,", "say", "Megan Kelly")),
    ],
)  # fmt: skip
def test_where_the_clause_stands(text: str, expected: tuple[str, str, str]) -> None:
    assert credits(text) == [expected]


def test_several_in_one_sentence() -> None:
    assert credits("Lund called it “a gift” and Marsh said it was “a shame for all of us.”") == [
        ("a gift", "call", "Lund"),
        ("a shame for all of us.", "say", "Marsh"),
    ]


def test_each_sentence_has_its_own_speaker() -> None:
    text = "“We will appeal,” Ana Lund said. “They will lose,” said Piet Marsh. It rained."
    assert [(words, speaker) for words, _, speaker in credits(text)] == [
        ("We will appeal,", "Ana Lund"),
        ("They will lose,", "Piet Marsh"),
    ]


def test_a_speaker_goes_on_in_the_next_sentence() -> None:
    text = "“We will appeal,” Ana Lund said. “They will lose. Nobody doubts it.” It rained."
    assert [(words, speaker) for words, _, speaker in credits(text)] == [
        ("We will appeal,", "Ana Lund"),
        ("They will lose. Nobody doubts it.", "Ana Lund"),
    ]


def test_who_asks_in_the_next_sentence_comes_before_who_goes_on() -> None:
    text = "“We will appeal,” Ana Lund said. “Who will pay?” Piet Marsh asked.\n\n“She will.”\n\n— Eva Kade, a reader."
    assert [speaker for _, _, speaker in credits(text)] == ["Ana Lund", "Piet Marsh", "Eva Kade"]


def test_over_paragraphs() -> None:
    text = "“We will appeal,” Ana Lund said. “It was wrong.\n\n“It was dark as well.\n\n“That is all.”\n\nIt rained."
    assert credits(text)[-1] == ("It was wrong. It was dark as well. That is all.", "say", "Ana Lund")


def test_nested() -> None:
    found = article("“He told me, ‘You will never win,’ and left,” Ana Lund said.")
    outer, inner = found.quotations
    assert (outer.depth, inner.depth) == (0, 1)
    assert inner.contents[0].of(found.plain) == "You will never win,"
    assert [item.quotation for item in found.attributions] == [outer]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We will appeal,” Ana Lund said.", DIRECT),
        ("Ana Lund called the plan “a gift to polluters” on Friday.", MIXED),
        ("They call him “Lefty” in the village.", NOT_SPEECH),
        ("Robert “Lefty” Marsh came home.", NOT_SPEECH),
        ("She was reading “The Winter House” at the time.", NOT_SPEECH),
        ("Ana Lund told it on “Our Street Tonight,” a show.", NOT_SPEECH),
        ("The so-called “experts” left early.", NOT_SPEECH),
        ("The term “hard landing” was coined in Ems.", NOT_SPEECH),
    ],
)
def test_kinds(text: str, kind: QuotationKind) -> None:
    found = [item for item in article(text).quotations if item.kind is not INDIRECT]
    if kind is NOT_SPEECH and found[0].kind is MIXED:  # a label that somebody gives is a word of theirs
        assert credits(text)
    else:
        assert [item.kind for item in found] == [kind]


def test_indirect_speech() -> None:
    found = article("Ana Lund said that the mill would close. The mill is old, Piet Marsh said.")
    assert [
        (item.quotation.span.of(found.plain), item.speaker.text)
        for item in found.attributions
        if item.quotation and item.speaker
    ] == [("the mill would close", "Ana Lund"), ("The mill is old", "Piet Marsh")]


def test_a_clause_with_nothing_to_report() -> None:
    found = article("The list was published. she said. It rained.")
    (item,) = found.attributions
    assert item.quotation is None
    assert item.speaker is not None
    assert (item.speaker.text, item.clause.of(found.plain)) == ("she", "she said.")


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Ana Lund", SpeakerForm.NAME),
        ("Gov. Lund", SpeakerForm.NAME),
        ("Ms. Lund", SpeakerForm.NAME),
        ("the senator", SpeakerForm.DESCRIPTION),
        ("a spokesman for the ministry", SpeakerForm.DESCRIPTION),
        ("officials", SpeakerForm.DESCRIPTION),
        ("the Eastmark Herald", SpeakerForm.ORGANISATION),
        ("the White House", SpeakerForm.ORGANISATION),
        ("she", SpeakerForm.PRONOUN),
        ("they", SpeakerForm.PRONOUN),
    ],
)
def test_forms_of_speakers(speaker: str, expected: SpeakerForm) -> None:
    found = article(f"“We will appeal in the morning,” {speaker} said.")
    (item,) = found.attributions
    assert item.speaker is not None
    assert (item.speaker.text, item.speaker.form) == (speaker, expected)
    words = [
        Token(item.speaker.span, word, word.lower()) for word in speaker.split()
    ]  # spans don't count for the form
    assert form(words) is expected


def test_a_pronoun_means_the_last_who_fits() -> None:
    found = article("Ms. Ana Lund came with Mr. Piet Marsh. “We will appeal,” she said.")
    (item,) = found.attributions
    assert item.referent is not None
    assert item.referent.text.endswith("Lund")


@pytest.mark.parametrize(
    "text",
    [
        "Energy Minister Ana Lund met Piet Marsh. “We will appeal,” the minister said.",
        "They met Ana Lund, a minister for twelve years, and Piet Marsh. “We will appeal,” the minister said.",
    ],
)
def test_a_description_means_the_name_that_it_came_with(text: str) -> None:
    (item,) = article(text).attributions
    assert item.referent is not None
    assert item.referent.text.endswith("Ana Lund")


def test_a_description_of_nobody_means_itself() -> None:
    (item,) = article("They met Ana Lund. “We will appeal,” the minister said.").attributions
    assert item.referent == item.speaker


def test_hostile_text_takes_time_in_proportion() -> None:
    for unit in ("“a,” he said, ", "“", "' ", "said ", "a, ", "saying “x” and said, ", "(", "A “b” "):
        start = time.process_time()
        article(unit * (100_000 // len(unit)))
        assert time.process_time() - start < 10, (
            unit
        )  # ten times what it takes, far below what a square would


PIECES = st.sampled_from(
    ["“", "”", '"', "‘", "’", "'", "«", "»", "„", "''", " ", " ", ".", ",", "?", ":", "\n\n", "—", "(", ")",
     "said", "she", "Ana", "Lund", "told", "according", "to", "and", "saying", "the", "senator", "He", "who"]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, PIECES, st.just(" "), st.text(max_size=3)), max_size=60).map("".join))
def test_spans_lie_within_in_order(text: str) -> None:
    found = article(text)
    whole = len(found.plain)
    spans = [quotation.span for quotation in found.quotations]
    assert spans == sorted(spans)
    for quotation in found.quotations:
        assert quotation.contents
        assert quotation.span.end <= whole
        assert all(quotation.span.covers(part) for part in quotation.contents)
        assert list(quotation.contents) == sorted(quotation.contents)
    for item in found.attributions:
        assert item.clause.end <= whole
        assert item.quotation is None or item.quotation in found.quotations
        for part in (item.cue, item.speaker, item.referent):
            assert part is None or part.span.end <= whole
        if item.speaker:
            assert item.speaker.span.of(found.plain) == item.speaker.text
