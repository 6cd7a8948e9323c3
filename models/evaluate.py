"""Measure every rule: ``python -m models.evaluate --data DIR --split test``.

Four measurements, in one table each:

* alarms on clean news, per 1,000 sentences and rule; published copy has slips of its own, so read what
  ``--show FILE`` writes down before calling an alarm false;
* real passages: which share of the labelled defects of a class is marked (a finding overlaps the defect or its
  sentence), and which share of the right passages is flagged;
* planted defects: precision and recall of each rule on passages of the split with one defect each;
* general inference: accuracy on the MultiNLI-matched and SNLI test sets.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from detector import Checker
from detector.backends import load
from detector.finding import FileReport, Finding
from detector.nli import Nli, Pair, Verdict
from detector.readers import read_text
from detector.rules import RULES
from detector.segment import sentences
from models.pairs import LABELS, read_jsonl, read_pairs, split_of
from models.plant import PLANTERS, Planted, misattributed, plant

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
INFERENCE = {"MNLI-matched": "dev_mnli_matched", "SNLI": "dev_snli_test"}
_CONTEXT = 160


def check(nli: Nli, texts: Iterable[str], codes: Iterable[str] = ()) -> Iterator[FileReport]:
    """Check texts as a user's files are checked: as plain text, in one run."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts):
            paths.append(Path(folder) / f"{number}.txt")
            paths[-1].write_text(text, encoding="utf-8")
        yield from Checker(select=tuple(codes) or [rule.code for rule in RULES], nli=nli).check_files(paths)


def on_clean_news(nli: Nli, rows: list[dict[str, Any]], show: Path | None) -> None:
    """Print the alarms per rule; write each with its context to ``show``."""
    counts: Counter[str] = Counter()
    total, began = 0, time.monotonic()
    lines = []
    for row, report in zip(rows, check(nli, (row["text"] for row in rows)), strict=True):
        total += report.sentences
        for finding in report.findings:
            counts[finding.rule] += 1
            lines.append(
                f"{finding.rule} {finding.score:.2f} {row['id']}\n{_in_context(report.source, finding)}\n"
            )
    print(f"\nClean news: {len(rows)} articles, {total} sentences, {time.monotonic() - began:.0f} s")
    print(f"{'rule':34}{'alarms':>8}{'per 1,000':>12}")
    for rule in RULES:
        name = f"{rule.code} {rule.name}" + ("" if rule.default else " (off)")
        print(f"{name:34}{counts[rule.code]:>8}{1000 * counts[rule.code] / total:>12.2f}")
    default = sum(counts[rule.code] for rule in RULES if rule.default)
    print(f"{'rules on by default':34}{default:>8}{1000 * default / total:>12.2f}")
    if show:
        show.write_text("\n".join(sorted(lines)), encoding="utf-8")


def _in_context(text: str, finding: Finding) -> str:
    before, after = text[max(finding.start - _CONTEXT, 0) : finding.start], text[finding.end :][:_CONTEXT]
    return f"{before}⟦{finding.text}⟧{after}"


def on_real_passages(nli: Nli, folder: Path) -> None:
    """Print the recall per class, by any rule and by the class's own, and the share of right passages flagged."""
    rows = [row for row in read_jsonl(folder / "defects_dev.jsonl") if not row.get("borderline")]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    stray: Counter[str] = Counter()
    default = {rule.code for rule in RULES if rule.default}
    for row, report in zip(rows, check(nli, (row["text"] for row in rows)), strict=True):
        findings = [finding for finding in report.findings if finding.rule in default]
        for defect in row["defects"]:
            start, end = _sentence_around(report.source, defect["start"], defect["end"])
            hits = {finding.rule for finding in findings if finding.start < end and start < finding.end}
            counts = found[defect["class"]]
            counts["all"] += 1
            counts["marked"] += bool(hits)
            counts["own"] += not hits.isdisjoint(CLASSES[defect["class"]])
    right = list(read_jsonl(folder / "right_dev.jsonl"))
    flagged = 0
    for report in check(nli, (row["text"] for row in right)):
        codes = {finding.rule for finding in report.findings if finding.rule in default}
        flagged += bool(codes)
        stray.update(codes)
    print("\nReal passages, rules on by default")
    print(f"{'class':34}{'defects':>8}{'any rule':>10}{'own rule':>10}")
    for name in CLASSES:
        counts = found[name]
        print(
            f"{name:34}{counts['all']:>8}"
            f"{_share(counts['marked'], counts['all'])}{_share(counts['own'], counts['all'])}"
        )
    sums = {key: sum(counts[key] for counts in found.values()) for key in ("all", "marked", "own")}
    print(
        f"{'all':34}{sums['all']:>8}{_share(sums['marked'], sums['all'])}{_share(sums['own'], sums['all'])}"
    )
    by_rule = ", ".join(f"{code} {count}" for code, count in sorted(stray.items()))
    print(f"right passages flagged: {flagged} of {len(right)} = {flagged / len(right):.2f} ({by_rule})")


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences that a labelled place touches."""
    document = read_text(text, path="-", format="plaintext")
    for sentence in sentences(document):
        span = document.locate(sentence.span)
        if span.start < end and start < span.end:
            start, end = min(start, span.start), max(end, span.end)
    return start, end


def on_planted(nli: Nli, data: Path, rows: list[dict[str, Any]], split: str, count: int, seed: int) -> None:
    """Print precision and recall per rule on ``count`` passages each.

    A finding of another rule on the planted place is neither right nor wrong: one defect has one finding, and which
    rule reports it is another question.
    """
    rng = random.Random(seed)
    texts = [row["text"] for row in rows]
    rng.shuffle(texts)
    known = {rule.code for rule in RULES}
    labelled = [row for row in read_jsonl(data / "quotes" / "train.jsonl.gz") if split_of(row["id"]) == split]
    made = [one for code in sorted(known & PLANTERS.keys()) for one in plant(code, texts, count, rng)]
    if "MQ103" in known:
        made += misattributed(labelled, count, rng)
    planted, marked, right, wrong = (Counter[str]() for _ in range(4))
    for defect, report in zip(made, check(nli, (defect.text for defect in made)), strict=True):
        planted[defect.code] += 1
        here = {finding.rule for finding in report.findings if _touches(finding, defect)}
        marked[defect.code] += bool(here)
        right[defect.code] += defect.code in here
        wrong.update(
            finding.rule
            for finding in report.findings
            if not _touches(finding, defect)
            and not any(finding.start < last and first < finding.end for first, last in defect.beside)
        )
    print(f"\nPlanted defects, {split} split")
    print(f"{'rule':34}{'planted':>8}{'precision':>10}{'recall':>10}{'any rule':>10}")
    for rule in RULES:
        code, hits = rule.code, right[rule.code]
        if planted[code]:
            shares = (
                _share(hits, hits + wrong[code])
                + _share(hits, planted[code])
                + _share(marked[code], planted[code])
            )
            print(f"{code + ' ' + rule.name:34}{planted[code]:>8}{shares}")


def _touches(finding: Finding, defect: Planted) -> bool:
    return finding.start < defect.end and defect.start < finding.end


def _share(part: int, whole: int) -> str:
    return f"{part / whole:>10.2f}" if whole else f"{'-':>10}"


def on_inference(nli: Nli, folder: Path, limit: int | None) -> None:
    """Print the accuracy on the general test sets; a set is cut to its first ``limit`` pairs."""
    print("\nGeneral inference")
    for name, file in INFERENCE.items():
        pairs = read_pairs(folder / f"{file}.jsonl.gz")[:limit]
        verdicts = nli.classify([Pair(pair.premise, pair.hypothesis) for pair in pairs])
        right = sum(_label(verdict) == pair.label for verdict, pair in zip(verdicts, pairs, strict=True))
        print(f"{name:34}{len(pairs):>8}{right / len(pairs):>10.3f}")


def _label(verdict: Verdict) -> str:
    return max(LABELS, key=lambda label: getattr(verdict, label))


def main() -> None:
    """Parse the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds news_clean/, quotes/, wild/ and nli/"
    )
    parser.add_argument("--split", choices=("dev", "test", "train"), default="dev")
    parser.add_argument("--articles", type=int, help="clean articles at most")
    parser.add_argument("--planted", type=int, default=100, help="passages with a defect, for each rule")
    parser.add_argument("--pairs", type=int, help="pairs of each general test set at most; 0: leave them out")
    parser.add_argument(
        "--model", help="as for misquote check: a folder, or hf:NAME_OR_PATH; without: the embedded one"
    )
    parser.add_argument("--device", help="where an hf: model runs")
    parser.add_argument("--show", type=Path, help="write every alarm on clean news to this file")
    parser.add_argument("--seed", type=int, default=20)
    given = parser.parse_args()

    nli = load(given.model, given.device)
    rows = [
        row
        for row in read_jsonl(given.data / "news_clean" / "train.jsonl.gz")
        if split_of(row["id"]) == given.split
    ]
    rows = rows[: given.articles]
    on_clean_news(nli, rows, given.show)
    on_real_passages(nli, given.data / "wild")
    on_planted(nli, given.data, rows, given.split, given.planted, given.seed)
    if given.pairs != 0:
        on_inference(nli, given.data / "nli", given.pairs)


if __name__ == "__main__":
    main()
