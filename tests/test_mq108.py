"""MQ108: one attribution with its cue twice."""

from __future__ import annotations

import time

import pytest

from tests.helpers import by_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is ours,” said Moira Stack said on Monday. They left.", ["said Moira Stack said"]),
        ("“It is ours,” said she said. They left.", ["said she said"]),
        ("“It is ours,” Ms. Rourke said told the Echo. They left.", ["said told"]),
        ("“It is ours,” he said, he said. They left.", ["he said, he said"]),
        ("“It is ours,” Mr. Klay said, Mr. Klay said in May.", ["Mr. Klay said, Mr. Klay said"]),
        ("“It is ours,” said Bede, chairman of the council, told the Press.",
         ["said Bede, chairman of the council, told"]),
        ("“It is ours,” said Ross said, “and yours.”", ["said Ross said"]),
        ("“It is good,” she told reporters told outside. It rained.", ["told reporters told"]),
        ("“It is ours,” Dr. Ulrik added he added.", ["added he added"]),
        ("“It costs us a stamp,” according to Mr. Nakam said. It rained.", ["according to Mr. Nakam said"]),
        ("Councillor Ana Reid added that the roads could bear no more lorries, added Reid.", ["added Reid"]),
        ("She explained that the roads could bear no more lorries, she explained.", ["she explained"]),
        ("It was ordered in May, according to the manager, Iain Geddes, according to Geddes.",
         ["according to the manager, Iain Geddes, according to Geddes"]),
        ("“It is ours,” Velmora Transit said in a statement said. They left.",
         ["Velmora Transit said in a statement said"]),
        ("“It is ours,” he added, added the director.", ["he added, added the director"]),
        ("According to Dr. Wen, “it would have been quick,” according to Dr. Wen.", ["according to Dr. Wen"]),
        ("“It is ours,” Dr. Ulrik recalled, he recalled.", ["recalled, he recalled"]),
        ("The house takes risks, wrote Ines Kade wrote in May.", ["wrote Ines Kade wrote"]),
        ("It will cost nine million, according to Paul Vance said on Monday.",
         ["according to Paul Vance said"]),
    ],
)  # fmt: skip
def test_cues_that_are_doubled(text: str, expected: list[str]) -> None:
    assert by_form("MQ108", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“The dam is safe,” said Kline, who said he had walked it.",
        "“It was him,” said the man police said was the driver.",
        "“He told me he said so,” she said. He said she said it.",
        "“No,” Kline said said everything.",
        "“There was smoke,” the pilot said, according to the Herald.",
        "He said that his wife had told him to come home at noon, Gale said. Gale said that she had gone, he said.",
        "It was cut in May, according to the mayor, Iain Geddes, or in June, according to the clerk.",
        "Smith, his lawyer, said Jones said so.",
        "He said he told her, and she said so.",
        "“It is ours,” he told the man who told her. “No,” he said she said to them.",
    ],
)
def test_cues_of_two_clauses(text: str) -> None:
    assert by_form("MQ108", text) == []


@pytest.mark.parametrize("code", ["MQ101", "MQ102", "MQ108", "GB105", "GB107"])
@pytest.mark.parametrize("unit", ["said Anna ", "“a,” said b, ", "“", "'\"", "to be ", "1. a "])
def test_hostile_text_takes_time_in_proportion(code: str, unit: str) -> None:
    """30,000 characters of what the patterns like to try; with quadratic time they would take minutes."""
    began = time.perf_counter()
    by_form(code, unit * (30_000 // len(unit)))
    assert time.perf_counter() - began < 10
