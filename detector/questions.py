"""The questions that rules ask of the model, as premise and hypothesis.

One place words them, for the rules and for training alike: a model answers best what it was taught to answer.
The place that is asked about stands between bars. The embedded model lower-cases its input, so what case
would have told is written down: ``^`` before a place that starts in lower case; ``¶`` stands for the start or
the end of a paragraph.
"""

from __future__ import annotations

from detector.nli import Pair

PARAGRAPH = "¶"
_OPENING = "“”\"‘’'«»„([*_ "


def spoken_by(before: str, quotation: str, after: str, speaker: str) -> Pair:
    """Ask whether the marked quotation, with its attribution, is ``speaker``'s.

    ``before`` and ``after`` are the passage around it, as much of it as there is.
    """
    return Pair(_passage(before, quotation, after), f"{_first_words(speaker, 12)} said the marked words.")


def fits_pronoun(before: str, quotation: str, after: str, pronoun: str) -> Pair:
    """Ask whether ``pronoun`` (he, she, …) can stand for the speaker of the marked quotation."""
    return Pair(
        _passage(before, quotation, after), f"The marked speaker is rightly called {pronoun.lower()}."
    )


def supports(quotation: str, paraphrase: str) -> Pair:
    """Ask whether a quotation bears out the paraphrase that leads to it: plain inference between two sentences."""
    return Pair(_middle_cut(quotation, 60, 30), _first_words(paraphrase, 40))


def _passage(before: str, quotation: str, after: str) -> str:
    head = _last_words(before, 45) or PARAGRAPH
    tail = _first_words(after, 16) or PARAGRAPH
    return f"{head} | {_with_case(_middle_cut(quotation, 40, 20))} | {tail}"


def _with_case(text: str) -> str:
    first = text.lstrip(_OPENING)[:1]
    return f"^ {text}" if first.islower() else text


def _first_words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])


def _last_words(text: str, count: int) -> str:
    return " ".join(text.split()[-count:])


def _middle_cut(text: str, head: int, tail: int) -> str:
    words = text.split()
    if len(words) <= head + tail:
        return " ".join(words)
    return " ".join((*words[:head], "…", *words[-tail:]))
