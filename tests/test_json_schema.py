"""The JSON document, key by key, as programs on the other side of the wire read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from detector import __version__
from detector.cli import cli
from detector.spans import LineIndex

ROOT = Path(__file__).parents[1]
STORY = ROOT / "fixtures" / "in-the-wild" / "mangled-story.md"
DOUBLED = "“The water is ours,” said Kade said. The mayor wrote back on Friday."

DOCUMENT = {"schema": int, "tool": dict, "model": dict, "files": list, "summary": dict}
FILE = {"path": str, "findings": list, "error": str | None}
FINDING = {
    "rule": str, "name": str, "severity": str, "score": float, "start": int, "end": int, "line": int, "column": int,
    "end_line": int, "end_column": int, "text": str, "message": str, "suggestion": str | None, "related": list,
}  # fmt: skip
RELATED = {"start": int, "end": int, "message": str}
SUMMARY = {"files": int, "sentences": int, "quotations": int, "findings": int, "seconds": float}


def _json(*arguments: str | Path) -> Any:
    return json.loads(CliRunner().invoke(cli, ["check", "--format", "json", *map(str, arguments)]).stdout)


def _keeps(document: dict[str, Any], schema: dict[str, Any]) -> None:
    assert list(document) == list(schema)
    for key, kind in schema.items():
        assert isinstance(document[key], kind), key


def test_every_key_is_there_and_no_other() -> None:
    document = _json(STORY, "missing.txt")
    _keeps(document, DOCUMENT)
    _keeps(document["summary"], SUMMARY)
    _keeps(document["model"], {"name": str, "sha256": str})
    assert document["schema"] == 1
    assert document["tool"] == {"name": "misquote", "version": __version__}
    assert [file["path"] for file in document["files"]] == [str(STORY), "missing.txt"]
    findings = [finding for file in document["files"] for finding in file["findings"]]
    related = [place for finding in findings for place in finding["related"]]
    assert document["summary"]["findings"] == len(findings) > 0
    assert related
    for part, schema in ((document["files"], FILE), (findings, FINDING), (related, RELATED)):
        for item in part:
            _keeps(item, schema)
    assert all(finding["severity"] in ("error", "warning", "info") for finding in findings)
    assert all(0 <= finding["score"] <= 1 for finding in findings)


@pytest.mark.parametrize(
    ("name", "encoding", "wrap"),
    [
        ("a.txt", "utf-8", lambda text: text),
        ("a.md", "utf-8-sig", lambda text: f"# Titel — 👩‍🚀\r\n\r\nIt _rained_.\r\n\r\n{text}\r\n"),
        (
            "a.html",
            "utf-16",
            lambda text: f"<html><body><h1>Art &amp; craft</h1>\n<p>{text}</p></body></html>",
        ),
    ],
)
def test_text_stands_where_it_says_in_the_decoded_file(
    name: str, encoding: str, wrap: Callable[[str], str], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(wrap(DOUBLED).encode(encoding))
    ((finding,),) = [file["findings"] for file in _json("--select", "MQ108", path)["files"]]
    text = path.read_bytes().decode(encoding)
    assert text[finding["start"] : finding["end"]] == finding["text"] == "said Kade said"
    lines = LineIndex(text)
    assert (finding["line"], finding["column"]) == lines.position(finding["start"])
    assert (finding["end_line"], finding["end_column"]) == lines.position(finding["end"])
    row = text.splitlines()[finding["line"] - 1]
    assert row[finding["column"] - 1 :].startswith(finding["text"])


def test_the_model_is_null_where_no_question_was_asked(tmp_path: Path) -> None:
    path = tmp_path / "doubled.txt"
    path.write_text(DOUBLED, encoding="utf-8")
    assert _json("--select", "MQ108", path)["model"] is None


def test_a_run_that_failed_is_a_document_all_the_same() -> None:
    document = _json("missing.txt")
    assert document["files"] == [
        {"path": "missing.txt", "findings": [], "error": "no such file: check the path"}
    ]
    assert document["summary"]["findings"] == 0
