"""The one line from text to findings: read, extract, propose, ask, judge, report."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from detector import suppress
from detector.article import Article, QuotationKind
from detector.calibration import calibrated
from detector.credits import Doubt, doubts, settle
from detector.document import Document
from detector.files import expand
from detector.finding import FileReport, Finding, ModelInfo, RelatedPlace
from detector.language import is_english
from detector.nli import Nli, Pair, Verdict
from detector.overlap import resolve
from detector.proofreading import Passage, Proofreader
from detector.quotation import extract
from detector.readers import ReadError, format_of, load, read_bytes, read_text
from detector.readers.decode import MAX_BYTES
from detector.rules.base import Inspection, Mark, Proposal, Rule, Severity
from detector.settings import Settings
from detector.spans import LineIndex, Span
from detector.tagging import Tagged, Tagger

if TYPE_CHECKING:
    from detector.memory import Memory
    from detector.store import Store

# How many files are asked about at once, while as many more are prepared: enough to keep all processors busy, few
# enough for memory to stay flat over any number of files.
WINDOW = 16

_COLLECTED_AFTER = 20_000  # objects

NOT_ENGLISH = "not English, as far as can be told: nothing was checked; misquote reads English only"

_MARKUP = frozenset("<>&*_`[]")  # what a suggestion must not bring into Markdown or HTML

_SPEECH = (QuotationKind.DIRECT, QuotationKind.MIXED)


@dataclass(frozen=True, slots=True)
class _Pending:
    """An article whose questions are still to be answered."""

    article: Article
    settings: Settings
    proposals: tuple[tuple[Rule, Proposal | Inspection], ...]


# How the text of a file is made of its bytes; or the report on it, where it can't be read or an earlier run made it.
_Source = Callable[[], Document] | FileReport


@dataclass(frozen=True, slots=True)
class _Window:
    """Files that are asked about at once.

    Attributes:
        sources: one for each.
        keys: what their reports are kept under, by their paths; empty where none are kept.
        asked: the paths of those about which the model is asked.
    """

    sources: Sequence[_Source]
    keys: dict[str, bytes] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)


class _Answers:
    """What the model says of a window of articles."""

    def __init__(self, verdicts: Mapping[Pair, Verdict], proofs: Mapping[Passage, list[Tagged]]) -> None:
        self._verdicts = verdicts
        self._proofs = proofs

    def judge(self, proposal: Proposal | Inspection) -> Mark | None:
        """What a rule makes of them."""
        if isinstance(proposal, Inspection):
            return proposal.judge(self._proofs[proposal.passage])
        return proposal.judge([self._verdicts[pair] for pair in proposal.questions])


class Checker:
    """Checks any number of texts and files with the same rules and the same model.

    Args:
        select: codes, beginnings of codes (``MQ``) or names of the rules to use; empty: those on by default.
        ignore: the same, of rules to leave out.
        min_score: findings with a lower score are not reported.
        nli: the model that answers; None: the one that ``model`` names.
        model: None for the embedded model, ``hf:NAME_OR_PATH``, or the path of a model folder.
        device: where a model runs that can run elsewhere than on the CPU, such as ``cuda``.
        settings: what holds for a file of this path, in the place of the first three.
        stdin_name: what standard input is called; its suffix says its format.
        store: where the reports on files are kept for later runs; None: nowhere.
        load: how the bytes of a file are read, where it is not from the file itself.
        threads: how many questions the embedded model answers at once; None: as many as there are processors.

    Raises:
        LookupError: where a selector fits no rule.
    """

    def __init__(
        self,
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        min_score: float = 0.0,
        nli: Nli | None = None,
        model: str | None = None,
        device: str | None = None,
        settings: Callable[[str], Settings] | None = None,
        stdin_name: str = "-",
        store: Store | None = None,
        load: Callable[[Path], bytes] = load,
        threads: int | None = None,
    ) -> None:
        same = Settings.choose(select, ignore, min_score)
        # Asked for several times a file; two windows of files are under way at once.
        self._settings = lru_cache(maxsize=4 * WINDOW)(settings or (lambda _: same))
        self._stdin_name = stdin_name
        self._bytes = load
        self._threads = threads
        self._nli = nli
        self._model = model
        self._device = device
        self._coming: Future[Nli] | None = None
        self._loading = Lock()
        self._beside: Proofreader | None = None
        self._memory = self._recall(store) if store else None
        self._told: ModelInfo | None = None

    @property
    def model(self) -> ModelInfo | None:
        """The model that has answered so far; None while no question had to be asked."""
        return self._told

    def check_text(self, text: str, *, path: str = "-", format: str = "plaintext") -> FileReport:
        """Check a text; ``format`` is the name of a reader, ``path`` only names the text in the report.

        Raises:
            ModelError: where a question is left to ask and the model can't be loaded.
            ValueError: where there is no reader of that name.
        """
        return next(self._check(iter([_Window([partial(read_text, text, path=path, format=format)])])))

    def check_file(self, path: str | Path) -> FileReport:
        """Check one file; one that can't be read gives a report with an ``error``.

        Raises:
            ModelError: where a question is left to ask and the model can't be loaded.
        """
        return next(self.check_files([Path(path)]))

    def check_paths(self, paths: Iterable[str | Path]) -> Iterator[FileReport]:
        """Check files, the articles in folders, and standard input for ``-``, in that order, each file once.

        Raises:
            ModelError: where a question is left to ask and the model can't be loaded.
        """
        return self.check_files(expand([str(path) for path in paths]))

    def check_files(self, files: Iterable[Path | ReadError]) -> Iterator[FileReport]:
        """Check what :func:`detector.files.expand` has found, one file after the other.

        Raises:
            ModelError: where a question is left to ask and the model can't be loaded.
        """
        files = iter(files)
        return self._check(map(self._read, iter(lambda: list(islice(files, WINDOW)), [])))

    def _check(self, windows: Iterator[_Window]) -> Iterator[FileReport]:
        """The reports on windows of files; each window is prepared while the model answers about the one before."""
        beside = ThreadPoolExecutor(1)

        def prepare() -> Future[tuple[_Window, list[_Pending | FileReport]]] | None:
            window = next(windows, None)
            return beside.submit(self._prepare, window) if window else None

        coming = prepare()
        try:
            while coming:
                with _rarely_collected():
                    window, pending = coming.result()
                    coming = prepare()
                    answers = self._answer(window, pending)
                yield from self._reports(window, pending, answers)
        finally:
            beside.shutdown(wait=False, cancel_futures=True)

    def _prepare(self, window: _Window) -> tuple[_Window, list[_Pending | FileReport]]:
        """A window, and what the rules propose for its files."""
        articles = self._settle(window, [self._open(source) for source in window.sources])
        return window, [item if isinstance(item, FileReport) else self._propose(item) for item in articles]

    def _reports(
        self, window: _Window, pending: Iterable[_Pending | FileReport], answers: _Answers
    ) -> Iterator[FileReport]:
        if window.asked and self._nli:
            self._told = ModelInfo(self._nli.name, self._nli.sha256)
        for item in pending:
            report = item if isinstance(item, FileReport) else self._report(item, answers)
            if self._memory and report.error is None and (known := window.keys.pop(report.path, None)):
                self._memory.keep(known, report, self._told if report.path in window.asked else None)
            yield report

    def _recall(self, store: Store) -> Memory | None:
        """The reports of earlier runs with this model; None for a model that can't be told from another."""
        from detector.backends import identity
        from detector.memory import Memory

        known = identity(self._model) if self._nli is None else self._nli.sha256
        return Memory(store, known) if known else None

    def _read(self, files: Sequence[Path | ReadError]) -> _Window:
        """A window of files, with their bytes read, or their reports found."""
        keys: dict[str, bytes] = {}
        return _Window([self._source(file, keys) for file in files], keys)

    def _source(self, file: Path | ReadError, keys: dict[str, bytes]) -> _Source:
        """A file, or standard input for ``-``; or the report on it, where there is one."""
        try:
            if isinstance(file, ReadError):
                raise file
            if str(file) == "-":
                path, data = self._stdin_name, sys.stdin.buffer.read(MAX_BYTES + 1)
            else:
                path, data = str(file), self._bytes(file)
        except ReadError as error:
            return FileReport(error.path, error=error.message)
        kind = format_of(path)
        if self._memory:
            known = self._memory.key(data, kind, self._settings(path))
            if found := self._memory.find(known, path, data):
                self._told = self._told or found.model
                return found.report
            keys[path] = known
        return partial(read_bytes, data, path=path, format=kind)

    def _open(self, source: _Source) -> Article | FileReport:
        """The article in one file, or why it can't be read or checked."""
        if isinstance(source, FileReport):
            return source
        try:
            document = source()
        except ReadError as error:
            return FileReport(error.path, error=error.message)
        if not is_english(document.plain):
            notes = (*document.notes, NOT_ENGLISH)
            return FileReport(document.path, notes=notes, source=document.text)
        settings = self._settings(document.path)
        if any(rule.asks for rule in settings.rules):
            self._expect()
        return extract(document, settings.house)

    def _settle(self, window: _Window, opened: Sequence[Article | FileReport]) -> list[Article | FileReport]:
        """The articles with what the model's tagger, if it has one, says of quotations that form leaves uncredited."""
        asked: dict[int, tuple[Doubt, ...]] = {}
        for number, item in enumerate(opened):
            if isinstance(item, Article) and self._asks_who(item) and (found := doubts(item)):
                asked[number] = found
                window.asked.add(item.document.path)
        tagger = self._load() if asked else None
        if not isinstance(tagger, Tagger):
            return list(opened)
        answers = iter(tagger.tag([doubt.window for found in asked.values() for doubt in found]))
        return [
            settle(item, asked[number], list(islice(answers, len(asked[number]))))
            if isinstance(item, Article) and number in asked
            else item
            for number, item in enumerate(opened)
        ]

    def _propose(self, article: Article) -> _Pending:
        """What the rules propose for one article."""
        settings = self._settings(article.document.path)
        proposals = ((rule, proposal) for rule in settings.rules for proposal in rule.propose(article))
        return _Pending(article, settings, tuple(proposals))

    def _asks_who(self, article: Article) -> bool:
        return any(rule.about_quotations for rule in self._settings(article.document.path).rules)

    def _answer(self, window: _Window, pending: Iterable[_Pending | FileReport]) -> _Answers:
        """Every question of the window, each asked once: the pairs in a single call of the model, the passages in
        another."""
        asked = []
        for item in pending:
            if isinstance(item, _Pending):
                questions = [one for _, one in item.proposals if isinstance(one, Inspection) or one.questions]
                asked += questions
                window.asked.update([item.article.document.path] if questions else [])
        pairs = list(dict.fromkeys(p for one in asked if isinstance(one, Proposal) for p in one.questions))
        passages = list(dict.fromkeys(one.passage for one in asked if isinstance(one, Inspection)))
        verdicts = self._load().classify(pairs) if pairs else []
        proofs = self._proofreader().proofread(passages) if passages else []
        return _Answers(dict(zip(pairs, verdicts, strict=True)), dict(zip(passages, proofs, strict=True)))

    def _expect(self) -> None:
        """Have the model loaded beside what is done until its first question; nearly every article has one."""
        from detector.backends import is_heavy, load

        if self._nli is None and self._coming is None and not is_heavy(self._model):
            beside = ThreadPoolExecutor(1)
            self._coming = beside.submit(load, self._model, self._device, self._threads)
            beside.shutdown(wait=False)

    def _load(self) -> Nli:
        """The model, loaded on first use; two windows may ask for it at once."""
        with self._loading:
            if self._nli is None:
                from detector.backends import load

                coming = self._coming
                self._nli = coming.result() if coming else load(self._model, self._device, self._threads)
            return self._nli

    def _proofreader(self) -> Proofreader:
        """The model, or the embedded one beside it where it labels no words."""
        model = self._load()
        if isinstance(model, Proofreader):
            return model
        if self._beside is None:
            from detector.backends import embedded

            self._beside = embedded()
        return self._beside

    def _report(self, item: _Pending, answers: _Answers) -> FileReport:
        article, settings = item.article, item.settings
        document = article.document
        marked = (
            (rule, replace(mark, score=score))
            for rule, proposal in item.proposals
            if (mark := answers.judge(proposal)) is not None
            and (score := calibrated(rule.code, mark.score)) >= settings.least(rule.code)
        )
        lines = LineIndex(document.text)
        found = [
            _finding(rule, mark, settings.severity(rule), document, lines) for rule, mark in resolve(marked)
        ]
        return FileReport(
            document.path,
            findings=suppress.settle(article, found, settings),
            notes=document.notes,
            sentences=len(article.sentences),
            quotations=sum(quotation.kind in _SPEECH for quotation in article.quotations),
            source=document.text,
        )


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Have cycles of garbage looked for more rarely: little here is cyclic, and to look takes a twentieth of a run."""
    usual = gc.get_threshold()
    gc.set_threshold(_COLLECTED_AFTER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _finding(rule: Rule, mark: Mark, severity: Severity, document: Document, lines: LineIndex) -> Finding:
    """A mark in the plain text as a finding in the file."""
    span = document.locate(mark.span)
    line, column = lines.position(span.start)
    end_line, end_column = lines.position(span.end)
    return Finding(
        rule=rule.code,
        name=rule.name,
        severity=severity,
        score=round(mark.score, 4),
        start=span.start,
        end=span.end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        text=span.of(document.text),
        message=mark.message,
        suggestion=_suggestion(mark, document, span),
        related=tuple(_place(document.locate(place.span), place.message, lines) for place in mark.related),
    )


def _suggestion(mark: Mark, document: Document, span: Span) -> str | None:
    """What can stand in the file at ``span`` as it is: where markup lies within, or would have to be made, nothing."""
    if mark.suggestion is None or span.of(document.text) != mark.span.of(document.plain):
        return None
    is_markup = document.format != "plaintext" and not _MARKUP.isdisjoint(mark.suggestion)
    return None if is_markup else mark.suggestion


def _place(span: Span, message: str, lines: LineIndex) -> RelatedPlace:
    line, column = lines.position(span.start)
    return RelatedPlace(span.start, span.end, line, column, message)
