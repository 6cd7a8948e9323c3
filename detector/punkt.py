"""NLTK's Punkt with parameters learned from news.

Punkt (Kiss and Strunk 2006, Unsupervised Multilingual Sentence Boundary Detection) decides for every full stop
whether it ends a sentence. ``python -m models.train_punkt`` learned its parameters; nothing is downloaded.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Set
from importlib.resources import files

from nltk.tokenize.punkt import (  # type: ignore[import-untyped]
    PunktLanguageVars,
    PunktParameters,
    PunktSentenceTokenizer,
)


class Punkt:
    """Where the sentences of a text end, as far as full stops tell.

    Args:
        abbreviations: in lower case, without their last full stop; those that were learned are added.

    Attributes:
        starters: words, in lower case, that often begin sentences behind an abbreviation.
    """

    def __init__(self, abbreviations: Set[str]) -> None:
        learned = json.loads(files("detector").joinpath("data/punkt.json").read_text("utf-8"))
        parameters = PunktParameters()
        parameters.abbrev_types = set(learned["abbreviations"]) | abbreviations
        parameters.collocations = {(one, other) for one, other in learned["collocations"]}
        parameters.ortho_context = defaultdict(int, learned["context"])
        parameters.sent_starters = self.starters = frozenset(learned["sentence_starters"])
        self._tokenizer = PunktSentenceTokenizer(parameters, lang_vars=_NewsVars())

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of every sentence of a text, in code points, without the white space around it."""
        yield from self._tokenizer.span_tokenize(text)


class _NewsVars(PunktLanguageVars):  # type: ignore[misc]
    """Punkt's idea of marks, with the typographic ones that its own lacks."""

    sent_end_chars = (".", "?", "!")
    re_boundary_realignment = re.compile(r"[\"')\]}”’»]+(?=\s|--|—|$)\s*", re.MULTILINE)

    @property
    def _re_non_word_chars(self) -> str:
        return r"(?:[)\";}\]\*:@\'\({\[!\?”’»“‘«—])"
