"""What belongs to the page, in a sentence among others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.furniture import furniture


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Advertisement.", "Advertisement."),
        ("ADVERTISEMENT Diners who fail to return their trays can be fined.", "ADVERTISEMENT"),
        ("Sponsored Ms Rahmat will keep the name.", "Sponsored"),
        ("Share this story After that it will move to a case.", "Share this story"),
        (
            "Share Tweet Email WhatsApp He added that the board would look again.",
            "Share Tweet Email WhatsApp",
        ),
        ("See more photos", "See more photos"),
        ("More to follow.", "More to follow."),
        ("Continued on Page 6.", "Continued on Page 6."),
        ("File picture.", "File picture."),
        ("Loading...", "Loading..."),
        ("READ: Town owes millions for power", "READ: Town owes millions for power"),
        ("Also Read: Five things to know", "Also Read: Five things to know"),
        ("PHOTO | JAMES OTIATO.", "PHOTO | JAMES OTIATO."),
        ("More on the topic: How to claim", "More on the topic: How to claim"),
        ("Kerrin and his mates. Picture: Dale Moffat", "Kerrin and his mates. Picture: Dale Moffat"),
        ("Sign up for the Herald's morning newsletter.", "Sign up for the Herald's morning newsletter."),
        ("[Trish: can we confirm the July date?]", "[Trish: can we confirm the July date?]"),
        ("(Insert map here)", "(Insert map here)"),
        ("NB check rank with press office", "NB check"),
    ],
)
def test_what_belongs_to_the_page(text: str, marked: str) -> None:
    length = furniture(text, first=False, last=False)
    assert length is not None
    assert text[:length] == marked


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement costs have doubled, it says.",
        "Advertising Standards Authority rules are clear.",
        "Share what you know with the board.",
        "Share prices fell on Friday.",
        "Read this twice before you sign.",
        "See the notice on page 4.",
        "Watch him closely.",
        "Picture a pier at dawn.",
        "More than forty came.",
        "Sponsored walks raise more.",
        "[Laughs: is that so?]",
        "(He never did.)",
        "The table was full.",
        "Gallery visitors were few.",
    ],
)
def test_what_only_begins_like_it(text: str) -> None:
    assert furniture(text, first=False, last=False) is None


@pytest.mark.parametrize(
    "text", ["See also: the mayor's diary.", "Storm clouds gather. Photo: AP.", "Read more: Fares"]
)
def test_at_the_end_of_a_paragraph_it_may_be_meant_for_the_reader(text: str) -> None:
    assert furniture(text, first=False, last=True) is None
    assert furniture(text, first=False, last=False) is not None


@given(st.text(max_size=80), st.booleans(), st.booleans())
def test_what_is_marked_is_a_part_of_the_text(text: str, first: bool, last: bool) -> None:
    length = furniture(text, first=first, last=last)
    assert length is None or 0 < length <= len(text)
