"""Every format against a golden file and against a reader of its own kind, on hostile text as well.

To write the golden files anew after a change that is meant: ``python -m tests.test_formats``; then read the difference.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.finding import FileReport, Finding, RelatedPlace
from detector.report.formats import FORMATS, reporter
from detector.rules import RULES
from detector.rules.base import Severity
from detector.spans import LineIndex
from tests.test_report import FILES, render

FOLDER = Path(__file__).parent / "golden" / "formats"
SCHEMAS = Path(__file__).parent / "schemas"
MADE_OF_JSON = ("json", "sarif", "gitlab", "rdjson")
EVIL = "</script><img src=x onerror=alert(1)>]]>%0A\r\n::error::x&amp;\x1b[31m\x00\udcff\ud800\ufffe“”"
ANY = st.text(st.characters() | st.sampled_from("<>&\"'%:,;]\r\n\x1b\x85\ud800\udcff"), max_size=40)
ODD = "drafts/</script><img src=x onerror=alert(1)>,100%: a\n::error::b\x1b[2J]]>\udcff.md"


def finding(source: str, start: int, end: int, text: str, severity: Severity = Severity.ERROR) -> Finding:
    lines = LineIndex(source)
    return Finding(
        "MQ103", "wrong-speaker", severity, 0.5, start, end, *lines.position(start), *lines.position(end),
        source[start:end], text, text, (RelatedPlace(0, 1, 1, 1, text),),
    )  # fmt: skip


def hostile() -> FileReport:
    """A file whose name and text would like to be markup and commands; its finding goes over three lines."""
    source = "Oda Fenn spoke.\n“I am 100 % sure</script><img src=x onerror=alert(1)>\n::error::a\x1b[31m]]>\udcff”\n"
    found = finding(source, source.index("“"), len(source), f"{ODD}: comes from the article")
    return FileReport(ODD, (found,), source=source)


ALL = (*FILES, hostile())


def printed(name: str, files: tuple[FileReport, ...]) -> str:
    return render(reporter(name, version="1.2.3", width=80), None, files)


def golden(name: str) -> bytes:
    text = printed(name, ALL)
    if name == "sarif":
        log = json.loads(text)  # the rules' own texts are not for this test
        log["runs"][0]["tool"]["driver"]["rules"] = []
        text = json.dumps(log, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")  # as the command line writes files


def evil(text: str) -> tuple[FileReport, ...]:
    """Reports in which everything that comes from outside is ``text``."""
    source = f"ab{text}c"
    found = tuple(finding(source, at, len(source) - at, text) for at in (0, 1))
    return (FileReport(text or "-", found, source=source), FileReport(text or "-", error=text))


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("text", "json", "diff")])
def test_golden_files(name: str) -> None:
    assert golden(name) == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", MADE_OF_JSON)
@given(text=ANY)
def test_json_can_be_read_whatever_it_holds(name: str, text: str) -> None:
    json.loads(printed(name, evil(text)))


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson"])
def test_json_keeps_to_its_schema(name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for files in (ALL, evil(EVIL), (FileReport("a.md"),)):
        jsonschema.validate(json.loads(printed(name, files)), schema)


@given(text=ANY)
def test_json_lines_are_lines(text: str) -> None:
    rows = [json.loads(line) for line in printed("jsonl", evil(text)).split("\n")[:-1]]
    assert [
        set(row) >= {"path", "rule", "start", "end"} or set(row) == {"path", "error"} for row in rows
    ] == [True] * 3


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
@given(text=ANY)
def test_xml_can_be_read_whatever_it_holds(name: str, text: str) -> None:
    root = ElementTree.fromstring(printed(name, evil(text)).encode("utf-8"))
    assert len(root) == 2


def test_junit_counts() -> None:
    root = ElementTree.fromstring(printed("junit", FILES))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("5", "3", "1")
    assert len(root.findall(".//testcase")) == 5


class _Page(HTMLParser):
    """The tags of a page with their attributes, and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def page(files: tuple[FileReport, ...]) -> _Page:
    found = _Page()
    found.feed(printed("html", files))
    return found


@given(text=ANY)
def test_nothing_in_an_article_runs_on_the_page(text: str) -> None:
    for one in (text, EVIL):
        assert printed("html", evil(one)).encode("utf-8")
        tags = page(evil(one)).tags
        assert [tag for tag, _ in tags].count("script") == 1
        assert not {"img", "iframe", "link", "object"} & {tag for tag, _ in tags}
        assert not [
            name for _, attributes in tags for name in attributes if name.startswith("on") or name == "src"
        ]


def test_the_page_holds_every_word_of_an_article() -> None:
    found = page(FILES)
    held = "".join(found.text)
    assert re.sub("[\x00-\x08\x0b-\x1f]", "\ufffd", FILES[0].source) in held
    marks = [attributes for tag, attributes in found.tags if tag == "mark"]
    assert [mark["data-rules"] for mark in marks] == ["MQ103", "GB103", "MQ108"]
    links = {attributes["href"] for tag, attributes in found.tags if tag == "a"}
    assert links <= {f"#{attributes['id']}" for _, attributes in found.tags if "id" in attributes}


def test_findings_that_cross_are_cut_where_they_meet() -> None:
    source = "one two three four"
    found = (finding(source, 0, 13, "first"), finding(source, 4, 18, "second", Severity.INFO))
    marks = [
        attributes for tag, attributes in page((FileReport("a", found, source=source),)).tags if tag == "mark"
    ]
    assert [(mark["data-rules"], mark["class"], mark["title"]) for mark in marks] == [
        ("MQ103", "error", "first"), ("MQ103 MQ103", "error", "first; second"), ("MQ103", "info", "second"),
    ]  # fmt: skip


def test_a_finding_without_text_has_its_place_and_marks_nothing() -> None:
    source = "one two"
    for at in (0, 3, 7):
        found = page((FileReport("a", (finding(source, at, at, "here"),), source=source),))
        assert not [tag for tag, _ in found.tags if tag == "mark"]
        assert [
            attributes["id"] for tag, attributes in found.tags if tag == "span" and "id" in attributes
        ] == ["mark-1-1"]


@given(text=ANY)
def test_no_text_is_a_workflow_command(text: str) -> None:
    for one in (text, EVIL):
        lines = re.split("[\r\n]", printed("github", evil(one)))
        assert len(lines) == 4 and not lines.pop()
        for line in lines:
            assert re.match(r"::error (?:\w+=[^,:\x00-\x1f]*(?:,|(?=::)))+::[^\x00-\x1f\x7f-\x9f]*\Z", line)


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"text", "concise", "github", "diff"}))
@given(text=ANY)
def test_nothing_that_is_printed_into_a_log_is_a_workflow_command(name: str, text: str) -> None:
    for one in (text, f"\n ::error::{text}", EVIL):
        lines = re.split("[\r\n]", printed(name, evil(one)))
        assert not [line for line in lines if line.lstrip().startswith("::")]


@given(text=ANY)
def test_a_concise_line_is_a_line_and_nothing_that_a_terminal_obeys(text: str) -> None:
    for one in (text, EVIL):
        lines = printed("concise", evil(one)).split("\n")
        assert len(lines) == 3 and not lines.pop()
        assert all(line.replace("\u200c", "").replace("\u200d", "").isprintable() for line in lines)


def test_gitlab_is_told_everything_once() -> None:
    missing = FileReport("none.md", error="no such file: check the path")
    entries = json.loads(
        printed("gitlab", (*ALL, missing, missing, FileReport("other.md", error=missing.error)))
    )
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == 7
    assert [entry["location"]["lines"] for entry in entries][4] == {"begin": 2, "end": 4}


def test_github_is_told_the_likeliest_first_and_how_many_are_left() -> None:
    source = "word " * 30
    many = tuple(finding(source, 5 * at, 5 * at + 4, f"number {at}") for at in range(12))
    lines = printed("github", (FileReport("a.md", many, source=source),)).splitlines()
    assert len(lines) == 13
    assert lines[-1].startswith("::notice title=misquote::12 findings are errors")


def test_columns_of_reviewdog_count_bytes() -> None:
    source = "“é” was said"
    document = json.loads(
        printed("rdjson", (FileReport("a.md", (finding(source, 1, 3, "x"),), source=source),))
    )
    place = document["diagnostics"][0]["location"]["range"]
    assert place == {"start": {"line": 1, "column": 4}, "end": {"line": 1, "column": 9}}


def test_sarif_names_every_rule_and_the_places_that_lead_to_a_finding() -> None:
    (run,) = json.loads(printed("sarif", FILES))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    steps = run["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"]
    regions = [step["location"]["physicalLocation"]["region"] for step in steps]
    assert [(one["startColumn"], one["endColumn"]) for one in regions] == [(28, 36), (85, 228)]
    assert run["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/“c”.md", {"uri": "a%20b/%E2%80%9Cc%E2%80%9D.md", "uriBaseId": "%SRCROOT%"}),
        ("/tmp/a.md", {"uri": "file:///tmp/a.md"}),
        ("caf\udce9\ud800.md", {"uri": "caf%E9%EF%BF%BD.md", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_sarif_writes_paths_as_addresses(path: str, expected: dict[str, Any]) -> None:
    report = FileReport(path, (finding("text", 0, 4, "x"),), source="text")
    (run,) = json.loads(printed("sarif", (report,)))["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == expected


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for format_name in FORMATS:
        if format_name not in ("text", "json", "diff"):
            (FOLDER / format_name).write_bytes(golden(format_name))
