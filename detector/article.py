"""An article as the rules see it: sentences, quotations and attributions over one plain text.

All spans point into ``document.plain``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from detector.document import Block, Document
from detector.house import House
from detector.spans import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; closing marks belong to it, the white space around it doesn't.

    ``block`` is the index of its block in ``document.blocks``; ``text`` is what stands at ``span``.
    """

    span: Span
    block: int
    text: str


class QuotationKind(str, Enum):
    """How much of what was said stands between marks."""

    DIRECT = "direct"  # all of it, as a sentence or more: “We will appeal,” she said.
    MIXED = "mixed"  # a part, inside the writer's own clause: He called it “a gift to polluters.”
    INDIRECT = "indirect"  # none: She said the company would appeal.
    NOT_SPEECH = "not speech"  # a title of a work, a nickname, a term, a scare quote


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody is reported to have said, or marks that look like it.

    Attributes:
        contents: the pieces, marks left out, in order; more than one where the attribution or a paragraph
            break interrupts. Never empty.
        span: from the first opening mark to the last closing mark, both included (indirect: the content).
        kind: see :class:`QuotationKind`.
        closed: whether the last mark that opened was closed.
        depth: 0 for the outermost marks, 1 for a quotation within a quotation, and so on.
    """

    contents: tuple[Span, ...]
    span: Span
    kind: QuotationKind
    closed: bool = True
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """The word or words that report speech: “said”, “told”, “according to”, a bare colon.

    ``lemma`` is the dictionary form (``say``), or ``according to`` or ``:``.
    """

    span: Span
    lemma: str


class SpeakerForm(str, Enum):
    """How a speaker is named."""

    NAME = "name"  # Anna Reyes; Gov. Reyes; Ms. Watson
    DESCRIPTION = "description"  # the senator; a spokesman for the ministry; officials
    ORGANISATION = "organisation"  # the New York Times; Interfax; the White House
    PRONOUN = "pronoun"  # he, she, they, it, I, we


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is credited: the mention's span, its text, and its form.

    ``extent`` is the mention with all that is added to it (“Ana Lund, who owns the mill,”), where that is known.
    """

    span: Span
    text: str
    form: SpeakerForm
    extent: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A quotation, its cue and its speaker.

    Attributes:
        quotation: None where a clause that can only report speech has nothing to attach to (“she said.”).
        cue: never None. speaker: None where nobody is named (“it was reported that”). referent: for a pronoun
        or a description, the fuller mention earlier in the passage that it most likely means; the
            speaker itself otherwise.
        clause: the reporting clause: speaker, cue and what belongs to them (“she said in a statement
            on Friday.”), without the quotation; closing full stop included.
    """

    quotation: Quotation | None
    cue: Cue
    speaker: Speaker | None
    referent: Speaker | None
    clause: Span

    @property
    def by_name(self) -> Speaker | None:
        """The speaker; of “the manager, Liam Treacy” the name."""
        speaker, meant = self.speaker, self.referent
        apposed = (
            speaker and meant and meant.form is SpeakerForm.NAME and meant.span.start > speaker.span.start
        )
        return meant if apposed else speaker

    @property
    def place(self) -> Span:
        """Where it stands in the order of the text: its quotation's span, or its clause's without one."""
        return self.quotation.span if self.quotation else self.clause


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """A document with all that extraction found in it; each tuple is in text order.

    ``house`` is what the newsroom that wrote it adds of its own, ``mentions`` everybody whom the article names. An
    article equals nothing but itself.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    house: House = field(default_factory=House)
    mentions: tuple[Speaker, ...] = ()

    @property
    def plain(self) -> str:
        """The text that every span of the article points into."""
        return self.document.plain

    def block_of(self, sentence: Sentence) -> Block:
        """The block that a sentence stands in."""
        return self.document.blocks[sentence.block]
