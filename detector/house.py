"""What a newsroom adds of its own: verbs that report speech, outlets, and names with a spelling of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from detector.cues import VERBS, Grade, Verb, conjugated
from detector.spans import Span


@dataclass(frozen=True)
class House:
    """What a newsroom adds to what misquote knows.

    Attributes:
        cue_verbs: verbs that report speech wherever they have a subject, in their dictionary form; an irregular past
            behind a colon (``spin:spun``).
        outlets: names of those who report what others say, as the paper credits them; case counts, “the” doesn't.
        names: names that are right as they are written: small at the start of a sentence, with a word twice.
    """

    cue_verbs: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @cached_property
    def verbs(self) -> Mapping[str, Verb]:
        """Every form of every verb that reports speech, the newsroom's own among them."""
        own = (verb for entry in self.cue_verbs for verb in conjugated(entry, Grade.SPEECH))
        return {**VERBS, **dict(own)} if self.cue_verbs else VERBS

    def is_outlet(self, speaker: str) -> bool:
        """Whether a speaker is one of the newsroom's list."""
        return bool(self.outlets) and _without_article(speaker) in map(_without_article, self.outlets)

    def opens(self, text: str) -> bool:
        """Whether a text begins with one of the names, marks before it aside."""
        return any(span.start == 0 for span in self.named(text.lstrip("“”\"‘’'«»([ ")))

    def named(self, text: str) -> list[Span]:
        """Where the names stand in a text."""
        return [Span(*match.span()) for match in self._names.finditer(text)] if self._names else []

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        return _any_of(self.names)


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the names, as whole words, the longest that fits; white space may be a line's end."""
    shown = ["\\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(shown)})(?!\w)") if shown else None


def _without_article(name: str) -> str:
    return re.sub(r"\A[Tt]he ", "", " ".join(name.split()))
