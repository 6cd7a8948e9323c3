"""Measure the extraction of quotations against the attributions of PolNeAR (Newell et al. 2018, LREC) and GUM.

For direct quotations, mixed ones, indirect ones with a reporting word (:func:`detector.cues.reporting_words`), and
every attribution with a reporting word:

* recall: the share of the marked attributions at least half of which is extracted and credited by one clause: of
  direct and mixed ones the code points in quotation marks count, of the others the whole content;
* content exact: the share of the found ones whose content is the marked one to the letter, marks and punctuation aside;
* precision: the share of the extracted ones at least half of which somebody marked as anybody's words;
* speaker: among those found whose speaker is marked too, the share that overlaps, that is the same span with all that
  is added to a name (“Ana Lund, who owns the mill,”), and that is the same up to what is added.

The corpus computes direct and mixed from " and “ only; what stands in two single marks counts here too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detector.article import Article, Attribution, QuotationKind
from detector.credits import doubts, settle
from detector.cues import reporting_words
from detector.document import Document
from detector.marks import pairs
from detector.quotation import extract
from detector.readers import read_text
from detector.spans import Span
from detector.tagging import Tagger
from models.pairs import of_split

ALL, INDIRECT = "with a cue", "indirect"
_KINDS = {"direct": QuotationKind.DIRECT, "mixed": QuotationKind.MIXED}
_CONTEXT = 120
_ADDED = re.compile(r",| \(| who\b")


@dataclass(frozen=True, slots=True)
class Marked:
    """An attribution that somebody marked by hand; spans point into the plain text.

    ``reported`` tells whether a reporting word is among its cue.
    """

    kind: str
    content: tuple[Span, ...]
    speaker: Span | None
    reported: bool


def marked(document: Document, row: dict[str, Any]) -> list[Marked]:
    """The attributions of an article that hold quotation marks, without those that lie in text no reader kept."""
    place = places(document)
    found = []
    for item in row["attributions"]:
        content = [span for part in item["content_parts"] if (span := place(part))]
        speaker = place(item["speaker"]) if item["speaker"] else None
        if content:
            cue = " ".join(row["text"][first:last] for first, last in item["cue_parts"] or ())
            kind = _kind(document.plain, content, item["kind"])
            found.append(Marked(kind, tuple(content), speaker, any(reporting_words(cue))))
    return found


def _kind(plain: str, content: Sequence[Span], kind: str) -> str:
    text = plain[content[0].start : content[-1].end]
    if kind in _KINDS or "''" not in text:
        return kind
    return "direct" if text.startswith("''") and text.endswith("''") else "mixed"


def places(document: Document) -> Callable[[Sequence[int]], Span | None]:
    """A function from ``[start, end]`` in the file to the span in the plain text."""
    to_plain: dict[int, int] = {}
    for run in document.runs:
        if run.length == run.size:
            to_plain.update(
                zip(range(run.start, run.start + run.size), range(run.at, run.at + run.length), strict=True)
            )

    def place(part: Sequence[int]) -> Span | None:
        inside = [to_plain[at] for at in range(*part) if at in to_plain]
        return Span(inside[0], inside[-1] + 1) if inside else None

    return place


def shared(some: Iterable[Span], others: Sequence[Span]) -> int:
    """How many code points two sets of spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)


def read(document: Document, tagger: Tagger | None) -> Article:
    """Everything that extraction finds: by form, and by the tagger's full reading where there is a tagger."""
    article = extract(document)
    if tagger is None:
        return article
    asked = doubts(article, every=True)
    return settle(article, asked, tagger.tag([doubt.window for doubt in asked]))


def measure(article: Article, gold: Sequence[Marked], counts: Counter[str]) -> Iterator[str]:
    """Count hits and misses of one article, and describe each miss of a direct or mixed quotation in a line."""
    plain = article.plain
    said = [
        item
        for item in article.attributions
        if item.quotation and item.quotation.kind is not QuotationKind.INDIRECT
    ]
    in_marks = [
        Span(pair.open.end, pair.close.start)
        for pair in pairs(article.document)
        if pair.open and pair.close and not pair.depth
    ]
    by_clause: dict[Span, list[Attribution]] = {}
    for item in said:
        by_clause.setdefault(item.clause, []).append(item)
    by_cue: dict[Span, list[Attribution]] = {}
    for item in article.attributions:
        by_cue.setdefault(item.cue.span, []).append(item)
    for one in gold:
        if one.reported:
            _found(ALL, one, one.content, by_cue.values(), plain, counts)
            if one.kind == INDIRECT:
                _found(INDIRECT, one, one.content, by_cue.values(), plain, counts)
        if one.kind in _KINDS:
            quoted = [cut for part in one.content for mark in in_marks if (cut := _cut(part, mark))]
            if line := _found(one.kind, one, quoted or one.content, by_clause.values(), plain, counts):
                yield line
    everything = [part for one in gold for part in one.content]
    for group in by_cue.values():
        if any(reporting_words(group[0].cue.span.of(plain))) and any(item.quotation for item in group):
            content = _union(group)
            right = 2 * shared(content, everything) >= sum(map(len, content))
            indirect = all(
                item.quotation is None or item.quotation.kind is QuotationKind.INDIRECT for item in group
            )
            for kind in (ALL, INDIRECT) if indirect else (ALL,):
                counts[f"{kind} extracted"] += 1
                counts[f"{kind} right"] += right
    for item in said:
        kind = next(
            name
            for name, kind in _KINDS.items()
            if item.quotation and item.quotation.kind in (kind, QuotationKind.NOT_SPEECH)
        )
        counts[f"{kind} extracted"] += 1
        right = 2 * shared(_contents(item), everything) >= sum(map(len, _contents(item)))
        counts[f"{kind} right"] += right
        if not right:
            yield f"{kind} ALARM  {item.clause.of(plain)!r}  {_show(plain, _contents(item)[0])}"


def _found(
    kind: str,
    one: Marked,
    content: Sequence[Span],
    groups: Iterable[Sequence[Attribution]],
    plain: str,
    counts: Counter[str],
) -> str | None:
    """Count one marked attribution; a line that describes it where it is missed or credited otherwise."""
    counts[f"{kind} marked"] += 1
    near = [group for group in groups if any(item.quotation for item in group)]
    best = max(near, key=lambda group: shared(_union(group), content), default=None)
    if best is None or 2 * shared(_union(best), content) < sum(map(len, content)):
        return f"{kind} MISSED  {_show(plain, content[0])}"
    counts[f"{kind} found"] += 1
    counts[f"{kind} exact content"] += _letters(plain, _union(best)) == _letters(plain, content)
    if one.speaker is None:
        return None
    counts[f"{kind} with speaker"] += 1
    speaker = next((item.speaker for item in best if item.speaker), None)
    extent = (speaker.extent or speaker.span) if speaker else None
    counts[f"{kind} overlapping"] += bool(extent and extent.overlaps(one.speaker))
    counts[f"{kind} exact"] += extent == one.speaker
    head = _head(one.speaker.of(plain))
    counts[f"{kind} head"] += bool(speaker and speaker.span.of(plain) == head)
    if extent == one.speaker:
        return None
    label = "inexact" if extent and extent.overlaps(one.speaker) else "SPEAKER"
    got = extent.of(plain) if extent else None
    return f"{kind} {label}  got {got!r}, want {one.speaker.of(plain)!r}  {_show(plain, content[0].join(one.speaker))}"


def _letters(plain: str, content: Iterable[Span]) -> set[int]:
    return {at for span in content for at in range(span.start, span.end) if plain[at].isalnum()}


def _union(group: Iterable[Attribution]) -> list[Span]:
    """The contents of attributions that share a clause or a cue, each place once."""
    merged: list[Span] = []
    for span in sorted(part for item in group for part in _contents(item)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = merged[-1].join(span)
        else:
            merged.append(span)
    return merged


def _contents(item: Attribution) -> tuple[Span, ...]:
    return item.quotation.contents if item.quotation else ()


def _head(speaker: str) -> str:
    """A marked speaker without what is added behind a comma, a bracket or “who”."""
    return _ADDED.split(speaker, maxsplit=1)[0]


def _cut(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def _show(plain: str, span: Span) -> str:
    around = (
        plain[max(span.start - _CONTEXT, 0) : span.start],
        span.of(plain),
        plain[span.end : span.end + _CONTEXT],
    )
    return "{}[[{}]]{}".format(*around).replace("\n", "⏎")


def figures(counts: Counter[str]) -> dict[str, float]:
    """The measured shares, by name and in the order of a table."""

    def share(part: str, whole: str) -> float:
        return counts[part] / max(counts[whole], 1)

    made = {}
    for kind in (*_KINDS, INDIRECT, ALL):
        recall = share(f"{kind} found", f"{kind} marked")
        precision = share(f"{kind} right", f"{kind} extracted")
        made |= {
            f"{kind}: recall": recall,
            f"{kind}: precision": precision,
            f"{kind}: F1": 2 * recall * precision / max(recall + precision, 1e-9),
            f"{kind}: content exact": share(f"{kind} exact content", f"{kind} found"),
            f"{kind}: speaker overlapping": share(f"{kind} overlapping", f"{kind} with speaker"),
            f"{kind}: speaker exact": share(f"{kind} exact", f"{kind} with speaker"),
            f"{kind}: speaker up to additions": share(f"{kind} head", f"{kind} with speaker"),
        }
    return made


def evaluate(
    data: Path, split: str, tagger: Tagger | None, articles: int | None = None
) -> tuple[dict[str, float], list[str]]:
    """The figures of a split, and a line for every miss."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for row in of_split(data, "quotes", split)[:articles]:
        document = read_text(row["text"], path=row["id"], format="plaintext")
        wrong += measure(read(document, tagger), marked(document, row), counts)
    return figures(counts), wrong
