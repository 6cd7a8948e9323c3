"""NLTK's Punkt with parameters learned from news.

Punkt (Kiss and Strunk 2006, Unsupervised Multilingual Sentence Boundary Detection) decides for every full stop
whether it ends a sentence. ``python -m models.train_punkt`` learned its parameters; nothing is downloaded.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Set
from contextlib import suppress
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING


def _alone(package: str, module: str) -> ModuleType:
    """A module of a package's subpackage, without all that importing the packages would run.

    All of NLTK takes longer to import than an article to check. Packages that hold nothing but their place stand in
    for it while the module is imported; whoever imports NLTK afterwards gets the whole of it, and so does this module
    where it needs more than that.
    """
    spec = find_spec(package)
    if package not in sys.modules and spec is not None and spec.submodule_search_locations:
        inner = module.rpartition(".")[0]
        for name in (package, inner):
            below = name.split(".")[1:]
            sys.modules[name] = ModuleType(name)
            sys.modules[name].__path__ = [
                str(Path(folder, *below)) for folder in spec.submodule_search_locations
            ]
        with suppress(ImportError, AttributeError):
            try:
                return importlib.import_module(module)
            finally:
                for name in list(sys.modules):  # a copy: other threads may be importing as well
                    if name.partition(".")[0] == package:
                        del sys.modules[name]
    return importlib.import_module(module)


if TYPE_CHECKING:
    from nltk.tokenize import punkt as nltk_punkt  # type: ignore[import-untyped]
else:
    nltk_punkt = _alone("nltk", "nltk.tokenize.punkt")


class Punkt:
    """Where the sentences of a text end, as far as full stops tell.

    Args:
        abbreviations: in lower case, without their last full stop; those that were learned are added.

    Attributes:
        starters: words, in lower case, that often begin sentences behind an abbreviation.
    """

    def __init__(self, abbreviations: Set[str]) -> None:
        learned = json.loads(files("detector").joinpath("data/punkt.json").read_text("utf-8"))
        parameters = nltk_punkt.PunktParameters()
        parameters.abbrev_types = set(learned["abbreviations"]) | abbreviations
        parameters.collocations = {(one, other) for one, other in learned["collocations"]}
        parameters.ortho_context = defaultdict(int, learned["context"])
        parameters.sent_starters = self.starters = frozenset(learned["sentence_starters"])
        self._tokenizer = nltk_punkt.PunktSentenceTokenizer(parameters, lang_vars=_NewsVars())

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of every sentence of a text, in code points, without the white space around it."""
        yield from self._tokenizer.span_tokenize(text)


class _NewsVars(nltk_punkt.PunktLanguageVars):  # type: ignore[misc]
    """Punkt's idea of marks, with the typographic ones that its own lacks."""

    sent_end_chars = (".", "?", "!")
    re_boundary_realignment = re.compile(r"[\"')\]}”’»]+(?=\s|--|—|$)\s*", re.MULTILINE)

    @property
    def _re_non_word_chars(self) -> str:
        return r"(?:[)\";}\]\*:@\'\({\[!\?”’»“‘«—])"
