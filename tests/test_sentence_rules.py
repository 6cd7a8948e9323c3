"""GB101 to GB104: which sentences are put to the model, and what becomes of its answers."""

from __future__ import annotations

import pytest

from detector.article import Article
from detector.proofreading import CUT, HEADLESS, SALAD, SOUND, STRAY, words
from detector.readers import read_text
from detector.rules import find
from detector.rules.base import Inspection, Mark, Proposal
from detector.segment import sentences

FAULTS = {"GB101": CUT, "GB102": HEADLESS, "GB103": STRAY, "GB104": SALAD}


def marked(code: str, text: str, label: int | None = None, *, sure: float = 0.98) -> list[str]:
    """What the rule marks where every word has ``label``; that of the rule's own defect where none is given.

    ``sure`` is the share of that label.
    """
    document = read_text(text, path="-", format="plaintext")
    article = Article(document, sentences(document), (), ())
    label = FAULTS[code] if label is None else label
    found = (judged(proposal, label, sure) for proposal in find(code).propose(article))
    return [mark.span.of(document.plain) for mark in found if mark]


def judged(proposal: Proposal | Inspection, label: int, sure: float) -> Mark | None:
    if isinstance(proposal, Proposal):
        return proposal.judge([])
    passage = proposal.passage
    shares = tuple(sure if other == label else (1 - sure) / 4 for other in range(5))
    asked = range(passage.asked.start, passage.asked.end)
    return proposal.judge(
        words(passage, [(at, at + 1, shares) for at in asked if not passage.text[at].isspace()])
    )


SUSPECTS = [
    (
        "GB101",
        "The mayor sent the plan back to the. A vote is due.",
        ["The mayor sent the plan back to the."],
    ),
    (
        "GB101",
        "Pilots fear that the larger ships are a danger to the small ferries in the old basin and\n\n"
        "their passengers when the wind is up.",
        ["Pilots fear that the larger ships are a danger to the small ferries in the old basin and"],
    ),
    ("GB101", "He agreed. “I never wanted it,”\n\nThe clubs meet on Sunday.", ["“I never wanted it,”"]),
    (
        "GB101",
        "The ferry was late.\n\nThe pilot told the port that he was held up by the bri\n\nIt sailed at noon.",
        ["The pilot told the port that he was held up by the bri"],
    ),
    (
        "GB101",
        "It opens at eight and is expected to be seen by the The clinic is free. It rained.",
        ["the The"],
    ),
    (
        "GB102",
        "The pool was dry. Had known it was there for all of nine years. He left.",
        ["Had known it was there for all of nine years."],
    ),
    ("GB102", "It is to be asked:\n\nHad known it was there for all of nine years. He left.", []),
    ("GB102", "It was a sign. can happen on a train. He left.", ["can happen on a train."]),
    ("GB102", "It was a sign. trains have run late again. He left.", ["trains have run late again."]),
    (
        "GB102",
        "The harbour is closed.\n\nfrom the want of a bolt, they say.",
        ["from the want of a bolt, they say."],
    ),
    ("GB103", "The plan was approved in May. carry out. Work begins soon at the site.", ["carry out."]),
    ("GB103", "He spoke of peace and of trade. Agency. Asked about it, he said little more.", ["Agency."]),
    (
        "GB104",
        "Bridge sandbags the wall of villagers built. It rained.",
        ["Bridge sandbags the wall of villagers built."],
    ),
]


@pytest.mark.parametrize(("code", "text", "expected"), SUSPECTS)
def test_a_suspect_is_marked_if_the_proofreader_agrees(code: str, text: str, expected: list[str]) -> None:
    assert marked(code, text) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (code, text)
        for code, text, _ in SUSPECTS
        if not any(
            told in text for told in ("wanted it", "can happen", "the bri\n", "back to the.", "the The")
        )
    ],  # by form
)
def test_a_suspect_is_let_go_if_the_proofreader_disagrees(code: str, text: str) -> None:
    assert marked(code, text, SOUND) == []


UNLIKELY = [
    (
        "They went to Georgia, where the mill had been sold in May. Georgia. It was all that he said to us.",
        ["Georgia."],
    ),
    ("“I was on the board of the mill. Harbour. I left it in May,” she told them all at last.", ["Harbour."]),
]


@pytest.mark.parametrize(("text", "spans"), UNLIKELY)
def test_of_what_is_said_again_or_quoted_a_scrap_needs_more(text: str, spans: list[str]) -> None:
    assert marked("GB103", text) == spans
    assert marked("GB103", text, sure=0.75) == []
    assert marked("GB103", "The mill was sold in May. Agency. It rained all day.", sure=0.75) == ["Agency."]


def test_what_ends_in_a_preposition_needs_more_and_what_may_stand_for_more_still_more() -> None:
    plain, left = "The council wants to turn it into.", "The bank has bought the bonds in an effort to."
    elliptic = "The clubs would row in the dark if they were able to."
    for sound, found in ((0.5, [plain]), (0.2, [plain, left]), (0.05, [plain, left, elliptic])):
        assert [text for text in (plain, left, elliptic) if marked("GB101", text, SOUND, sure=sound)] == found


@pytest.mark.parametrize(
    ("text", "scrap"),
    [
        ("“That is how the vote of the board has gone.” which. She left at noon.", "which."),
        ("They held the fair in Galesburg, Ill. explicit threat. She left at noon.", "explicit threat."),
        ("What will become of the fair in 2014? options for it. She left at noon.", "options for it."),
        ("They held the fair (it was the last one in the town) explicit threat.", "explicit threat."),
        ("They will hold the fair in May. plan “at once.” She left at noon.", "plan “at once.”"),
    ],
)
def test_a_scrap_is_found_behind_a_quotation_an_abbreviation_a_bracket_and_a_number(
    text: str, scrap: str
) -> None:
    assert marked("GB103", text) == [scrap]


def test_whoever_says_a_quotation_is_no_scrap() -> None:
    assert (
        marked("GB103", "“That is how the vote of the board has gone.” she said. It rained on Monday.") == []
    )


def test_the_items_of_a_list_are_prose_where_they_have_several_sentences() -> None:
    items = "1. The plan: It was sent back to the. A vote is due.\n\n2. The cost of the\n\n3. The next steps"
    assert marked("GB101", items) == ["The plan: It was sent back to the."]


def test_what_no_sentence_ends_with_and_what_never_stands_side_by_side_needs_no_judge() -> None:
    hangs = "The council sent it back to the."
    assert marked("GB101", f"It rained. {hangs}", SOUND) == [hangs]
    for sound in (
        "“It is for the. For you all,” he said.",
        "He rode in from San’a.",
    ):
        assert marked("GB101", f"It rained. {sound}", SOUND) == []
    lost = ", but the engines will still be needed in the long nights."
    assert marked("GB102", f"It rained.\n\n{lost}", SOUND) == [lost]
    assert marked("GB102", "He left Hartford, Conn.; and then he left for good.", SOUND) == []
    assert marked("GB104", "It rained. He lied under oath to the a people of the town.", SOUND) == ["the a"]
    for sound in (
        "It was in the “the of” column of the list.",
        "He lived in of late years a house by the sea.",
    ):
        assert marked("GB104", f"It rained. {sound}", SOUND) == []


def test_a_text_of_one_sentence_is_not_called_salad_as_soon() -> None:
    salad = "Bridge sandbags the wall of villagers built."
    assert marked("GB104", f"It rained. {salad}", sure=0.55) == [salad]
    assert marked("GB104", salad, sure=0.55) == []
    assert marked("GB104", salad, sure=0.7) == [salad]


def test_a_few_words_behind_an_end_mark_are_a_scrap_and_more_have_lost_their_beginning() -> None:
    text = "They would like to know whether the price of bread is falling?"
    assert marked("GB103", f"{text} so fast.") == ["so fast."]
    assert marked("GB102", f"{text} so fast.") == []
    assert marked("GB103", f"{text} so fast in the town.") == []
    assert marked("GB102", f"{text} so fast in the town.") == ["so fast in the town."]


def test_a_headline_of_two_sentences_needs_more() -> None:
    for sure, found in ((0.9, []), (0.99, ["There, I said it"])):
        assert marked("GB101", "I miss my mill. There, I said it\n\nFares will rise.", sure=sure) == found
    text = "It rained. There were forty boats in the old port when the pilot and his\n\nFares will rise."
    assert marked("GB101", text, sure=0.9)


@pytest.mark.parametrize("end", ["", "."])
def test_a_word_that_is_cut_off_ends_no_sentence(end: str) -> None:
    cut = f"The names of the two who fell have not been publi{end}"
    assert marked("GB101", f"It rained. {cut}\n\nThey left.", SOUND) == [cut]
    for whole in (
        "They danced for an hour in the fen.",
        "“They have not been publi.” He hung up.",
        "It is in vol. 2.",
    ):
        assert marked("GB101", f"It rained. {whole}", SOUND) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("GB101", "The new ferry fares\n\nFares will rise in May."),  # a heading
        ("GB101", "“I never wanted it,” he said.\n\nThe clubs meet on Sunday."),
        ("GB101", "The ferry was late.\n\nWhat We Know About the Ferry Line So Far\n\nIt sailed at noon."),
        ("GB101", "“I never wanted it,”\n\nsaid the pilot of the ferry.\n\nThe clubs meet on Sunday."),
        ("GB103", "It was in a note that came late on a Friday. Tarrant explained. It had been a slow day."),
        ("GB101", "By Anna Reyes and Jo Tull\n\nFares will rise in May."),
        (
            "GB101",
            "Sign up for our letter on the harbour and the ferries of the Ardel\n\nFares will rise in May.",
        ),
        ("GB101", "The board has three members from the town; and\n\nTwo of the ferrymen’s union."),
        (
            "GB103",
            "Do you want to know what the board does next week? It is free. Sign up here. Fares rise in May.",
        ),
        ("GB102", "The shop is open. iPhone owners queue. eBay sellers wait."),
        ("GB102", "It closed. de Kerchove left at noon. al-Masri stayed behind."),
        ("GB102", "“Why?” she asked. “Was it you?” he said."),
        ("GB102", "She listed them: one by one. He lives in St. Paul. He works for Hall & Co. now."),
        ("GB102", "a small house\n\nby the sea\n\nwhere nobody\n\never came\n\nto stay"),  # verse
        (
            "GB103",
            "Who would pay for it all in the end? Nobody knows. “No. Never. Not me,” she said at last to us all.",
        ),
        (
            "GB103",
            "“Who is going to pay for all of it in the end?” Cantor asked. The room was silent for a while.",
        ),
        ("GB103", "They closed the mine last year. Oops! The town had just built a road to it."),
        ("GB103", "Wrong.\n\nThe tower has always leaned to the north."),
        ("GB101", "The pier at low tide, as the ferry saw it. Photo: A. Lund"),
    ],
)
def test_right_copy_is_not_even_asked_about(code: str, text: str) -> None:
    assert marked(code, text) == []
