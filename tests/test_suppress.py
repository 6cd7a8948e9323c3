"""Comments, front matter and [sic]: what they silence, and what is wrong about them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Checker

CHECKER = Checker(select=["MQ00", "GB105", "GB106"])
BAD = "The board will meet to to vote."
WORSE = "It’s out. It met at at noon, as itâ€™s known."


def codes(text: str, format: str = "markdown") -> list[str]:
    return [finding.rule for finding in CHECKER.check_text(text, path="a", format=format).findings]


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- misquote: ignore GB105 -->\n\n{BAD}",
        f"<!-- misquote: ignore GB105 -->\n{BAD}",
        f"<!-- misquote: ignore -->\n\n{BAD}",
        f"<!--misquote:ignore duplicate-text -- a poem-->\n\n{BAD}",
        f"<!-- misquote: IGNORE gb1, MQ -- so it was said -->\n\n{BAD}",
        f"{BAD} <!-- misquote: ignore GB105 -->",
        f"# A heading\n\n{BAD} <!-- misquote: ignore GB105 --> More of it.\n\nAll is well.",
        f"{{/* misquote: ignore GB105 */}}\n\n{BAD}",
        f"<!-- misquote: off -->\n\n{BAD}\n\n{WORSE}",
        f"<!-- misquote: off GB105 -->\n\n{BAD}\n\n{BAD}\n\n<!-- misquote: on GB105 -->\n\nAll is well.",
        f"---\ntitle: x\nmisquote: off\n---\n\n{BAD}",
        f"---\nmisquote: {{ignore: GB105}}\n---\n\n{BAD}",
        f"---\nmisquote:\n  ignore: [GB105, MQ]\n---\n\n{BAD}",
        f'+++\nmisquote = "off"\n+++\n\n{BAD}',
        f'+++\n[misquote]\nignore = ["GB105"]\n+++\n\n{BAD}',
    ],
)
def test_it_is_silent(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("format", ["plaintext", "html"])
def test_comments_count_in_every_format(format: str) -> None:
    text = f"<!-- misquote: ignore GB105 -->\n\n{BAD}\n\n{BAD}"
    if format == "html":
        text = f"<p>Well.</p><!-- misquote: ignore GB105 --><p>{BAD}</p><p>{BAD}</p>"
    assert codes(text, format) == ["GB105"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<!-- misquote: ignore GB105 -->\n\nAll is well.\n\n{BAD}", ["MQ001", "GB105"]),
        (f"<!-- misquote: ignore GB106 -->\n\n{BAD}", ["MQ001", "GB105"]),
        (f"<!-- misquote: ignore GB105 -->\n\n{WORSE}", ["GB106"]),
        (f"<!-- misquote: off -->\n\n{BAD}\n\n<!-- misquote: on -->\n\n{BAD}", ["GB105"]),
        (f"<!-- misquote: off GB -->\n\n{WORSE}\n\n<!-- misquote: on GB106 -->\n\n{WORSE}", ["GB106"]),
        (f"{BAD}\n\n<!-- misquote: on -->", ["GB105", "MQ001"]),
        (f"<!-- misquote: ignroe GB105 -->\n\n{BAD}", ["MQ002", "GB105"]),
        (f"<!-- misquote: ignore GB155 -->\n\n{BAD}", ["MQ002", "GB105"]),
        (f"<!-- misquote: ignore GB105, GB999 -->\n\n{BAD}", ["MQ002"]),
        (f"<!-- misquote: ignore GB105\n\n{BAD}\n\n<p>", ["MQ002"]),  # to Markdown all of this is a comment
        (f"---\nmisquote: on\n---\n\n{BAD}", ["MQ002", "GB105"]),
        (f"---\nmisquote: {{ignore: 3}}\n---\n\n{BAD}", ["MQ002", "GB105"]),
        ("---\nmisquote: {ignore: GB105}\n---\n\nAll is well.", ["MQ001"]),
        (f"```\n<!-- misquote: off -->\n```\n\n{BAD}", ["GB105"]),
        (f"Write `<!-- misquote: off -->`. {BAD}", ["GB105"]),
        (
            f"<!-- vale off -->\n<!-- markdownlint-disable MD033 -->\n<!-- prettier-ignore -->\n\n{BAD}",
            ["GB105"],
        ),
    ],
)
def test_what_is_left_and_what_is_wrong(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_the_nearest_right_word_is_named() -> None:
    found = CHECKER.check_text(
        "<!-- misquote: ignroe -->\n\n<!-- misquote: ignore GB15 -->\n\nSo.", format="markdown"
    )
    first, second = found.findings
    assert first.message.endswith("did you mean “ignore”?")
    assert "did you mean GB1" in second.message
    assert first.text == "<!-- misquote: ignroe -->"


def test_what_is_not_asked_for_is_not_called_idle() -> None:
    text = "<!-- misquote: ignore MQ103 -->\n\nAll is well."
    assert codes(text) == []
    assert [
        finding.rule for finding in Checker(select=["MQ"]).check_text(text, format="markdown").findings
    ] == ["MQ001"]


def test_sic_silences_its_sentence_only() -> None:
    assert codes("They met at at [sic] noon.") == []
    assert codes("They met at at noon. They left (sic) at one.") == ["GB105"]


@given(
    st.lists(
        st.sampled_from(
            ["<!-- misquote: off", " -->", "{/*", "misquote: on", "*/}", "\n\n", BAD, "`", "---\n", "ignore"]
        )
    )
)
def test_any_heap_of_comments_is_read(parts: list[str]) -> None:
    report = CHECKER.check_text("".join(parts), format="markdown")
    for finding in report.findings:
        assert report.source[finding.start : finding.end] == finding.text
