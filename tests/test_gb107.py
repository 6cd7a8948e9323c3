"""GB107: quotation marks without a partner, whatever their glyphs."""

from __future__ import annotations

import pytest

from tests.helpers import by_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We got what we asked for, Brandt said. The port is open.", ["“"]),
        ('"We got what we asked for, Brandt said. The port is open.', ['"']),
        ("« Nous partons, dit Brandt.", ["«"]),
        ("“It is lost, Gale said in May. “I am keen to see it again.”", ["“"]),
        ("The bells will ring again,” the verger said.", ["”"]),
        ('The bells will ring again," the verger said.', ['"']),
        ("“”I am not told,” Lessing said.", ["”"]),
        ("He is “blessed’ with a shed. It is blue.", ["“"]),
        ("It is “blessed“ with a shed. It is blue.", ["“"]),
        ("“Here it is,” she said. “It works. “", ["“"]),
        ("One,” she said. Two,” he said. Four.", ["”"]),  # one finding a paragraph
        ("“We got it, Ada Brandt said. “It is open.”\n\n“We sail at noon,” she said.", ["“"]),
        ("“We got it, says Ada Brandt, who runs the port.\n\n“We sail at noon,” she said.", ["“"]),
        ("“We got it, the new pilot of the port said Monday.\n\n“We sail at noon,” she said.", ["“"]),
        ("“We got it, Ada Brandt said. She left at noon.\n\n“We sail at one,” the pilot said.", ["“"]),
        ("“We got it, Ada Brandt said, waving a flag. She left.\n\n“We sail at one,” the pilot said.", ["“"]),
        ("The pilot called it “very, very hard.\n\n“We sail at noon,” she said.", ["“"]),
        ("'They pay with our water, said its director. The port is open.", ["'"]),
        ("It rained. ‘It isn’t over, he said. The port is open.", ["‘"]),
        ("“It was grand, she said. We danced all night.” They left.", [","]),
        ("“Left open.\n\nThe mayor left.\n\n“Left open again.\n\nShe did.", ["“", "“"]),
    ],
)
def test_marks_without_a_partner(text: str, expected: list[str]) -> None:
    assert by_form("GB107", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“Then he called, and she said no. It was late.\n\n“Nobody came,” Farkas said.",
        "“I left early, Brandt said he would stay, and so he did.\n\n“Nobody came,” Farkas said.",
        "'They pay with our water,' said its director. 'I asked him, he said no, and that was all.'",
        "“He said, ‘It was grand, she said. We danced.’ I left.” “It was grand, she said.” They left.",
        "‘He came, she said, by the back door.’ 'Twas late, he said. The '90s, she said, were over.",
        "“We had one lamp.\n\n“Nobody died.”\n\nThe commission met.",
        "The pilot said that it was “very hard. We had one lamp.\n\n“Nobody died,” he said.",
        "The pilot said: “we had one lamp.\n\n“Nobody died,” he said.",
        "“We had one lamp.\n\nNobody died that night.\n\nI want that written down.”\n\nThe commission met.",
        "“She said, ‘Give me the key,’ and ‘I’m not joking,’” Farkas said.",
        "'It's the boys' hat,' she said. The '90s were like that, 'twas said.",
        "‘It’s the boys’ hat,’ she said. Rock ‘n’ roll is dead.",
        "He is 6'2\" tall and the board 12\" wide. The tower is 90' high.",
        "Pairs may be “mixed\" or \"mixed” or ``set'' by hand.",
        "„So“ the Germans and «so» the Swiss.",
        '"One of them," she said, " and the other one. " They left.',
        "â€œWe went home,â€\x9d she said. He said “yes.",
        "No marks at all.",
        "",
        '"First half of a long statement. "Its second paragraph was run into the first."\n\nThe end.',
    ],
)
def test_marks_that_need_none(text: str) -> None:
    assert by_form("GB107", text) == []


def test_a_mark_that_faces_the_wrong_way_can_be_mended() -> None:
    from detector.article import Article
    from detector.readers import read_text
    from detector.rules import find
    from detector.segment import sentences

    page = read_text("It is “blessed“ with a shed.", path="-", format="plaintext")
    (proposal,) = find("GB107").propose(Article(page, sentences(page), (), ()))
    mark = proposal.judge([])
    assert mark is not None and mark.suggestion == "”"
    assert (mark.span.start, mark.span.end) == (14, 15)
