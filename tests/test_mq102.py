"""MQ102: reporting clauses that report nothing."""

from __future__ import annotations

import pytest

from tests.helpers import by_credit, by_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plan was published. she said. The rest is known.", ["she said."]),
        ("The plan was late. said in a statement. It rained.", ["said in a statement."]),
        ("No test since 2016. according to the police. He is well.", ["according to the police."]),
        ("The roof is to be mended. they added in a statement on Sunday. So be it.",
         ["they added in a statement on Sunday."]),
        ("“It was lost in May. she said. We all saw it.” They left.", ["she said."]),
        ("Another third will follow. Harcastle said. Few stay.", ["Harcastle said."]),
        ("The works were sold again. He said. Nobody knows the owner.", ["He said."]),
        ("“It was harder than it used to be,”\n\nshe said. “We are not dumb.”", ["she said."]),
        ("“It was harder than it used to be,”\n\nEdith Gale said. They left.", ["Edith Gale said."]),
        ("“We want to be helpful,” said. The talks go on.", ["said."]),
        ("“It went well,” said on Oct. 2, 2014. “Very well.”", ["said on Oct. 2, 2014."]),
        ("“Here it stands. Come and count.” used the words. They left.", ["used the words."]),
    ],
)  # fmt: skip
def test_loose_clauses(text: str, expected: list[str]) -> None:
    assert by_form("MQ102", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“Who pays?” Cantor asked. “You do.” She said so twice.",
        "“Really?” she said. “Really!” Gale said.",
        "The bridge is shut, she said. The ferry runs, Lt. Gov. Okafor said.",
        "Did anyone know? she asked.",
        "It was in a note that came late. Tarrant explained. It had been a slow day.",
        "It was late, and she told the truth. He told her. They told nobody.",
        "Or so they say. As Banks said. Enough said. That is what she told me.",
        "“I saw him come in. He said. nothing. She said.” Banks wept.",
        "“I have nothing to hide,”\nshe said, turning out both pockets.",
        "The prosecutor known as “the king,” said on Friday that he would go.",
        "Attorney General Barr said during the hearing he would go. It rained.",
        "“How long will it last?” said on-screen text. It lasted.",
    ],
)
def test_clauses_that_have_their_words(text: str) -> None:
    assert by_form("MQ102", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We kept it open,” said Edith Gale, the president. Tolver mayor Ruben Askwith said. It rained.",
         ["Tolver mayor Ruben Askwith said."]),
        ("“It is for sale,” Ms. Gale said. Lord Tench told the crowd. They cheered.", ["Lord Tench told the crowd."]),
        ("“I told them,” Banks said. “Now they know.” Said Banks. It rained.", ["Said Banks."]),
        ("He paid for most of it. It cost $900. Added Mr. Stannard. It rained.", ["Added Mr. Stannard."]),
        ("“I was counting the riders,” she said. Told reporters. It rained.", ["Told reporters."]),
        ("The lessons lasted until one of them fell asleep. Heffer recalled. It rained.", ["Heffer recalled."]),
        ("It would be paid in cash, though no sum was agreed. He told peers. It rained.", ["He told peers."]),
        ("It would be paid by transfer. She told the parish council. It rained.", ["She told the parish council."]),
        ("It would be paid by transfer. He explained.\n\nIt rained.", ["He explained."]),
        ("They waited for an offer in writing.\n\nThe minister added.\n\nIt rained.", ["The minister added."]),
        ("The bell was rung.\n\nsaid the captain, laughing.\n\nIt rained.", ["said the captain, laughing."]),
        ("Nobody looked for a year. According to the auditor, Lars Whit. It rained.",
         ["According to the auditor, Lars Whit."]),
        ("The plan was cut.\n\nreplied Geddes.\n\nIt rained.", ["replied Geddes."]),
        ("A second year is wanted.\n\nhe cautioned.\n\n“Bakers wait,” Gale said.", ["he cautioned."]),
        ("They left.\n\n, a hawker of water told our correspondent.\n\nIt rained.",
         [", a hawker of water told our correspondent."]),
        ("They left.\n\n, according to Phiri’s eldest daughter.\n\nIt rained.",
         [", according to Phiri’s eldest daughter."]),
        ("It would be paid in full. They insisted. It rained.", ["They insisted."]),
        ("It is a fine net.\n\nHarbour master Lise Roux later claimed on Friday.\n\nIt rained.",
         ["Harbour master Lise Roux later claimed on Friday."]),
        ("It is a fine net. A spokesman for the port authority stressed at a news conference. It rained.",
         ["A spokesman for the port authority stressed at a news conference."]),
        ("The bridge is to open. She told reporters. It rained.", ["She told reporters."]),
        ("The trams should run by May. Abara told the meeting. It rained.", ["Abara told the meeting."]),
        ("“I am not here to frighten,” Mr. Das told them. “But sand is sand.” He said. It rained.", ["He said."]),
        ("“People survived the war.” Mr Abbot told. It rained.", ["Mr Abbot told."]),
        ("“It is a fine net,” Mr. Abbot told. It rained.", ["Mr. Abbot told."]),
        ("“He waved, same as ever,” told police. It rained.", ["told police."]),
        ("It is closed.\n\nIn a written statement, Greystone Minerals said.\n\nIt rained.",
         ["In a written statement, Greystone Minerals said."]),
        ("“I ask for a timetable,” wrote in an email to staff on Monday. It rained.",
         ["wrote in an email to staff on Monday."]),
        ("It was “the first frost,” according to.", ["according to"]),
        ("According to, “the pulses last for a minute,” and no more.", ["According to"]),
        ("It is shut on Mondays. Explained the plant manager. It rained.", ["Explained the plant manager."]),
    ],
)  # fmt: skip
def test_clauses_too_many(text: str, expected: list[str]) -> None:
    assert by_credit("MQ102", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“Who pays?” Tolver mayor Ruben Askwith said. It rained.",
        "“We pay,” he said. “He asks who will. So we do.\n\n“It is this: Who else pays?” Mr. Cannon said.\n\nIt is.",
        "“Now they know.” Said Banks. “And we know.” It rained.",
        "“It is for sale,” Ms. Gale said. Said Banks: “So is mine.”",
        "“It is for sale,” said Ms. Gale of the U.S. Marshals Service said. It rained.",
        "“It is for sale,” Ms. Gale said. He told aides that it rained.",
        "It is on sale. According to the auditor, it was sold. According to reports it rained.",
        "Nobody agreed. He insisted on cash. They claimed damages. Ms. Gale noted the hour. It rained.",
        "“It is cheap.”\n\nHe insisted.\n\n“It rained,” she said.",
        "“It is cheap.” He said so. “It is dear,” he was told. As Mr. Abbot was told.",
        "It is cheap. The rest of it is to be added. The names were said. Enough is said.",
    ],
)
def test_clauses_that_have_a_quotation_by_them(text: str) -> None:
    assert by_credit("MQ102", text) == []
