"""GB106: what is decoded wrongly or left over from a page, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.helpers import by_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cafÃ© on the quay closed.", ["Ã©"]),
        ("It was lost� and found.", ["�"]),
        ("A quiet\x93 start\x94 to the day.", ["\x93", "\x94"]),
        ("They don?t know that it?s over.", ["don?t", "it?s"]),
        ("One&nbsp&nbsp&nbsp of them left.", ["&nbsp&nbsp&nbsp"]),
        ("The &amp;amp;nbsp; fund grew.", ["&amp;amp;nbsp;"]),
        ("It has &#8217 in it.", ["&#8217"]),
        ('See <a href="/more" target="_blank"> for it.', ['<a href="/more" target="_blank">']),
        (
            "Senator Ada Ruiz Ada Maria RuizFerry fares to rise Council backs new quay MORE said it would pass.",
            ["Ada Maria RuizFerry fares to rise Council backs new quay MORE"],
        ),
        (
            "The rent rose last springShare this articleCopy link and is due to rise.",
            ["Share this articleCopy link"],
        ),
        ("The printer StanisÅ‚aw Wolny left.", ["Å‚"]),
        ("“It is over,” he said.pic.twitter.com/k7QxWz2Lp The talks go on.", ["pic.twitter.com/k7QxWz2Lp"]),
        ("They left.FacebookTwitterEmail They stayed.", ["FacebookTwitterEmail"]),
        ("Ms. Ruiz Ada RuizFerries went to the quay.", ["Ada RuizFerries"]),
    ],
)
def test_it_is_marked(text: str, expected: list[str]) -> None:
    assert by_form("GB106", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Did you see it?so did I, he wrote on harbour.example/page?s=1 and page?t&d.",
        "AT&T and R&D and Q&A; the fish & chips shop; x &y.",
        "Jo McKay met Ian McKay and Ann O’Rourke at YouTube; PayPal and LinkedIn came too.",
        "McKay McKayla and Kay McKay sang.",
        "Zoë ate a crème brûlée in Łódź — “so good…” — at 5 °C.",
        "Is it over? Some say so? They don’t know.",
        "They want MORE of it. She works for “Facebook.” Twitter, Email and Reddit; sign up, he said. Sign up here.",
    ],
)
def test_right_copy_is_left_alone(text: str) -> None:
    assert by_form("GB106", text) == []
