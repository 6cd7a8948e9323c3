"""Who is credited where form can't tell: questions to the tagger, and what its answers add to an article.

Rules find nine attributions in ten by form and are right in 99 of 100, so that a check asks only about the quotations
that they leave uncredited. A full reading (``every``) asks about each quotation and each reporting word: it adds
the extent of every speaker (“Adrienne Watson, a spokeswoman for the council”) and the indirect speech that no mark
shows. The labels are those of PolNeAR (Newell et al. 2018, LREC), on which the tagger was trained.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from detector.article import Article, Attribution, Cue, Quotation, QuotationKind
from detector.cues import lemma_of, reporting_words
from detector.mentions import mention_at
from detector.spans import Span
from detector.tagging import CONTENT, CUE, SPEAKER, Tagged, Window, around_cue, around_quotation

_SURE = 0.65  # mean probability of the pieces of a stretch; chosen on validation articles
_GAP = 2  # code points between two pieces of one stretch
_LEADING = " \t\n,.;:()–—-"  # a tagger's stretch may open with them; a name does not
_EDGE = re.compile(r"[,.;:—–“”\"!?]")
_IN_MARKS = (QuotationKind.DIRECT, QuotationKind.MIXED)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question to the tagger: whose is ``quotation``, or, where that is None, what does ``cue`` report."""

    window: Window
    quotation: Quotation | None
    cue: Span | None = None


def doubts(article: Article, *, every: bool = False) -> tuple[Doubt, ...]:
    """What the tagger is to be asked about an article.

    Args:
        article: with the attributions that form shows.
        every: ask about all quotations and all reporting words rather than about uncredited quotations.
    """
    plain = article.plain
    credited = {item.quotation.span for item in article.attributions if item.quotation}
    spoken = [
        quotation
        for quotation in article.quotations
        if not quotation.depth
        and (quotation.kind in _IN_MARKS or (every and quotation.kind is QuotationKind.NOT_SPEECH))
    ]
    asked = [
        Doubt(around_quotation(plain, Span(*_last_piece(quotation))), quotation)
        for quotation in spoken
        if every or quotation.span not in credited
    ]
    if every:
        inside = [part for quotation in spoken for part in quotation.contents]
        starts = [part.start for part in inside]
        for cue in reporting_words(plain):
            at = bisect_right(starts, cue.start) - 1
            if at < 0 or not inside[at].covers(cue):
                asked.append(Doubt(around_cue(plain, cue), None, cue))
    return tuple(asked)


def settle(article: Article, asked: Sequence[Doubt], answers: Iterable[Sequence[Tagged]]) -> Article:
    """The article with what the tagger's answers add; what form has found stays."""
    by_quotation: dict[Span, Attribution] = {}
    by_cue: dict[Span, Attribution] = {}
    loose = [item.cue.span for item in article.attributions if item.quotation is None]  # by form: it stays so
    for doubt, tags in zip(asked, answers, strict=True):
        made = _read(article, doubt, tags)
        if made is None:
            continue
        if doubt.quotation:
            if any(cue.overlaps(made.cue.span) for cue in loose):
                continue
            by_quotation[doubt.quotation.span] = made
        elif doubt.cue:
            by_cue[doubt.cue] = made
    if not (by_quotation or by_cue):
        return article
    kept = []
    for item in article.attributions:
        told = by_quotation.pop(item.quotation.span, None) if item.quotation else None
        told = told or next((made for cue, made in by_cue.items() if cue.overlaps(item.cue.span)), None)
        indirect = item.quotation is not None and item.quotation.kind is QuotationKind.INDIRECT
        if not (indirect and by_cue):  # else the tagger's stands for it
            kept.append(_extended(item, told))
    new = [*by_quotation.values(), *by_cue.values()]
    quotations = [item.quotation for item in by_cue.values() if item.quotation]
    return replace(
        article,
        quotations=tuple(sorted({*article.quotations, *quotations}, key=lambda quotation: quotation.span)),
        attributions=tuple(sorted([*kept, *new], key=lambda item: item.place)),
    )


def _last_piece(quotation: Quotation) -> tuple[int, int]:
    """The last piece of a quotation with its marks: its clause stands beside it."""
    if len(quotation.contents) == 1:
        return quotation.span.start, quotation.span.end
    return quotation.contents[-1].start - 1, quotation.span.end


def _read(article: Article, doubt: Doubt, tags: Sequence[Tagged]) -> Attribution | None:
    """The attribution that an answer spells out; None where cue or speaker is missing."""
    speaker, cue = _stretch(doubt.window, tags, SPEAKER), _stretch(doubt.window, tags, CUE)
    cue = doubt.cue or cue
    speaker = _opened(article.plain, speaker) if speaker else None
    if speaker is None or cue is None:
        return None
    quotation = doubt.quotation
    if quotation is None:
        contents = tuple(sorted(_stretches(doubt.window, tags, CONTENT)))
        if not contents:
            return None
        quotation = Quotation(contents, contents[0].join(contents[-1]), QuotationKind.INDIRECT)
    credited = mention_at(article.document, _whole(article, speaker, doubt.window))
    return Attribution(
        quotation,
        Cue(cue, lemma_of(cue.of(article.plain), article.house.verbs)),
        credited,
        credited,
        _clause(speaker.join(cue), quotation),
    )


def _opened(plain: str, speaker: Span) -> Span | None:
    """A speaker without the marks that the tagger put before the name; None where nothing else is there."""
    left = speaker.of(plain).lstrip(_LEADING)
    return Span(speaker.end - len(left), speaker.end) if left else None


def _whole(article: Article, speaker: Span, window: Window) -> Span:
    """A speaker with what is added to the name: not over the end of a sentence, on to a comma where the window ends.

    The comma that closes an addition counts in, as the corpus has it.
    """
    plain = article.plain
    at = bisect_right(article.sentences, speaker.start, key=lambda sentence: sentence.span.start) - 1
    last = article.sentences[at].span.end if at >= 0 else speaker.end
    end = min(speaker.end, max(last, speaker.start + 1))
    if end == window.pieces[-1].end and (edge := _EDGE.search(plain, end, last)):
        end = edge.start()
    end = speaker.start + len(plain[speaker.start : end].rstrip(" .,"))
    if "," in plain[speaker.start : end] and plain[end : end + 1] == ",":
        end += 1
    return Span(speaker.start, end)


def _clause(clause: Span, quotation: Quotation) -> Span:
    """A clause without the quotation that it may reach around."""
    if not clause.overlaps(quotation.span):
        return clause
    if clause.start < quotation.span.start:
        return Span(clause.start, quotation.span.start)
    return Span(min(quotation.span.end, clause.end - 1), clause.end)


def _extended(item: Attribution, told: Attribution | None) -> Attribution:
    """What form has found, with the extent of the speaker where the tagger means the same one."""
    if told is None or told.speaker is None or item.speaker is None or told.speaker.extent is None:
        return item
    if not told.speaker.extent.overlaps(item.speaker.span):
        return item
    return replace(item, speaker=replace(item.speaker, extent=told.speaker.extent))


def _stretch(window: Window, tags: Sequence[Tagged], label: int) -> Span | None:
    """The stretch of one label that the tagger is surest of; the longer of two counts more."""
    found = _runs(tags, label)
    best = max(found, key=lambda run: sum(share for _, share in run), default=None)
    if best is None or sum(share for _, share in best) < _SURE * len(best):
        return None
    return window.locate(best[0][0].join(best[-1][0]))


def _stretches(window: Window, tags: Sequence[Tagged], label: int) -> list[Span]:
    runs = [run for run in _runs(tags, label) if len(run) > 1]
    return [span for run in runs if (span := window.locate(run[0][0].join(run[-1][0])))]


def _runs(tags: Sequence[Tagged], label: int) -> list[list[tuple[Span, float]]]:
    """The unbroken rows of pieces whose likeliest label is ``label``."""
    runs: list[list[tuple[Span, float]]] = []
    for tag in tags:
        if max(tag.shares) != tag.shares[label]:
            continue
        piece = (tag.span, tag.shares[label])
        if runs and tag.span.start - runs[-1][-1][0].end <= _GAP:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs
