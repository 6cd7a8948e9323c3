"""The command line: parses, prints and chooses the exit status; all else is the library's."""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from detector import __version__

if TYPE_CHECKING:
    from detector.baseline import Baseline, BaselineWriter
    from detector.changes import Changes
    from detector.check import Checker
    from detector.config import Configs
    from detector.finding import FileReport
    from detector.ignored import GitIgnores
    from detector.jobs import Jobs
    from detector.report import Reporter
    from detector.settings import Settings

CLEAN, FINDINGS, FAILURE = 0, 1, 2
INTERRUPTED, BROKEN_PIPE = 130, 141  # 128 + the signal's number, as shells have it


class Failure(click.ClickException):
    """Something that ends the run; one line that names the mend."""

    exit_code = FAILURE


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="misquote", message="%(prog)s %(version)s")
def cli() -> None:
    """Find misattributed quotes and garbled sentences in articles."""


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--select", multiple=True, metavar="RULES", help="Use only these rules.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out.")
@click.option(
    "--min-score", type=click.FloatRange(0, 1), metavar="SCORE",
    help="Report only findings that are at least this likely to be right, from 0 to 1.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "info"]),
    help="The least severity of a finding that makes the exit status 1.  [default: info]",
)  # fmt: skip
@click.option("--exit-zero", is_flag=True, help="Exit with 0, not 1, where there are findings.")
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT[=FILE]",
    help="How to write the findings, and where to; more than once for several at a time. One of text (the default), "
    "concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, html.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(), metavar="FILE", help="Write to FILE what goes to standard output."
)
@click.option(
    "--jobs", type=click.IntRange(min=0), default=1, metavar="N",
    help="Check in N processes, each with a model of its own; 0: as many as there are processors.  [default: 1]",
)  # fmt: skip
@click.option("--fix", is_flag=True, help="Apply the suggestions, which are certain, to the files.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--baseline", type=click.Path(), metavar="FILE", help="Stay silent about the findings that FILE knows."
)
@click.option("--write-baseline", type=click.Path(), metavar="FILE", help="Write down all findings as known.")
@click.option(
    "--since", metavar="REF",
    help="Report only on paragraphs that differ from this Git commit, branch or tag; “staged” is what the next commit "
    "will hold.",
)  # fmt: skip
@click.option(
    "--config", "config_file", type=click.Path(), metavar="FILE", help="Use this configuration for all files."
)
@click.option("--isolated", is_flag=True, help="Look for no configuration.")
@click.option("--no-cache", is_flag=True, help="Neither use the results of earlier runs nor keep these.")
@click.option(
    "--stdin-filename", default="-", metavar="NAME",
    help="What standard input is called: its suffix says the format, its folder the configuration.",
)  # fmt: skip
@click.option(
    "--model", metavar="MODEL", help="A model folder, or hf:NAME_OR_PATH, in place of the embedded model."
)
@click.option("--device", metavar="DEVICE", help="Where an hf: model runs, such as cpu or cuda.")
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    min_score: float | None,
    fail_on: str | None,
    exit_zero: bool,
    formats: tuple[str, ...],
    output: str | None,
    fix: bool,
    diff: bool,
    baseline: str | None,
    write_baseline: str | None,
    since: str | None,
    config_file: str | None,
    isolated: bool,
    no_cache: bool,
    stdin_filename: str,
    model: str | None,
    device: str | None,
    jobs: int,
) -> None:
    """Check files, folders or - (standard input); the current folder where no PATHS are given.

    RULES are codes, names, or beginnings of codes, separated by commas: MQ,GB105. Both options can be given
    more than once; --ignore wins. What is said here goes before what the configuration says.

    The exit status is 0 where nothing is found, 1 where there are findings, 2 where a file could not be read
    or the call is wrong.
    """
    from detector.baseline import Baseline, BaselineError, BaselineWriter
    from detector.changes import ChangesError, changed
    from detector.check import Checker
    from detector.config import ConfigError
    from detector.jobs import Jobs, processors
    from detector.nli import ModelError
    from detector.readers import load
    from detector.rules import choose
    from detector.rules.base import Severity
    from detector.store import Store

    outputs = _outputs(["diff"] if diff else formats or ["text"], output)
    try:
        choose(_split(select), _split(ignore))
        configs = _configs(config_file, isolated)
        settings = partial(
            _settings, configs, select=tuple(_split(select)), ignore=tuple(_split(ignore)), min_score=min_score,
            fail_on=Severity(fail_on) if fail_on else None,
        )  # fmt: skip
        changes = changed(since, paths or (".",)) if since is not None else None
        make = partial(
            Checker, model=model, device=device, settings=settings, stdin_name=stdin_filename,
            load=changes.load if changes else load,
        )  # fmt: skip
        count = 1 if "-" in paths else jobs or processors()
        with nullcontext() if no_cache else Store() as store:
            run = _Run(
                make(store=store) if count == 1 else Jobs(make, count, caching=not no_cache),
                configs,
                settings,
                outputs,
                fix=fix and not diff,
                known=Baseline.read(Path(baseline)) if baseline else None,
                writer=BaselineWriter(Path(write_baseline)) if write_baseline else None,
                changes=changes,
            )
            status = run.check(paths or (".",))
            if store and store.note:
                click.echo(store.note, err=True)
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from error
    except (ModelError, ConfigError, BaselineError, ChangesError) as error:
        raise Failure(str(error)) from error
    context.exit(CLEAN if status == FINDINGS and exit_zero else status)


@cli.command()
@click.argument("folder", default=".", type=click.Path())
def init(folder: str) -> None:
    """Write misquote.toml, with every setting explained, into FOLDER; the current one where none is given."""
    from detector.config import template

    path = Path(folder, "misquote.toml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(template())
    except FileExistsError:
        raise Failure(f"{path}: is there already; move it away first") from None
    except OSError as error:
        raise Failure(f"{path}: cannot be written ({error.strerror}): check the folder") from None
    click.echo(f"wrote {path}")


@cli.group()
def cache() -> None:
    """Look at, or forget, the results that are kept between runs."""


@cache.command("info")
def cache_info() -> None:
    """Say where the results are kept, and how many."""
    from detector.store import Store

    with Store() as store:
        info = store.info()
        click.echo(f"{info.path}: {info.entries:,} results, {info.size / 1e6:.1f} MB")
        if store.note:
            raise Failure(store.note)


@cache.command("clear")
def cache_clear() -> None:
    """Forget all results."""
    from detector.store import Store

    store = Store()
    try:
        store.clear()
    except OSError as error:
        raise Failure(f"{store.path}: cannot be removed ({error.strerror})") from error
    click.echo(f"forgot the results in {store.path}")


@cli.command("config")
@click.argument("path", default=".", type=click.Path())
@click.option("--config", "config_file", type=click.Path(), metavar="FILE", help="Show this configuration.")
def show_config(path: str, config_file: str | None) -> None:
    """Show what holds for the file or folder PATH, and where each value comes from."""
    from detector.config import ConfigError, describe

    try:
        configs = _configs(config_file, isolated=False)
        found = configs.within(path) if os.path.isdir(path) else configs.of(path)
        click.echo(describe(found), nl=False)
    except ConfigError as error:
        raise Failure(str(error)) from error


@cli.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Say what RULE, a code or a name, means, with a wrong and a right example."""
    from detector.rules import find

    try:
        found = find(rule)
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from error
    default = "on" if found.default else "off"
    click.echo(
        f"{found.code} {found.name} ({found.severity.value}, {default} by default)\n\n{found.doc.strip()}"
    )


@cli.command("rules")
def list_rules() -> None:
    """List every rule: code, name, severity, whether it is on by default, and what it marks."""
    from detector.rules import RULES

    for rule in RULES:
        default = "on" if rule.default else "off"
        click.echo(f"{rule.code}  {rule.name:<24}  {rule.severity.value:<7}  {default:<3}  {rule.summary}")


def main() -> None:
    """The console script: no traceback for an interrupt, a closed pipe or a terminal without curly quotes."""
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream, errors="backslashreplace")
    try:
        sys.exit(cli.main(prog_name="misquote", standalone_mode=False) or CLEAN)
    except click.ClickException as error:
        error.show()
        sys.exit(FAILURE)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)


def _reconfigure(stream: TextIO, *, encoding: str | None = None, errors: str = "backslashreplace") -> None:
    """Change how a stream is encoded, where it is one of the interpreter's own."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors=errors)


def _configs(config_file: str | None, isolated: bool) -> Configs:
    from detector.config import Configs

    return Configs(Path(config_file) if config_file else None, isolated=isolated)


def _settings(configs: Configs, path: str, **given: Any) -> Settings:
    """What holds for a file; the call goes before the configuration."""
    return configs.of(path).settings(path, **given)


class _Run:
    """One run over files: checks, mends where that is asked for, prints, and knows the exit status."""

    def __init__(
        self,
        checker: Checker | Jobs,
        configs: Configs,
        settings: Callable[[str], Settings],
        outputs: Sequence[Output],
        *,
        fix: bool,
        known: Baseline | None,
        writer: BaselineWriter | None,
        changes: Changes | None,
    ) -> None:
        self._checker = checker
        self._configs = configs
        self._settings = settings
        self._outputs = outputs
        self._fix = fix
        self._known = known
        self._writer = writer
        self._changes = changes

    def check(self, paths: Sequence[str]) -> int:
        """Check, print, and return the exit status."""
        from detector.files import expand
        from detector.finding import Tally
        from detector.ignored import GitIgnores
        from detector.progress import Progress

        started = time.perf_counter()
        tally, failing = Tally(), 0
        takes = partial(self._takes, GitIgnores())
        files = list(self._changed(takes) if self._changes else expand(paths, takes))
        with Progress(len(files)) as progress:
            for report in map(self._settled, self._checker.check_files(files)):
                tally.add(report)
                fails = self._settings(report.path).fails
                failing += sum(fails(finding.severity) for finding in report.findings)
                with progress.step():
                    self._print(report)
        tally.seconds = time.perf_counter() - started
        for output in self._outputs:
            output.write(output.reporter.finish(tally, self._checker.model))
            output.close()
        self._tell_of_baselines()
        return FAILURE if tally.errors else FINDINGS if failing and not self._writer else CLEAN

    def _changed(self, takes: Callable[[str, bool], bool]) -> Iterator[Path]:
        """The articles among the files that have changed."""
        from detector.readers import SUFFIXES

        for path in self._changes.files if self._changes else ():
            if path.suffix.lower() in SUFFIXES and takes(str(path), False):
                yield path

    def _takes(self, ignores: GitIgnores, path: str, folder: bool) -> bool:
        config = self._configs.of(path)
        ignored = config.get("respect-gitignore") and ignores.ignores(path, folder=folder)
        return not ignored and config.takes(path, folder=folder)

    def _settled(self, report: FileReport) -> FileReport:
        """The report after mending, without what is known and what has not changed.

        The baseline sees all findings of a file, so that those in unchanged paragraphs are not taken for gone.
        """
        if self._fix:
            report = self._mended(report)
        if self._writer:
            self._writer.add(report)
        if self._known:
            report = self._known.new(report, {rule.code for rule in self._settings(report.path).rules})
        return replace(report, findings=self._changes.left(report)) if self._changes else report

    def _mended(self, report: FileReport) -> FileReport:
        """The report on a file after its certain mends, or why they can't be written; standard input stays as it is."""
        from detector.fix import apply, mends
        from detector.readers import ReadError

        if not os.path.isfile(report.path) or not mends(report):
            return report
        try:
            apply(report)
        except ReadError as error:
            return replace(report, error=error.message)
        return self._checker.check_file(report.path)

    def _print(self, report: FileReport) -> None:
        from detector.report.excerpt import visible

        for output in self._outputs:
            output.write(output.reporter.add(report))
        for line in [f"error: {report.error}"] if report.error else report.notes:
            click.echo(f"{visible(report.path)}: {visible(line)}", err=True)

    def _tell_of_baselines(self) -> None:
        if self._writer:
            click.echo(f"{self._writer.write()} findings are known from now on", err=True)
        gone = self._known.gone() if self._known else []
        for one in gone:
            click.echo(f"{one.path}: {one.rule} is gone: {one.text}", err=True)
        if gone:
            click.echo(
                f"{len(gone)} findings of the baseline are gone: write it again with --write-baseline",
                err=True,
            )


class Output:
    """A report and where it goes: standard output as it is made, or a file, whole, at the end."""

    def __init__(self, reporter: Reporter, path: str | None) -> None:
        self.reporter = reporter
        self._path = path
        self._kept: list[str] = []

    def write(self, text: str) -> None:
        """Write; where the reader of standard output has gone, stop quietly."""
        if self._path:
            self._kept.append(text)
            return
        try:
            click.echo(text, nl=False)
        except OSError as error:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  (for the interpreter's last flush)
            if isinstance(error, BrokenPipeError):
                raise click.exceptions.Exit(BROKEN_PIPE) from None
            raise Failure(f"standard output cannot be written ({error.strerror})") from None

    def close(self) -> None:
        """Put the file where it belongs, in one step."""
        from detector.writing import write_whole

        if not self._path:
            return
        try:
            write_whole(Path(self._path), "".join(self._kept).encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise Failure(f"{self._path}: cannot be written ({error.strerror}): check its folder") from error


def _outputs(formats: Sequence[str], output: str | None) -> list[Output]:
    """What to write where, from ``FORMAT[=FILE]``; at most one format may go to standard output or ``output``."""
    from detector.report.formats import FORMATS, PROSE, reporter

    wanted = [text.partition("=") for text in formats]
    for name, _, _ in wanted:
        if name not in FORMATS:
            near = get_close_matches(name, FORMATS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(FORMATS)}"
            raise click.UsageError(f"there is no format {name!r}; {hint}")
    files = [path or output for _, _, path in wanted]
    if len(set(files)) < len(files):
        raise click.UsageError("two formats go to the same place: write --format FORMAT=FILE for one of them")
    if any(path is None and name not in PROSE for (name, _, _), path in zip(wanted, files, strict=True)):
        # Whoever reads JSON or XML takes it for UTF-8, whatever the terminal's encoding.
        _reconfigure(sys.stdout, encoding="utf-8")
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = shutil.get_terminal_size((100, 24)).columns
    return [
        Output(reporter(name, version=__version__, colour=colour and not path, width=width), path)
        for (name, _, _), path in zip(wanted, files, strict=True)
    ]


def _split(selectors: Iterable[str]) -> list[str]:
    """Selectors from options that may each hold several.

    >>> _split(["MQ,GB105", "GB101"])
    ['MQ', 'GB105', 'GB101']
    """
    return [selector for option in selectors for selector in option.split(",")]
