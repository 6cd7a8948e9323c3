"""GB105: what is repeated by accident, and what on purpose."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.readers import read_text
from detector.repeats import Repeat, repeats
from detector.rules import find
from tests.helpers import by_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cuts promise to to be far more painful.", ["to to"]),
        ("The\nthe council met on Friday in the hall.", ["The\nthe"]),
        ("Pell has has denied it, and the clerk clerk agreed.", ["has has", "clerk clerk"]),
        ("“I want to thank the men who who pulled us out,” she said.", ["who who"]),
        ("“It means that we’re we’re open to all,” he said.", ["we’re we’re"]),
        ("The charity had had been warned.", ["had had"]),
        ("Critics say that that our harbour is shut.", ["that that"]),
        ("We thought it was was possible.", ["was was"]),
        ("This is is why the lock was built.", ["is is"]),
        ("The city loses money on the race on the race each year.", ["on the race on the race"]),
        (
            "It led its owner away from the area and away from the area.",
            ["away from the area and away from the area"],
        ),
        ("It is the state of the state of the state of affairs.", ["the state of the state of the state of"]),
        ("The ferries stopped stopped stopped.", []),
        ("“It keeps the prices prices up,” he said.", ["prices prices"]),
        ("However, as it as it turned out, no.", ["as it as it"]),
    ],
)
def test_doubled_words_and_phrases(text: str, expected: list[str]) -> None:
    assert by_form("GB105", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She had had enough, and she knew that that was so.",
        "What it is is a scandal. All they have have been sold.",
        "It was very, very cold. It was very very cold.",
        "He shows the lengths they went to to hide it, in the room he came in in the dark.",
        "The plan that kicks in in May was the one he looked at at home.",
        "Duran Duran played in New York, New York. Will will sing. Said said so.",
        "They went over and over and over it, door to door to sell, rows and rows and rows.",
        "“No no no,” she said. “It was a long long way. It’s wrong, it’s wrong.”",
        "“I think, I think it is out,” he said. He said he, he alone, would go.",
        "Holt won 3 3 times. He gave up. He gave up.",
        "She gave her her keys. I meet him this this week.",
        "It is the ground of the ground. Ground floors are dear.",
        "They ate mahi mahi.",
        "Read as good as good can be.",
        "The will will be read on Friday.",
        "The letter speaks of voters voters [sic] and their friends.",
    ],
)
def test_what_is_said_twice_on_purpose(text: str) -> None:
    assert by_form("GB105", text) == []


LINE = "The council will mend the road to the quay before winter."
OTHER = "Nobody lives there now."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LINE} {LINE}", [LINE]),
        (f"{OTHER} {LINE}\n\n{LINE}\n\n{OTHER}", [LINE]),
        (f"{LINE} {OTHER} {LINE} {OTHER}", [f"{LINE} {OTHER}"]),
        (f"{LINE} {OTHER}\n\n{LINE}\n\nA vote is due.", [LINE]),  # a pull quote, after
        (f"{OTHER} A vote is due.\n\n{LINE}\n\nIn May. {LINE} {OTHER}", [LINE]),  # and before
        (f"{OTHER} {OTHER}", []),  # too short to be sure
        (f"{LINE} {OTHER} A vote is due. It may fail. {LINE}", []),  # far apart: a refrain
        (
            "Tolls bring in about £310,000 a year, it says. It says that tolls bring in around £310,000 a year now.",
            [],  # too few words that carry it
        ),
        (
            "Free tolls would bring in about £310,000 a year, the council says. The council says that free tolls would"
            " bring in around £310,000 a year.",
            ["The council says that free tolls would bring in around £310,000 a year."],
        ),
        (
            "“I would go home and say that I was going to open a shop. I'd go home and say that I was going to open a"
            " shop.”",
            ["I'd go home and say that I was going to open a shop.”"],
        ),
        (
            "They run as soft on crime and are tough in office. They run as tough on crime and are soft at home.",
            [],
        ),
        (
            "The poll of 602 farmers had an error of 4 points. The poll of 563 millers had an error of 5 points.",
            [],
        ),
        ("“We are all still here tonight.” “We are all still here tonight.” They sang.", []),
    ],
)
def test_passages_that_follow_themselves(text: str, expected: list[str]) -> None:
    assert by_form("GB105", text) == expected


def test_a_heading_may_come_again_as_the_first_line() -> None:
    page = read_text(f"# {LINE}\n\n{LINE} {OTHER}\n", path="-", format="markdown")
    from detector.article import Article
    from detector.segment import sentences

    assert not list(find("GB105").propose(Article(page, sentences(page), (), ())))


def test_the_suggestion_says_the_words_once() -> None:
    from detector.article import Article
    from detector.segment import sentences

    page = read_text("The bakery will close for will close for good.", path="-", format="plaintext")
    (proposal,) = find("GB105").propose(Article(page, sentences(page), (), ()))
    mark = proposal.judge([])
    assert mark is not None and mark.suggestion == "will close for"


@given(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=30), st.integers(1, 8))
def test_repeats_are_what_they_say(row: list[str | None], longest: int) -> None:
    found = repeats(row, longest)
    for repeat in found:
        assert repeat.period <= longest and repeat.end - repeat.start >= 2 * repeat.period
        for index in range(repeat.start, repeat.end - repeat.period):
            assert row[index] is not None and row[index] == row[index + repeat.period]
    for one, other in pairwise(found):
        assert one.end <= other.start


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=6), st.integers(2, 4))
def test_whatever_is_repeated_is_found(phrase: list[str], times: int) -> None:
    found = repeats(["x", *phrase * times, "y"], 6)
    assert found
    assert min(repeat.start for repeat in found) <= len(phrase)


def test_a_long_repetition_takes_linear_time() -> None:
    assert repeats(["a"] * 100_000, 12) == [Repeat(0, 100_000, 1)]


LONG = "The harbour board will meet again on Monday to vote on the new bridge over the Ardel."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG} Nobody came.\n\nIt rained. {LONG}", [LONG]),
        (f"{LONG} Nobody came.\n\nIt rained. But t{LONG[1:]} Ferries ran.", [f"But t{LONG[1:]}"]),
        (
            f"{LONG} Its members have had no pay since May, and two of them have left for good. Rain fell.\n\n"
            f"Nobody knows. {LONG} Its members have had no pay since May, and two of them have left for good.",
            [f"{LONG} Its members have had no pay since May, and two of them have left for good."],
        ),
        (
            f"{LONG} Nobody came.\n\nIt rained. {LONG.replace('meet again', 'come together')}",
            [LONG.replace("meet again", "come together")],
        ),
        ("He came,, saw the bridge, and left.", [",,"]),
    ],
)
def test_what_comes_again_further_down_is_marked(text: str, expected: list[str]) -> None:
    assert by_form("GB105", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"“{LONG}” Nobody came.\n\nShe said it twice. “{LONG}”",  # quotations are told again
        f"He said: “{LONG}” Nobody came.\n\nIt rained.\n\n{LONG}",
        "The mill is old. It rained all week.\n\nThe town is poor. The mill is old.",  # short
        "The board met on Monday to vote on the new bridge over the Ardel and to hear from the town.\n\n"
        "It rained. The board met on Monday to hear from ferrymen, and sent them home without a vote.",
        "Clay rose by 3 points to 45.1 on the day, while shares of the mill at Ardel fell to their lowest.\n\n"
        "It rained. Clay rose by 9 points to 54.2 on the day, while shares of the mill at Ardel fell to their lowest.",
        "Put it so: ,,so'' and go,\n, on.",
    ],
)
def test_what_is_told_again_on_purpose_is_left_alone(text: str) -> None:
    assert by_form("GB105", text) == []
