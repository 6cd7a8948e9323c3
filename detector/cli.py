"""The command line: parses, prints and chooses the exit status; all else is the library's."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from difflib import get_close_matches
from typing import IO, TYPE_CHECKING

import click

from detector import __version__

if TYPE_CHECKING:
    from detector.check import Checker
    from detector.finding import FileReport
    from detector.report import Reporter

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
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT[=FILE]",
    help="How to write the findings, and where to; more than once for several at a time. One of text (the default), "
    "concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, html.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(), metavar="FILE", help="Write to FILE what goes to standard output."
)
@click.option("--select", multiple=True, metavar="RULES", help="Use only these rules.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0, not 1, where there are findings.")
@click.option(
    "--min-score", type=click.FloatRange(0, 1), default=0.0, metavar="SCORE",
    help="Report only findings that are at least this likely to be right, from 0 to 1.",
)  # fmt: skip
@click.option("--fix", is_flag=True, help="Apply the suggestions, which are certain, to the files.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--model", metavar="MODEL", help="A model folder, or hf:NAME_OR_PATH, in place of the embedded model."
)
@click.option("--device", metavar="DEVICE", help="Where an hf: model runs, such as cpu or cuda.")
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[str, ...],
    formats: tuple[str, ...],
    output: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exit_zero: bool,
    min_score: float,
    fix: bool,
    diff: bool,
    model: str | None,
    device: str | None,
) -> None:
    """Check files, folders or - (standard input); the current folder where no PATHS are given.

    RULES are codes, names, or beginnings of codes, separated by commas: MQ,GB105. Both options can be given
    more than once; --ignore wins.

    The exit status is 0 where nothing is found, 1 where there are findings, 2 where a file could not be read
    or the call is wrong.
    """
    from detector.check import Checker
    from detector.nli import ModelError

    try:
        checker = Checker(
            select=_split(select), ignore=_split(ignore), min_score=min_score, model=model, device=device
        )
        outputs = _outputs(["diff"] if diff else formats or ["text"], output)
        try:
            status = _run(checker, paths or (".",), outputs, fix=fix and not diff)
        finally:
            for one in outputs:
                one.drop()
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from error
    except ModelError as error:
        raise Failure(str(error)) from error
    context.exit(CLEAN if status == FINDINGS and exit_zero else status)


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
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(cli.main(prog_name="misquote", standalone_mode=False) or CLEAN)
    except click.ClickException as error:
        error.show()
        sys.exit(FAILURE)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)


def _run(checker: Checker, paths: Sequence[str], outputs: Sequence[Output], *, fix: bool) -> int:
    """Check and print, with ``fix`` what is left after mending; the exit status."""
    from detector.files import expand
    from detector.finding import Tally
    from detector.progress import Progress
    from detector.report.excerpt import visible

    started = time.perf_counter()
    tally = Tally()
    files = list(expand(paths))
    with Progress(len(files)) as progress:
        for report in checker.check_files(files):
            if fix:
                report = _mended(checker, report)
            tally.add(report)
            with progress.step():
                for output in outputs:
                    output.write(output.reporter.add(report))
                for line in [f"error: {report.error}"] if report.error else report.notes:
                    click.echo(f"{visible(report.path)}: {visible(line)}", err=True)
    tally.seconds = time.perf_counter() - started
    for output in outputs:
        output.write(output.reporter.finish(tally, checker.model))
        output.close()
    return FAILURE if tally.errors else FINDINGS if tally.findings else CLEAN


def _mended(checker: Checker, report: FileReport) -> FileReport:
    """The report on a file after its certain mends, or why they can't be written; standard input stays as it is."""
    from dataclasses import replace

    from detector.fix import apply, mends
    from detector.readers import ReadError

    if report.path == "-" or not mends(report):
        return report
    try:
        apply(report)
    except ReadError as error:
        return replace(report, error=error.message)
    return checker.check_file(report.path)


class Output:
    """A report and where it goes: standard output, or a file that is there once the run has ended well."""

    def __init__(self, reporter: Reporter, path: str | None) -> None:
        self.reporter = reporter
        self._path = path
        self._file = self._open(path) if path else None

    @staticmethod
    def _open(path: str) -> IO[str]:
        folder = os.path.dirname(os.path.realpath(path))
        try:
            return tempfile.NamedTemporaryFile(
                "w", dir=folder, prefix=".misquote-", encoding="utf-8", errors="backslashreplace", newline="",
                delete=False,
            )  # fmt: skip
        except OSError as error:
            raise Failure(
                f"{path}: cannot be written ({error.strerror}): check the folder and its permissions"
            ) from error

    def write(self, text: str) -> None:
        """Write; where the reader of standard output has gone, stop quietly."""
        try:
            if self._file:
                self._file.write(text)
            else:
                click.echo(text, nl=False)
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  (for the interpreter's last flush)
            raise click.exceptions.Exit(BROKEN_PIPE) from None
        except OSError as error:
            self.drop()
            raise Failure(
                f"{self._path or 'standard output'}: cannot be written ({error.strerror})"
            ) from error

    def close(self) -> None:
        """Put the file where it belongs, in one step."""
        if self._file and self._path:
            try:
                self._file.close()
                mask = os.umask(0)
                os.umask(mask)
                os.chmod(self._file.name, 0o666 & ~mask)
                os.replace(self._file.name, os.path.realpath(self._path))
                self._file = None
            except OSError as error:
                self.drop()
                raise Failure(f"{self._path}: cannot be written ({error.strerror})") from error

    def drop(self) -> None:
        """Leave no half-written file behind, however the run has ended."""
        if self._file:
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                os.unlink(self._file.name)


def _outputs(formats: Sequence[str], output: str | None) -> list[Output]:
    """What to write where, from ``FORMAT[=FILE]``; at most one format may go to standard output or ``output``."""
    from detector.report.formats import FORMATS, reporter

    wanted = [text.partition("=") for text in formats]
    for name, _, _ in wanted:
        if name not in FORMATS:
            near = get_close_matches(name, FORMATS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(FORMATS)}"
            raise click.UsageError(f"there is no format {name!r}; {hint}")
    files = [path or output for _, _, path in wanted]
    if len(set(files)) < len(files):
        raise click.UsageError("two formats go to the same place: write --format FORMAT=FILE for one of them")
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
