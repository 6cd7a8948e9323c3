"""What a newsroom adds of its own: verbs, outlets, names."""

from __future__ import annotations

from pathlib import Path

import pytest

from detector.article import Article
from detector.config import Configs
from detector.cues import Grade, conjugated
from detector.house import House
from detector.quotation import extract
from detector.readers import read_text
from detector.rules import find
from detector.spans import Span


def article(text: str, house: House | None = None) -> Article:
    return extract(read_text(text, path="-", format="plaintext"), house)


def test_an_own_verb_is_a_cue_in_all_its_forms() -> None:
    text = "The hall was cold.\n\n“We will strike in March,” Lund kvetched. “It is late,” Oake spun.\n"
    known = article(text, House(cue_verbs=("kvetch", "spin:spun")))
    assert [(item.speaker and item.speaker.text, item.cue.lemma) for item in known.attributions] == [
        ("Lund", "kvetch"),
        ("Oake", "spin"),
    ]
    assert article(text).attributions == ()


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("kvetch", {"kvetch", "kvetches", "kvetched", "kvetching"}),
        ("spin:spun", {"spin", "spins", "spun", "spining"}),
        ("muse", {"muse", "muses", "mused", "musing"}),
    ],
)
def test_forms_of_a_verb(entry: str, forms: set[str]) -> None:
    assert {word for word, _ in conjugated(entry, Grade.SPEECH)} == forms


def test_an_own_outlet_is_credited_as_outlets_are() -> None:
    text = (
        "The plant closed on Friday, plant spokeswoman Ana Lund said.\n\n“We regret that the plant has to close and we "
        "will help our people,” Eastmark Wire said on Saturday.\n"
    )
    rule = find("MQ103")
    assert not list(rule.propose(article(text)))
    assert list(rule.propose(article(text, House(outlets=("the Eastmark Wire",)))))


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("GB102", "The mill burned down. lune & daughters built it again in the summer.", "lune & daughters"),
        ("GB102", "The mill burned down. “lune & daughters have built it again.", "lune & daughters"),
        ("GB103", "The mill burned down. Bang Bang. The town was glad of it.", "Bang Bang"),
        ("GB105", "The workers met in the the hall on Monday.", "the the"),
    ],
)
def test_a_name_is_right_as_it_is(code: str, text: str, name: str) -> None:
    rule = find(code)
    assert not list(rule.propose(article(text, House(names=(name,)))))


def test_names_silence_nothing_else() -> None:
    house = House(names=("The The", "lune"))
    assert list(find("GB105").propose(article("The band met in the the hall on Monday.", house)))
    assert list(
        find("GB102").propose(article("The mill burned down. lunesome owners built it again.", house))
    )


def test_names_are_found_as_whole_words_over_line_ends() -> None:
    house = House(names=("Lo Lo", "Lo"))
    assert house.named("Lo\nLo is dark, Lolo is not, Lo is.") == [Span(0, 5), Span(28, 30)]
    assert House().named("Lo Lo") == []


def test_the_configuration_says_them(tmp_path: Path) -> None:
    (tmp_path / "misquote.toml").write_text(
        'cue-verbs = ["kvetch"]\noutlets = ["Eastmark Now"]\nnames = ["Lo Lo"]\n', encoding="utf-8"
    )
    settings = Configs().of(str(tmp_path / "a.md")).settings(str(tmp_path / "a.md"))
    assert settings.house == House(("kvetch",), ("Eastmark Now",), ("Lo Lo",))
