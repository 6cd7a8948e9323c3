"""MQ101: two reporting clauses on one quotation."""

from __future__ import annotations

import pytest

from tests.helpers import by_credit, by_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Banks said, “Nobody has read it,” Lessing said. He left.", ["Lessing said."]),
        ("Sato said, “I slept a lot. It helped,” he said, and won.", ["he said,"]),
        ('Ms. Aoyama said: "It is a fine line-up," he said with a smile.', ["he said with a smile."]),
        ("“The ice will hold,” said the clerk, Edith Gale, she told the Courier.", ["she told the Courier."]),
        ("“It is ours,” he said, “It is also yours,” he said. They left.", ["he said."]),
        ("According to Pell, “It is ours,” he said on Friday.", ["he said on Friday."]),
        ("Transport chief Osman Pell said, “The fare stays,” the mayor’s aide Lucie Barr said.",
         ["the mayor’s aide Lucie Barr said."]),
        ("Board head Emil Koss wrote in his decision: “A round is a round,” promoter Duke Ferr said.",
         ["promoter Duke Ferr said."]),
        ("“We regret it,” the publisher said in a statement, Ms. Farr said.", ["Ms. Farr said."]),
        ("Clerk Joan Tres said: ‘The pumps will cost a lot,’ said engineer Tomas Wilk.", ["said engineer Tomas Wilk."]),
        ("The head told reporters: ‘They ask for crisps,’ laughed the caretaker, Bill Noak.",
         ["laughed the caretaker,"]),
        ("'I could buy it or pay them,' Sandhu told reporters, Garrick added.", ["Garrick added."]),
        ("“We pay in tears,” said Mr. Marsh, Finance Minister Ines Okar told a radio program.",
         ["Finance Minister Ines Okar told a radio program."]),
        ("The minister for mills, Ines Okar, said in the Dail: “We fix no price,” the league’s chair, Una Brann, said.",
         ["the league’s chair, Una Brann, said."]),
        ("The head of trade, Chief Bede, declared: “The road will be tarred,” the Oba of Keme said.",
         ["the Oba of Keme said."]),
        ("According to the bush officer, Mr Dan Mutiso, “the bushes are in good health,” Mrs Macha added.",
         ["Mrs Macha added."]),
        ("According to finance head Leela Pell, “copper has eaten it,” Karnik said.", ["Karnik said."]),
        ("Warden Bede remarked that ‘the herd is safe,’ a ranger, Wanza Kii, observed.",
         ["a ranger, Wanza Kii, observed."]),
        ("As advocate Zana Khoza put it, ‘We are going to court’, her junior, Pieter Mara, told journalists.",
         ["her junior, Pieter Mara, told journalists."]),
        ("“We expected four,” director Naomi Wanja said, in the words of county minister Stephen Tanu.",
         ["in the words of county minister Stephen Tanu."]),
        ("“It is a flat loaf,” said Nora Paster, head of the board, as chief baker Joe Stahl put it.",
         ["as chief baker Joe Stahl put it."]),
        ("“We will not wait,” Mayor Arne Villa promised on Saturday, parish priest Jun Olfind declared.",
         ["parish priest Jun Olfind declared."]),
        ("According to Finance Director Lor Singh, “it can bear two,” Councilman Ray Tibbet said.",
         ["Councilman Ray Tibbet said."]),
        ("“We had a queue,” the board’s head, Owen Parry, said, Ms Keane told a press conference. It rained.",
         ["Ms Keane told a press conference."]),
        ("“I sit behind it,” Menon said, Finch told the Courier.", ["Finch told the Courier."]),
        ("“I sit behind it,” Menon said, the mayor of Tolver said.", ["the mayor of Tolver said."]),
        ("In the words of his son, Pavel, “He was never late,” recalled his widow, Irena.", ["recalled his widow,"]),
        ("As Dr. Roux put it, “We came out with a pinch of salt,” wrote Gus Leme for the team.",
         ["wrote Gus Leme for the team."]),
        ("Engineer Lise Roux cautioned: “The wall is old,” the mayor insisted.", ["the mayor insisted."]),
        ('"It is like "the old days," he said, "It is also new," he said.', ["he said."]),
    ],
)  # fmt: skip
def test_the_second_clause_is_marked(text: str, expected: list[str]) -> None:
    assert by_form("MQ101", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody has read it,” Lessing said. Banks said, “I have.” Lessing said nothing.",
        "Kay told the court, “I took it,” the prosecutor said.",
        "“I took it,” he said, Ms. Ames said. “I took it,” Lessing said in court, a clerk said.",
        "And Gale said at that point she knew: “It is over,” she wrote.",
        "“We regret it,” the publisher said in a statement, Ms. Farr’s second.",
        "Asked about it, Banks said, “No,” and Lessing agreed.",
        "“It was dark,” the pilot said, according to the Herald.",
        "According to the report, “the gates were open,” Banks said.",
        "According to the newspaper Eastmark Herald, “the gates were open,” Banks said.",
        "According to the Eastmark Herald, “the gates were open,” Banks said.",
        "Banks said, “Nobody has read it.” Lessing said he had.",
        "“The dam is safe,” said Kline, who said he had walked it.",
        "Banks recalled what his father said: “Never sign,” and he did not.",
        "“We give no more,” Mr. Earnest said, who acknowledged that it was late.",
        "According to Human Lights Watch, “the gates were open,” Banks said.",
        "While Banks said that “nobody has read it,” he added that somebody should.",
        "“You lie,” said Banks. “You know it,” he said, “and I know it.”",
        "“Stay there,” he told her, Ms. Ames testified. “Stay,” the man told her, Ms. Ames testified.",
        "“Stay there,” Mr. Banks said, The Tolver Herald said.",
        "“Stay there,” Banks said, a day after he left. “Stay,” Banks said, who told her so.",
        "“She said, ‘Go home,’ he said to me,” Farkas testified.",
        "“Yes,” Banks told Lessing, he of the red nose.",
    ],
)
def test_what_agrees_or_only_carries(text: str) -> None:
    assert by_form("MQ101", text) == []


def test_two_names_with_the_halves_of_one_quotation() -> None:
    text = "“It costs us a load,” said Irena Dolj, “and we can’t raise the price,” Tibor Manole added. It rained."
    assert by_credit("MQ101", text) == ["Tibor Manole added."]
    assert by_credit("MQ101", text.replace("Tibor Manole", "Irena Dolj")) == []
    assert by_credit("MQ101", text.replace("Tibor Manole", "she")) == []


def test_a_last_name_according_to_whom() -> None:
    text = "Yemi Pell sells bread. According to Pell, “there is no tram now,” the baker Otto Lind said."
    assert by_credit("MQ101", text) == ["the baker Otto Lind said."]
    assert by_credit("MQ101", text.replace("Yemi Pell sells", "Nobody sells")) == []
    text = "According to Renato Quispe, a fruit picker, “nobody would let us aboard,” Amina Farouk, a cleaner, said."
    assert by_credit("MQ101", text) == ["Amina Farouk, a cleaner, said."]
