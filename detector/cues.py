"""The words that report speech, as data: which verbs, in which forms, and how far each can be trusted.

The list and the grades come from counting the cues of the PolNeAR corpus (Newell et al. 2018, LREC) beside
direct, mixed and indirect quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from detector.spans import Span


class Grade(Enum):
    """How much a verb says by itself."""

    SPEECH = "speech"  # reports speech wherever it has a subject: she said, he told the paper
    ALSO = "also"  # reports speech beside a quotation or before “that”: she continued, he noted
    LABEL = "label"  # quotes a few words inside the writer's own clause: he called it “a gift”


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of one verb.

    Attributes:
        lemma: the dictionary form.
        grade: see :class:`Grade`.
        addressee: whether somebody has to be told: “told” alone reports nothing.
        form: ``base`` (say), ``s`` (says), ``past`` (said) or ``ing`` (saying).
        noun: whether the form is as often a noun (claims, reports, call).
    """

    lemma: str
    grade: Grade
    addressee: bool
    form: str
    noun: bool


# One verb an entry; irregular pasts after a colon.
_SPEECH = """say:said tell:told add ask write:wrote tweet reply respond answer explain argue declare state announce
insist warn claim acknowledge admit concede contend assert allege quip joke shout yell lament complain testify recount
retort counter vow conclude stress emphasize reiterate recall observe exclaim remark
assure inform remind opine muse"""
_ALSO = """note continue suggest predict confirm deny maintain boast confess caution charge demand urge promise
pledge wonder read:read post repeat scream chant whisper mutter object protest plead advise agree bellow bark beam blurt
chime proclaim pronounce reason report reveal signal speculate think:thought believe hope fear recommend estimate
find:found show learn:learned indicate estimate figure guess decide interject intone pray sigh laugh joke implore
thunder roar fume tease deadpan gush grumble interrupt echo specify clarify elaborate recite sum:summed start
begin:began email text blog comment message press point:pointed finish offer signal sing:sang cry snap shoot:shot
hear:heard marvel mumble murmur hint ponder crack jeer surmise mouth rule prophesy reflect enthuse theorize rejoin
retaliate exhort riff scoff remember
allow affirm attest swear:swore imply profess disclose apologize counsel"""
_LABEL = """call describe label brand dub denounce criticize praise accuse blast dismiss mock characterize deride decry
condemn slam attack hail refer compare liken blame portray cast defend thank cite quote mention reference rail express
discuss address speak:spoke talk reject deem term vow bemoan applaud tout target credit question advocate propose
promote demand oppose support want need see:saw use feel:felt consider"""

_NOUNS = frozenset(
    """call report claim answer state charge post tweet note show counter demand promise pledge claims calls
    reports answers states charges posts tweets notes shows counters demands promises pledges remarks remark text texts
    message messages comment comments estimate estimates plan figure figures fear fears hope hopes echo echoes
    signal signals start press point points finish cry hints hint joke jokes email emails blog blogs label brand
    brands labels attack attacks cast target targets credit credits question questions support use uses need needs
    address mock blame talk talks thought feel object objects counsel offer offers cites reply replies
    findings reason reasons sum guess finds find stress read reads fears laugh laughs shout shouts
    chant chants whisper protest protests repeat press vow vows sigh sighs""".split()
)
# A verb that reports speech with the word behind it only: as she put it, he went on.
PHRASAL = {
    ("put", "it"): ("put", "past"),
    ("puts", "it"): ("put", "s"),
    ("went", "on"): ("go on", "past"),
    ("goes", "on"): ("go on", "s"),
    ("pointed", "out"): ("point out", "past"),
    ("points", "out"): ("point out", "s"),
    ("chimed", "in"): ("chime in", "past"),
    ("shot", "back"): ("shoot back", "past"),
    ("fired", "back"): ("fire back", "past"),
    ("wrote", "back"): ("write back", "past"),
    ("summed", "up"): ("sum up", "past"),
}
_ADDRESSEE = frozenset(("tell", "assure", "inform", "remind"))
BE = frozenset("is are was were be been being get got getting gets".split())


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    if lemma in ("quip", "admit", "blog", "slam", "dub", "chat"):
        return lemma + lemma[-1] + "ed"
    return lemma + "ed"


def _third(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _ing(lemma: str) -> str:
    if lemma in ("quip", "admit", "blog", "slam", "dub", "begin"):
        return lemma + lemma[-1] + "ing"
    return lemma[:-1] + "ing" if lemma.endswith("e") and lemma not in ("see",) else lemma + "ing"


def conjugated(entry: str, grade: Grade) -> Iterator[tuple[str, Verb]]:
    """The forms of a verb: of ``say:said`` say, says, saying and said. Without a colon its past is regular."""
    lemma, _, past = entry.partition(":")
    forms = {"base": lemma, "s": _third(lemma), "ing": _ing(lemma), "past": past or _past(lemma)}
    for form, word in forms.items():
        yield word, Verb(lemma, grade, lemma in _ADDRESSEE, form, word in _NOUNS)


def _table() -> dict[str, Verb]:
    table: dict[str, Verb] = {}
    for grade, words in ((Grade.LABEL, _LABEL), (Grade.ALSO, _ALSO), (Grade.SPEECH, _SPEECH)):
        for entry in words.split():
            table.update(conjugated(entry, grade))
    table["written"] = table["wrote"]
    return table


VERBS: dict[str, Verb] = _table()


def phrasal(word: str, following: str) -> Verb | None:
    """The verb that two words make together, where they do."""
    found = PHRASAL.get((word, following))
    return Verb(found[0], Grade.ALSO, addressee=False, form=found[1], noun=False) if found else None


_SPEAKING = (word for word, verb in VERBS.items() if verb.grade is not Grade.LABEL)
_REPORTS = re.compile(rf"\b(?:{'|'.join(sorted(_SPEAKING))}|according to)\b", re.IGNORECASE)


def reporting_words(plain: str) -> Iterator[Span]:
    """Every word that may report speech, in text order; “according to” is one. Nouns of that form are among them."""
    return (Span(*match.span()) for match in _REPORTS.finditer(plain))


def lemma_of(cue: str, verbs: Mapping[str, Verb]) -> str:
    """The dictionary form of the first verb of speech in a cue (“has since said”: say), or else its last word."""
    words = cue.lower().split()
    if words[:2] == ["according", "to"]:
        return "according to"
    known = next((verbs[word] for word in words if word in verbs), None)
    return known.lemma if known else words[-1]
