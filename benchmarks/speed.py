"""How fast a check is, and how much memory it takes: ``python -m benchmarks.speed --data DIR --articles 1000``.

Measures one short article from a cold start, a long run over clean articles that no model was trained on, with the
process's memory after every tenth of them, the same again from the cache, and one changed paragraph in a large
repository. With ``--spacy NAME`` also that pipeline's tagger, parser and entity recognizer on the same texts, for the
ratio; with ``--kernels`` how much of a run passes in the model's matrix kernels. Run it where nothing but the package
is installed: NLTK imports scipy and scikit-learn where it finds them, which adds seconds to every cold start.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import onnxruntime

from detector.backends import onnx
from detector.check import Checker
from models.pairs import read_jsonl, split_of

_COLD_RUNS = 5
_COLD_WORDS = 600
_MIB = 1024 * 1024
_SPACY_PARTS = ("tok2vec", "tagger", "parser", "ner")
_PROFILED = 100  # articles; onnxruntime's profile ends after a million events
_MATRIX = ("MatMul", "Gemm", "Attention")


def articles(data: Path) -> Iterator[str]:
    """The texts of ``news_clean`` that no model was trained on."""
    for row in read_jsonl(data / "news_clean" / "train.jsonl.gz"):
        if split_of(row["id"]) != "train":
            yield row["text"]


def asking(texts: Iterable[str], count: int) -> str:
    """The beginning of the first text about ``count`` words long that has a question for the model.

    Without a question the model isn't loaded, and the start would look faster than it mostly is.
    """
    for text in texts:
        beginning = _first_paragraphs(text, count)
        checker = Checker()
        if len(beginning.split()) > 0.8 * count and checker.check_text(beginning) and checker.model:
            return beginning
    raise LookupError(f"no text of {count} words asks the model anything")


def _first_paragraphs(text: str, count: int) -> str:
    """As many whole paragraphs as hold at most ``count`` words."""
    kept: list[str] = []
    words = 0
    for paragraph in text.splitlines():
        words += len(paragraph.split())
        if words > count:
            break
        kept.append(paragraph)
    return "\n".join(kept)


def cold(text: str) -> tuple[float, float]:
    """Seconds and peak memory in MiB of ``misquote check`` on one article, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(text, encoding="utf-8")
        started = time.perf_counter()
        command = [sys.executable, "-m", "detector", "check", "--exit-zero", "--no-cache", str(article)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{' '.join(command)} failed")
    return seconds, usage.ru_maxrss / 1024  # kilobytes on Linux


def resident() -> float:
    """Memory that this process holds now, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MIB


def long_run(texts: list[str]) -> Iterator[tuple[int, float, float]]:
    """Articles done, seconds since the start and MiB held, after every tenth of the texts."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:05}.txt" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        step = max(len(paths) // 10, 1)
        started = time.perf_counter()
        for done, report in enumerate(Checker().check_files(paths), start=1):
            if report.error:
                raise RuntimeError(f"{report.path}: {report.error}")
            if done % step == 0:
                yield done, time.perf_counter() - started, resident()


def command(folder: Path, *arguments: str) -> float:
    """Seconds of one run of ``misquote`` in a process of its own, findings or not."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "detector", *arguments], cwd=folder, stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"misquote {' '.join(arguments)} failed")
    return time.perf_counter() - started


def cached(folder: Path) -> tuple[float, float]:
    """Seconds of a first run over a folder that keeps its results, and of a second that finds them."""
    os.environ["MISQUOTE_CACHE_DIR"] = str(folder.parent / "cache")
    first, second = (command(folder, "check", "--isolated", "--format", "concise", ".") for _ in range(2))
    return first, second


def since(folder: Path, texts: Sequence[str], count: int) -> float:
    """Seconds of ``--since HEAD`` in a repository of ``count`` articles, one paragraph of one of them changed."""
    for number in range(count):
        path = folder / f"{number % 100:02}" / f"{number:05}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{texts[number % len(texts)]}\n\nThis is number {number}.\n", encoding="utf-8")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for call in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "articles"]):
        subprocess.run([*git, *call], cwd=folder, check=True)
    changed = folder / "07" / "00007.txt"
    changed.write_text(
        changed.read_text("utf-8").replace("\n\n", " It ended there.\n\n", 1), encoding="utf-8"
    )
    return min(command(folder, "check", "--isolated", "--no-cache", "--since", "HEAD") for _ in range(3))


def spacy_seconds(name: str, texts: Sequence[str]) -> float:
    """Seconds of a spaCy pipeline over the texts, with as many processes as there are cores or one, what is quicker."""
    import spacy  # no dependency of misquote's: installed only to compare

    pipeline = spacy.load(name)
    kept = [part for part in pipeline.pipe_names if part in _SPACY_PARTS]
    pipeline.select_pipes(enable=kept)
    took = []
    for processes in {1, os.cpu_count() or 1}:
        started = time.perf_counter()
        for _ in pipeline.pipe(texts, n_process=processes):
            pass
        took.append(time.perf_counter() - started)
    return min(took)


def kernel_seconds(texts: Sequence[str]) -> tuple[dict[str, float], float]:
    """Seconds in each kind of the model's operators, all threads together, and of the whole run.

    onnxruntime writes the profile, which the options of :class:`detector.backends.onnx.Onnx` don't ask for.
    """
    with tempfile.TemporaryDirectory() as folder:
        plain = onnx._options

        def profiled() -> onnxruntime.SessionOptions:
            options = plain()
            options.enable_profiling = True
            options.profile_file_prefix = str(Path(folder, "profile"))
            return options

        onnx._options = profiled
        try:
            *_, (_, whole, _) = long_run(texts)
        finally:
            onnx._options = plain
        gc.collect()  # a profile is written when its session ends
        # One profile a network.
        events = [
            event
            for profile in Path(folder).glob("profile*")
            for event in json.loads(profile.read_text("utf-8"))
        ]
    spent: dict[str, float] = {}
    for event in events:
        if event.get("cat") == "Node" and event["name"].endswith("_kernel_time"):
            kind = event["args"]["op_name"]
            spent[kind] = spent.get(kind, 0.0) + event["dur"] / 1e6
    return spent, whole


def print_kernels(texts: Sequence[str]) -> None:
    """The profile of :func:`kernel_seconds` as a table, the costliest operator first."""
    spent, whole = kernel_seconds(texts)
    threads = os.cpu_count() or 1
    print(f"{len(texts)} articles, {whole:.1f} s on {threads} cores; share of that time in each operator:")
    for kind, seconds in sorted(spent.items(), key=lambda pair: -pair[1]):
        print(f"{kind:32} {seconds / threads / whole:6.1%}")
    matrix = sum(seconds for kind, seconds in spent.items() if any(part in kind for part in _MATRIX))
    print(f"{'matrix kernels':32} {matrix / threads / whole:6.1%}")
    print(f"{'all kernels':32} {sum(spent.values()) / threads / whole:6.1%}")


def main() -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds news_clean/")
    parser.add_argument(
        "--articles", type=int, default=1_000, help="where there are fewer, they come round again"
    )
    parser.add_argument(
        "--repository", type=int, default=10_000, help="articles of the repository for --since"
    )
    parser.add_argument("--spacy", metavar="NAME", help="an installed spaCy pipeline, to compare with")
    parser.add_argument(
        "--kernels", action="store_true", help="profile the model's operators, and nothing else"
    )
    given = parser.parse_args()
    if given.kernels:
        print_kernels(list(islice(articles(given.data), _PROFILED)))
        return
    article = asking(articles(given.data), _COLD_WORDS)
    runs = [cold(article) for _ in range(_COLD_RUNS)]
    seconds, peaks = zip(*runs, strict=True)
    texts = list(islice(cycle(articles(given.data)), given.articles))
    words = sum(len(text.split()) for text in texts)
    print("articles  seconds  articles/s   MiB")
    for done, elapsed, held in long_run(texts):
        print(f"{done:8}  {elapsed:7.1f}  {done / elapsed:10.1f}  {held:4.0f}", flush=True)
    compared = spacy_seconds(given.spacy, texts) if given.spacy else None
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "articles")
        home.mkdir()
        for number, text in enumerate(texts):
            (home / f"{number:05}.txt").write_text(text, encoding="utf-8")
        first, second = cached(home)
        repository = Path(folder, "repository")
        repository.mkdir()
        branch = since(repository, texts, given.repository)
        helped = min(command(home, "--help") for _ in range(_COLD_RUNS))
    rows = [
        (f"{len(texts):,} articles, nothing cached", f"{words / elapsed:,.0f} words a second"),
        ("the same again, all cached", f"{first / second:.0f} times as fast ({second:.2f} s)"),
        (f"one changed paragraph among {given.repository:,} articles, --since", f"{branch:.2f} s"),
        (
            f"cold, one article of {len(article.split())} words",
            f"{median(seconds):.2f} s, {max(peaks):.0f} MiB",
        ),
        ("--help", f"{helped:.2f} s"),
    ]
    if compared:
        ratio = f"{words / compared:,.0f} words a second; misquote is {compared / elapsed:.1f} times as fast"
        rows.insert(1, (f"spaCy’s {given.spacy} on the same texts", ratio))
    print(f"\n| work, on {os.cpu_count()} cores | |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()
