"""A sentence that somebody said, as a writer tells it: in the third person, and mostly in the past."""

from __future__ import annotations

import re
from collections.abc import Sequence


def spelled_out(text: str) -> str:
    """Straight apostrophes, and “I'm”, “we've”, “it's going” without their short forms."""
    text = text.replace("’", "'").replace("‘", "'")
    for short, long in (
        ("'m", " am"),
        ("'re", " are"),
        ("'ve", " have"),
        ("'ll", " will"),
        ("can't", "cannot"),
        ("won't", "will not"),
    ):
        text = re.sub(rf"(?<=\w){short}\b" if short[0] == "'" else rf"\b{short}\b", long, text)
    text = re.sub(
        r"\b(it|that|he|she|there|this|what)'s (?=not |a |an |the |going |very |so |really |been )",
        lambda m: m[1] + (" has " if m.string[m.end() :].startswith("been") else " is "),
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\b(is|are|was|were|do|does|did|has|have|had|would|could|should)n't\b", r"\1 not", text)
    return text.replace("cannot", "can not")


_OPENER = re.compile(
    r"(?:(?:And|But|So)\b,? |(?:Well|Look|Now|Yes|No|Listen|Obviously|Frankly|You know|I mean|Again|Also), )*"
    r"(?:I (?:think|believe|guess|know) (?:that )?(?=[a-z]|I\b))?"
)
# A subject with its verb soon behind: what begins otherwise is an order, a fragment or a side clause.
_SUBJECT = re.compile(
    r"(?:(?:I|We|He|She|They|It|This|That|There|These|Those) (?!(?:that|the)\b)[a-z]"
    r"|(?:The|A|An|My|Our|His|Her|Their|Every|No|Most|Many|[A-Z][a-z]+)(?: (?!that\b|who\b"
    r"|which\b)[\w'’-]+){0,4}? (?:will|would|can|could|should|is|are|was|were|has|have|had|does|did"
    r"|must)\b)"
)
_NO_SUBJECT = re.compile(
    r"(?:If|When|While|As|Because|Although|Though|After|Before|Until|Unless|Whether|What|Where|How|Why"
    r"|Who|Which|Since|For|In|On|At|By|With|From|To|Here|Some|All|One|Now|Then|Remember|Attack|\w+ly)\b"
)
_SUBJECT_VERB = re.compile(
    r"\bI((?: (?:also|just|never|always|still|really|certainly|fully|strongly|truly|personally))*) ([a-z]+)\b"
)
_PAST = re.compile(r"(?:ed|t)$")
_IRREGULAR = frozenset(
    """was had did could would should will can may might must went came saw knew thought said told made
    took got gave found left met felt kept heard ran grew became began spoke won lost cut put let
    read hurt set bet hit cost""".split()
)
_BASE_T = frozenset(
    """want expect support trust reject accept respect doubt regret get let put suspect act start vote
    commit meet fight need""".split()
)
_SHIFT = {
    "will": "would",
    "can": "could",
    "is": "was",
    "are": "were",
    "has": "had",
    "have": "had",
    "am": "was",
    "does": "did",
    "do": "did",
}


def told(sentence: str, pronoun: str, back: bool, lower: frozenset[str] = frozenset()) -> str | None:
    """What someone said in the first person as a writer tells it: “I can't go” → “she could not go”.

    Args:
        sentence: one sentence of a quotation, without marks.
        pronoun: he, she or they, for “I”.
        back: whether tenses are shifted back.
        lower: words known to be written small: a first word that is none of them may be a name.
    """
    if "‘" in sentence:
        return None
    text = spelled_out(sentence).strip().rstrip(".,!")
    text = _OPENER.sub("", text)
    if re.search(
        r"\b(?:you|your|yours|mine|ours|let's|'d|I'd)\b|[?“”\"\[\]()…:;]|'d\b|--|—| - |\.\.|\bI mean\b"
        r"|, (?:he|she|it|they|we|I|this|that|there)\b",
        text,
        re.IGNORECASE,
    ):
        return None
    text = text[:1].upper() + text[1:]
    if _NO_SUBJECT.match(text) or not _SUBJECT.match(text):
        return None

    def third(match: re.Match[str]) -> str:
        verb = match[2]
        if pronoun != "they":
            if verb == "am":
                verb = "is"
            elif verb in ("have", "do"):
                verb = {"have": "has", "do": "does"}[verb]
            elif verb not in _IRREGULAR and (verb in _BASE_T or not _PAST.search(verb)):
                verb += "es" if verb.endswith(("s", "sh", "ch", "x", "go")) else "s"
                verb = re.sub(r"([^aeiou])ys$", r"\1ies", verb)
        return f"{pronoun}{match[1]} {verb}"

    text = _SUBJECT_VERB.sub(third, text)
    if re.search(r"\bI\b", text):
        return None
    forms = {
        "he": ("him", "his", "himself"),
        "she": ("her", "her", "herself"),
        "they": ("them", "their", "themselves"),
    }[pronoun]
    for old, new in (
        ("me", forms[0]),
        ("my", forms[1]),
        ("myself", forms[2]),
        ("we", "they"),
        ("us", "them"),
        ("our", "their"),
        ("ourselves", "themselves"),
    ):
        text = re.sub(rf"\b{old}\b", new, text)
        text = re.sub(rf"\b{old.capitalize()}\b", new, text)
    if back:
        text = re.sub(
            r"\b(will|can|is|are|has|have|am|does|do)\b(?! (?:you|to)\b)",
            lambda match: _backed(match, text),
            text,
        )
    first = text.split(" ", 1)[0]
    if first.lower() in _LOWERED or first.lower() in lower:
        text = text[0].lower() + text[1:]
    return text


def _backed(match: re.Match[str], text: str) -> str:
    word = match.group()
    if re.search(r"\b(?:do|does|did)(?: not)? $", text[: match.start()]):
        return word
    if word in ("have", "do") and not re.match(
        r" (?:\w+ed|been|not|never|always|seen|had|done|made|gone|taken|got|found|lost|won)\b",
        text[match.end() :],
    ):
        before = text[: match.start()].split()[-1:]
        if before and before[0] in (
            "to",
            "will",
            "would",
            "can",
            "could",
            "should",
            "must",
            "may",
            "might",
            "not",
            "who",
        ):
            return word
    if re.search(r"\b(?:would|could|should|will|can|to|may|might|must)(?: not)? $", text[: match.start()]):
        return word
    return _SHIFT[word]


_LOWERED = frozenset(
    """the a an it this that these those they he she there my our his her their we all some many most
    every everyone everybody nobody no one people what in at on by for as once today now""".split()
)


def sentences_of(quotation: str) -> Sequence[str]:
    """The sentences of a quotation, split at plain ends."""
    return re.split(r"(?<=[a-z\d]{2}[.!?]) +(?=[A-Z])", quotation)
