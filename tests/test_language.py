"""English is told from other languages, however short of function words a text is."""
# ruff: noqa: E501  (full-width letters count double)

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from detector.check import NOT_ENGLISH, Checker
from detector.cli import cli
from detector.language import is_english

# Written for this test; each says that the council met, argued about the mill and went home.
OTHERS = {
    "German": "Der Stadtrat hat sich am Montag getroffen und lange über die alte Mühle gestritten. Am Ende sagte die "
    "Bürgermeisterin, man werde im Mai wieder zusammenkommen, und alle gingen nach Hause. In der Stadt will nun jeder "
    "wissen, was aus der Mühle wird und wer die Rechnung bezahlen soll.",
    "French": "Le conseil municipal s'est réuni lundi et a longtemps discuté du vieux moulin. À la fin, la maire a dit "
    "que l'on se retrouverait en mai, et tout le monde est rentré à la maison. Chacun veut maintenant savoir ce que "
    "deviendra le moulin et qui paiera la facture.",
    "Spanish": "El ayuntamiento se reunió el lunes y discutió mucho sobre el viejo molino. Al final la alcaldesa dijo "
    "que volverían a verse en mayo, y todos se fueron a casa. Ahora todo el mundo quiere saber qué será del molino y "
    "quién va a pagar la cuenta.",
    "Italian": "Il consiglio comunale si è riunito lunedì e ha discusso a lungo del vecchio mulino. Alla fine la sindaca "
    "ha detto che si sarebbero rivisti a maggio, e tutti sono tornati a casa. Adesso ognuno vuole sapere che cosa sarà "
    "del mulino e chi pagherà il conto.",
    "Dutch": "De gemeenteraad kwam maandag bijeen en praatte lang over de oude molen. Op het eind zei de burgemeester "
    "dat men elkaar in mei weer zou zien, en iedereen ging naar huis. Nu wil de hele stad weten wat er van de molen "
    "wordt en wie de rekening zal betalen.",
    "Swedish": "Kommunfullmäktige träffades i måndags och talade länge om den gamla kvarnen. Till slut sade borgmästaren "
    "att man skulle ses igen i maj, och alla gick hem. Nu vill hela staden veta vad det blir av kvarnen och vem som "
    "ska betala räkningen för allt detta.",
    "Polish": "Rada miasta zebrała się w poniedziałek i długo rozmawiała o starym młynie. Na koniec burmistrzyni "
    "powiedziała, że spotkają się znowu w maju, i wszyscy poszli do domu. Teraz całe miasto chce wiedzieć, co stanie "
    "się z młynem i kto zapłaci za to rachunek, bo nikt nie chce.",
    "Turkish": "Belediye meclisi pazartesi günü toplandı ve eski değirmen hakkında uzun uzun tartıştı. Sonunda belediye "
    "başkanı mayıs ayında yeniden buluşacaklarını söyledi ve herkes evine gitti. Şimdi bütün kent değirmenin ne "
    "olacağını ve faturayı kimin ödeyeceğini bilmek istiyor, kimse ödemek istemiyor, herkes bekliyor.",
    "Russian": "Городской совет собрался в понедельник и долго спорил о старой мельнице. В конце мэр сказала, что они "
    "встретятся снова в мае, и все пошли домой.",
    "Chinese": "市议会星期一开会，就老磨坊的问题争论了很久。最后市长说五月再开会，大家就回家了。现在全城的人都想知道磨坊会怎么样，"
    "也想知道谁来付这笔钱。没有人愿意付，大家都在等。",
    "Arabic": "اجتمع مجلس المدينة يوم الاثنين وتجادل طويلا حول الطاحونة القديمة. وفي النهاية قالت رئيسة البلدية إنهم سيجتمعون مرة أخرى "
    "في مايو، وذهب الجميع إلى بيوتهم.",
}  # fmt: skip
ENGLISH = (
    "The council met on Monday and argued about the old mill for hours. In the end the mayor said that they would meet "
    "again in May, and everybody went home. Now the whole town wants to know what will become of the mill."
)


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_told(language: str) -> None:
    assert not is_english(OTHERS[language])


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "",
        "Madame Legrand, chef de cuisine.",
        f"{ENGLISH} “{OTHERS['French'][:120]}” {ENGLISH}",
        "Council mill argue said mayor the again it May of home the town will know with what the mill becomes. "
        * 3,
    ],
    ids=["plain", "empty", "short", "quotes French", "machine English"],
)
def test_english_is_english(text: str) -> None:
    assert is_english(text)


def test_a_long_text_is_told_from_all_its_parts() -> None:
    assert not is_english(ENGLISH + "\n\n" + (OTHERS["German"] + "\n\n") * 400)
    assert is_english(OTHERS["German"] + "\n\n" + (ENGLISH + "\n\n") * 400)


def test_one_note_and_no_findings() -> None:
    report = Checker().check_text(OTHERS["German"] + " sagte er. Müller.")
    assert report.findings == ()
    assert report.notes == (NOT_ENGLISH,)
    assert report.error is None


def test_the_command_says_so_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OTHERS["Spanish"], encoding="utf-8")
    (tmp_path / "b.txt").write_text("They met met on Monday.", encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", "--select", "GB105", str(tmp_path)])
    assert result.exit_code == 1
    assert "a.txt" in result.stderr
    assert "not English" in result.stderr
    assert "GB105" in result.stdout
