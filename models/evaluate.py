"""Measure everything in one table: ``python -m models.evaluate --data DIR --split test [--model MODEL …]``.

One column for the embedded model, and one for each ``--model``. The rows:

* extraction, against attributions marked by hand (:mod:`models.extraction`);
* judging: precision, recall and F1 of every rule on planted defects, recall at given precisions, and the expected
  calibration error of its scores (:mod:`models.planted`);
* alarms on clean news for 1,000 sentences; published copy has slips of its own, so read what ``--show FILE`` writes
  down before calling an alarm false;
* single sentences: fragments that are right as they are, and rated machine translation;
* real passages: which share of the labelled defects of a class is marked (a finding overlaps the defect or its
  sentence), by any rule and by its own, and which share of the right passages is flagged;
* general inference: accuracy on the standard test sets; two-way sets take neutral and contradiction as one;
* speed: words a second over the clean articles.

``--card FILE`` writes the table between the two benchmark comments of a Markdown file.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from detector.backends import load
from detector.finding import Finding
from detector.nli import Nli, Pair, Verdict
from detector.proofreading import Proofreader, evidence, passage, unsound
from detector.readers import read_text
from detector.rules import RULES
from detector.segment import sentences
from detector.tagging import Tagger
from models import extraction
from models.pairs import LABELS, of_split, read_jsonl, split_of
from models.planted import Planted, calibration_error, check, judged, pool

Figures = dict[str, float]
CLASSES = {
    "conflicting_attribution": ("MQ101", "MQ108"),
    "doubled_cue": ("MQ108", "MQ101"),
    "dangling_attribution": ("MQ102",),
    "wrong_speaker": ("MQ103",),
    "pronoun_mismatch": ("MQ104",),
    "truncated_end": ("GB101",),
    "missing_start": ("GB102",),
    "stray_fragment": ("GB103",),
    "word_salad": ("GB104",),
    "duplicate": ("GB105",),
    "mojibake": ("GB106",),
    "unbalanced_quotes": ("GB107",),
}
_ATTRIBUTION = tuple(name for name, codes in CLASSES.items() if codes[0].startswith("MQ"))
_SENTENCES = ("GB101", "GB102", "GB103", "GB104")
_FEWEST_SENTENCES = 300  # of a publisher that has a row of its own
_CONTEXT = 160
_OPEN, _CLOSE = "<!-- benchmark -->", "<!-- /benchmark -->"
_ON = {rule.code for rule in RULES if rule.default}


def on_extraction(nli: Nli, data: Path, split: str, articles: int | None) -> Figures:
    """The figures of :func:`models.extraction.evaluate`; a model without a tagger reads by form alone."""
    made, _ = extraction.evaluate(data, split, nli if isinstance(nli, Tagger) else None, articles)
    return {f"extraction, {name}": value for name, value in made.items()}


def on_planted(nli: Nli, made: list[Planted]) -> Figures:
    """Judging, rule by rule."""
    figures: Figures = {}
    results = judged(nli, made)
    for rule in RULES:
        result = results[rule.code]
        if not result.planted:
            continue
        figures |= {
            f"{rule.code}, planted": result.planted,
            f"{rule.code}, precision": result.precision,
            f"{rule.code}, recall": result.recall,
            f"{rule.code}, F1": result.f1,
            f"{rule.code}, recall at precision .90": result.recall_at(0.90),
            f"{rule.code}, recall at precision .95": result.recall_at(0.95),
            f"{rule.code}, calibration error": result.calibration_error(),
        }
        if len(result.kinds) > 1:
            figures |= {
                f"{rule.code}, {kind.replace('_', ' ')} ({len(marked)}), by any rule": fmean(marked)
                for kind, marked in sorted(result.kinds.items())
            }
    together = [one for code, result in results.items() if code in _ON for one in result.findings]
    return figures | {"all rules that are on, calibration error": calibration_error(together)}


def on_clean_news(nli: Nli, rows: list[dict[str, Any]], show: Path | None) -> Figures:
    """Alarms for 1,000 sentences, and words a second; each alarm with its context goes to ``show``."""
    counts: Counter[str] = Counter()
    garbled: Counter[str] = Counter()
    sentences_of: Counter[str] = Counter()
    total, began, lines = 0, time.monotonic(), []
    for row, report in zip(rows, check(nli, (row["text"] for row in rows)), strict=True):
        total += report.sentences
        sentences_of[row["source"]] += report.sentences
        for finding in report.findings:
            counts[finding.rule] += 1
            garbled[row["source"]] += finding.rule in _SENTENCES
            place = _in_context(report.source, finding)
            lines.append(f"{finding.rule} {finding.score:.2f} {row['id']}\n{place}\n")
    seconds = time.monotonic() - began
    if show:
        show.write_text("\n".join(sorted(lines)), encoding="utf-8")
    figures: Figures = {"clean news, sentences": total}
    for source, count in sentences_of.most_common():
        if count >= _FEWEST_SENTENCES:
            figures[f"alarms for 1,000 sentences, GB101 to GB104, {source}"] = 1000 * garbled[source] / count
    for rule in RULES:
        name = rule.code if rule.default else f"{rule.code} (off)"
        figures[f"alarms for 1,000 sentences, {name}"] = 1000 * counts[rule.code] / total
    for family in ("MQ", "GB"):
        alarms = sum(count for code, count in counts.items() if code in _ON and code.startswith(family))
        figures[f"alarms for 1,000 sentences, all {family} that are on"] = 1000 * alarms / total
    return figures | {"words a second, all rules": sum(len(row["text"].split()) for row in rows) / seconds}


def _in_context(text: str, finding: Finding) -> str:
    before, after = text[max(finding.start - _CONTEXT, 0) : finding.start], text[finding.end :][:_CONTEXT]
    return f"{before}⟦{finding.text}⟧{after}"


def on_real_passages(nli: Nli, folder: Path) -> Figures:
    """Recall by class, by any rule and by the class's own, and the right passages flagged; of rules that are on."""
    rows = [row for row in read_jsonl(folder / "defects_dev.jsonl") if not row.get("borderline")]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row, report in zip(rows, check(nli, (row["text"] for row in rows)), strict=True):
        findings = [finding for finding in report.findings if finding.rule in _ON]
        for defect in row["defects"]:
            start, end = _sentence_around(report.source, defect["start"], defect["end"])
            hits = {finding.rule for finding in findings if finding.start < end and start < finding.end}
            found[defect["class"]]["all"] += 1
            found[defect["class"]]["any"] += bool(hits)
            found[defect["class"]]["own"] += not hits.isdisjoint(CLASSES[defect["class"]])
    right = list(read_jsonl(folder / "right_dev.jsonl"))
    flagged: Counter[str] = Counter()
    for report in check(nli, (row["text"] for row in right)):
        flagged.update({finding.rule[:2] for finding in report.findings if finding.rule in _ON})
    figures: Figures = {}
    groups = {name: (name,) for name in CLASSES} | {"attributions": _ATTRIBUTION, "all": tuple(CLASSES)}
    for name, classes in groups.items():
        whole = sum(found[one]["all"] for one in classes)
        for way in ("any", "own"):
            share = sum(found[one][way] for one in classes) / whole
            figures[f"real passages, {name.replace('_', ' ')} ({whole}), by {way} rule"] = share
    for family in ("MQ", "GB"):
        figures[f"real passages, right ones flagged by {family}"] = flagged[family] / len(right)
    return figures


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences that a labelled place touches."""
    document = read_text(text, path="-", format="plaintext")
    for sentence in sentences(document):
        span = document.locate(sentence.span)
        if span.start < end and start < span.end:
            start, end = min(start, span.start), max(end, span.end)
    return start, end


def on_single_sentences(nli: Nli, folder: Path, split: str) -> Figures:
    """Legitimate fragments and sentences of GUM that the rules call garbled, each alone; and how well the proofreader
    tells translations of news that raters call garbled from those that they call fine (area under the ROC curve)."""
    figures: Figures = {}
    rows = [row for row in read_jsonl(folder / "gum_sentence_types.jsonl.gz") if row["text"].split()]
    held_out = [row for row in rows if split_of(row["text"]) == split] if split != "train" else rows
    for label, name in (("fragment", "legitimate fragments"), ("ok", "sentences of GUM")):
        texts = [row["text"] for row in held_out if row["label"] == label]
        called = sum(
            any(finding.rule in _SENTENCES for finding in report.findings) for report in check(nli, texts)
        )
        figures[f"{name} ({len(texts)}) called garbled"] = called / len(texts)
    if isinstance(nli, Proofreader):
        rated = list(read_jsonl(folder / "mqm_wmt23_news_zhen.jsonl.gz"))
        shown = [
            passage("", " ".join(row["text"].split()), "", opens=True, closes=True, doubt=0.0)
            for row in rated
        ]
        scores = [evidence(map(unsound, words)) for words in nli.proofread(shown)]
        garbled = [row["label"] == "garbled" for row in rated]
        figures[f"rated translations of news ({len(rated)}), area under the curve"] = area(scores, garbled)
    return figures


def area(scores: Sequence[float], wanted: Sequence[bool]) -> float:
    """The area under the ROC curve: how often a wanted one scores above one that is not, ties by half.

    >>> area([0.9, 0.1, 0.5], [True, False, False]), area([0.5, 0.5], [True, False])
    (1.0, 0.5)
    """
    high = [score for score, is_wanted in zip(scores, wanted, strict=True) if is_wanted]
    low = [score for score, is_wanted in zip(scores, wanted, strict=True) if not is_wanted]
    won = sum((one > other) + (one == other) / 2 for one in high for other in low)
    return won / (len(high) * len(low))


def on_inference(nli: Nli, folder: Path, limit: int | None) -> Figures:
    """The accuracy on every standard set; a set is cut to its first ``limit`` pairs."""
    figures: Figures = {}
    for path in sorted(folder.glob("dev_*.jsonl.gz")):
        rows = list(read_jsonl(path))[:limit]
        verdicts = nli.classify([Pair(row["premise"], row["hypothesis"], doubt=0.0) for row in rows])
        right = sum(_agrees(verdict, row["label"]) for verdict, row in zip(verdicts, rows, strict=True))
        name = path.name.removeprefix("dev_").removesuffix(".jsonl.gz")
        figures[f"inference, {name} ({len(rows)})"] = right / len(rows)
    return figures


def _agrees(verdict: Verdict, label: str) -> bool:
    if label == "not_entailment":
        return verdict.entailment < 0.5
    if label not in LABELS:
        raise SystemExit(f"a pair is labelled {label}: choose sets with the labels of their README")
    return max(LABELS, key=lambda name: getattr(verdict, name)) == label


def table(columns: dict[str, Figures]) -> str:
    """The figures of every model, a row each, as a Markdown table."""
    names = list(dict.fromkeys(name for figures in columns.values() for name in figures))
    lines = [f"| | {' | '.join(columns)} |", "|---|" + "---|" * len(columns)]
    lines += [
        f"| {name} | {' | '.join(_shown(figures.get(name)) for figures in columns.values())} |"
        for name in names
    ]
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    if value is None or value != value:
        return "–"
    return f"{value:,.0f}" if (value > 2 and value == int(value)) or value >= 100 else f"{value:.3f}"


def with_table(card: str, block: str) -> str:
    """A model card with ``block`` between its two benchmark comments.

    Raises:
        ValueError: where the card lacks them.
    """
    before, opened, rest = card.partition(_OPEN)
    _, closed, after = rest.partition(_CLOSE)
    if not (opened and closed):
        raise ValueError(f"the card has no {_OPEN} … {_CLOSE}")
    return f"{before}{_OPEN}\n{block}\n{_CLOSE}{after}"


def main() -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds news_clean/, quotes/, wild/, nli/"
    )
    parser.add_argument("--split", choices=("dev", "test", "train"), default="dev")
    parser.add_argument("--articles", type=int, help="articles at most, clean and labelled")
    parser.add_argument("--planted", type=int, default=150, help="passages with a defect, for each rule")
    parser.add_argument("--pairs", type=int, help="pairs of each general test set at most")
    parser.add_argument("--model", action="append", default=[], help="one more model, as for misquote check")
    parser.add_argument("--device", help="where an hf: model runs")
    parser.add_argument(
        "--show", type=Path, help="write the embedded model's alarms on clean news to this file"
    )
    parser.add_argument("--card", type=Path, help="write the table into this Markdown file")
    parser.add_argument("--seed", type=int, default=20)
    given = parser.parse_args()

    rows = of_split(given.data, "news_clean", given.split)[: given.articles]
    made = pool(given.data, given.split, given.planted, given.seed)
    columns: dict[str, Figures] = {}
    for model in (None, *given.model):
        nli = load(model, given.device)
        show = given.show if model is None else None
        figures: Figures = {}
        for name, measure in (
            ("extraction", lambda: on_extraction(nli, given.data, given.split, given.articles)),  # noqa: B023
            ("planted defects", lambda: on_planted(nli, made)),  # noqa: B023
            ("clean news", lambda: on_clean_news(nli, rows, show)),  # noqa: B023
            ("real passages", lambda: on_real_passages(nli, given.data / "wild")),  # noqa: B023
            ("single sentences", lambda: on_single_sentences(nli, given.data / "garble", given.split)),  # noqa: B023
            ("inference", lambda: on_inference(nli, given.data / "nli", given.pairs)),  # noqa: B023
        ):
            print(f"{nli.name}: {name}", file=sys.stderr, flush=True)
            figures |= measure()
        columns[nli.name if model is None else model] = figures
    head = f"`{given.split}` split: {len(rows)} clean articles, {len(made)} planted defects, seed {given.seed}.\n\n"
    block = head + table(columns)
    print(block)
    if given.card:
        given.card.write_text(with_table(given.card.read_text("utf-8"), block), encoding="utf-8")


if __name__ == "__main__":
    main()
