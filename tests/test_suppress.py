"""Comments, front matter and [sic]: what they silence, and what is wrong about them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Checker
from detector.article import Article
from detector.readers import read_text
from detector.rules import RULES
from detector.rules.base import Severity
from detector.settings import Settings
from detector.suppress import settle

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
        f'+++\nmisquote.ignore = ["GB105"]\n+++\n\n{BAD}',
        f"---\nmisquote: off -- a poem\n---\n\n{BAD}",
        f'---\n"misquote": off\n---\n\n{BAD}',
        f"---\nbody: !include other\nmisquote: off\n---\n\n{BAD}",  # a tag that no loader knows
        f"---\rmisquote: off\r---\r\r{BAD}",
        f"<!-- misquote: ignore GB105\n  -- for a reason\n  of two lines -->\n\n{BAD}",
        f"<!-- misquote: ignore GB105 -- {'so ' * 300}-->\n\n{BAD}",
        f"- All is well.\n  - So it is.\n\n    <!-- misquote: ignore GB105 -->\n    {BAD}",  # no indented code
        f"It costs 5` of rope. <!-- misquote: ignore GB105 --> {BAD}",  # nor a code span
    ],
)
def test_it_is_silent(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        # Each of several that cover a finding counts as used.
        f"---\nmisquote: {{ignore: GB105}}\n---\n\n<!-- misquote: ignore GB105 -->\n\n{BAD}",
        f"<!-- misquote: off GB105 -->\n\n<!-- misquote: ignore GB1 -->\n\n{BAD}",
        f"<!-- misquote: off GB105 -->\n\n<!-- misquote: off GB -->\n\n{BAD}\n\n<!-- misquote: on -->",
        f"<!-- misquote: ignore GB105 -->\n<!-- misquote: ignore GB106 -->\n\n{WORSE}",
    ],
)
def test_suppressions_overlap(text: str) -> None:
    assert codes(text) == []


def test_an_end_of_one_range_is_not_the_end_of_another() -> None:
    text = f"<!-- misquote: off GB105 -->\n\n<!-- misquote: off GB106 -->\n\n{WORSE}"
    assert codes(f"{text}\n\n<!-- misquote: on GB106 -->\n\n{WORSE}") == ["GB106"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_in_plain_text_several_comments_are_for_what_follows_them_all(gap: str) -> None:
    text = f"<!-- misquote: ignore GB105 -->{gap}<!-- misquote: ignore GB106 -->\n\n{WORSE}"
    assert codes(text, "plaintext") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<p>{BAD} <!-- misquote: ignore GB105 --></p>\n<p>{BAD}</p>", 1),
        (f"<p>Go, <b>{BAD}</b>\n<!-- misquote: ignore GB105 -->\n</p><p>All is well.</p>", 0),
        (f"<p>All is well.</p><p><!-- misquote: ignore GB105 -->{BAD}</p>", 0),
        (f"<p>{BAD}<!-- misquote: ignore GB106 --><!-- misquote: ignore GB105 --></p>", 1),  # GB106 is idle
    ],
)
def test_in_a_page_a_comment_is_for_the_element_that_it_stands_in(text: str, expected: int) -> None:
    assert len(codes(text, "html")) == expected


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
        (f"Write `` <!-- misquote: off --> ``. {BAD}", ["GB105"]),
        (f"Write `this\nor <!-- misquote: off -->`. {BAD}", ["GB105"]),
        (f"Write `{{/* misquote: off */}}`. {BAD}", ["GB105"]),
        (f"```\n``` no end\n<!-- misquote: off -->\n```\n\n{BAD}", ["GB105"]),
        (f"- Do\n  - this\n    ```\n    <!-- misquote: off -->\n    ```\n\n{BAD}", ["GB105"]),
        (f"So:\n\n    <!-- misquote: off -->\n\n{BAD}", ["GB105"]),
        (f"---\ntitle: a # <!-- misquote: off -->\n---\n\n{BAD}", ["GB105"]),
        (f"---\nmisquote-note: a\nx: {{misquote: off}}\n---\n\n{BAD}", ["GB105"]),
        (f"---\nmisquote: {'[' * 999}{']' * 999}\n---\n\n{BAD}", ["MQ002", "GB105"]),
        ("They met at <!-- misquote: ignore MQ103 --> at noon.", ["GB105"]),  # the comment is no excuse
        (f"<!-- misquote: ignore MQ001 -->\n\n{BAD}", ["MQ002", "GB105"]),
        (f"<!-- misquote: ignore GB105\n\n<!-- misquote: off GB105 -->\n\n{BAD}", ["MQ002"]),
        (f"<!-- Misquote : ignroe -->\n\n{BAD}", ["MQ002", "GB105"]),
        (f"<!-- the misquote of the year: off -->\n\n{BAD}", ["GB105"]),
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


def test_their_findings_are_as_grave_as_the_settings_say() -> None:
    settings = Settings(tuple(RULES), severities={"MQ001": Severity.ERROR})
    checker = Checker(settings=lambda _: settings)
    (found,) = checker.check_text(
        "<!-- misquote: ignore MQ103 -->\n\nAll is well here.", format="markdown"
    ).findings
    assert (found.rule, found.severity) == ("MQ001", Severity.ERROR)


@pytest.mark.parametrize("named", ["", "GB", "GB101"])
def test_all_the_rules_that_are_named_must_have_been_asked(named: str) -> None:
    document = read_text(f"<!-- misquote: ignore {named} -->\n\nAll is well.", format="markdown")
    article = Article(document, (), (), ())
    default = [rule for rule in RULES if rule.default]
    assert [finding.rule for finding in settle(article, [], Settings(tuple(default)))] == ["MQ001"]
    assert settle(article, [], Settings(tuple(rule for rule in default if rule.code != "GB101"))) == ()


def test_the_place_is_the_comment_or_the_key() -> None:
    report = CHECKER.check_text(
        "---\ntitle: “😀”\nmisquote: {ignore: GB105}\n---\n\nSo.<!-- misquote: off GB106 -->",
        format="markdown",
    )
    assert [(one.text, one.line, one.column) for one in report.findings] == [
        ("misquote: {ignore: GB105}", 3, 1),
        ("<!-- misquote: off GB106 -->", 6, 4),
    ]


@pytest.mark.parametrize("format", ["markdown", "html", "plaintext"])
@pytest.mark.parametrize(
    "piece", ["<!-- misquote:", "<!-- misquote: ignore -->", "{/* misquote: off", "`<!-- "]
)
def test_a_flood_of_comments_is_read_once(piece: str, format: str) -> None:
    document = read_text(f"All is well.\n\n{piece * 3_000}", format=format)
    found = settle(Article(document, (), (), ()), [], Settings(tuple(RULES)))
    assert len(found) == document.text.count("misquote:")


def test_sic_silences_its_sentence_only() -> None:
    assert codes("They met at at [sic] noon.") == []
    assert codes("They met at at noon. They left (sic) at one.") == ["GB105"]
    assert codes("They met at at noon (sic transit gloria).") == ["GB105"]


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
