"""The command line: parses, prints and chooses the exit status; all else is the library's."""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from detector import __version__

if TYPE_CHECKING:
    from detector.check import Checker
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
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How to print the findings.",
)  # fmt: skip
@click.option("--select", multiple=True, metavar="RULES", help="Use only these rules.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0, not 1, where there are findings.")
@click.option(
    "--min-score", type=click.FloatRange(0, 1), default=0.0, metavar="SCORE",
    help="Report only findings that are at least this likely to be right, from 0 to 1.",
)  # fmt: skip
@click.option(
    "--model", metavar="MODEL", help="A model folder, or hf:NAME_OR_PATH, in place of the embedded model."
)
@click.option("--device", metavar="DEVICE", help="Where an hf: model runs, such as cpu or cuda.")
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[str, ...],
    format_: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exit_zero: bool,
    min_score: float,
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
        status = _run(checker, paths or (".",), _reporter(format_))
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


def _run(checker: Checker, paths: Sequence[str], reporter: Reporter) -> int:
    """Check and print; the exit status."""
    from detector.files import expand
    from detector.finding import Tally
    from detector.progress import Progress
    from detector.report.excerpt import visible

    started = time.perf_counter()
    tally = Tally()
    files = list(expand(paths))
    with Progress(len(files)) as progress:
        for report in checker.check_files(files):
            tally.add(report)
            with progress.step():
                _print(reporter.add(report))
                for line in [f"error: {report.error}"] if report.error else report.notes:
                    click.echo(f"{visible(report.path)}: {visible(line)}", err=True)
    tally.seconds = time.perf_counter() - started
    _print(reporter.finish(tally, checker.model))
    return FAILURE if tally.errors else FINDINGS if tally.findings else CLEAN


def _print(text: str) -> None:
    """Print to standard output; where its reader has gone, stop quietly."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  (for the interpreter's last flush)
        raise click.exceptions.Exit(BROKEN_PIPE) from None


def _reporter(format_: str) -> Reporter:
    from detector.report.json import JsonReporter
    from detector.report.text import TextReporter

    if format_ == "json":
        return JsonReporter(__version__)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return TextReporter(colour=colour, width=shutil.get_terminal_size((100, 24)).columns)


def _split(selectors: Iterable[str]) -> list[str]:
    """Selectors from options that may each hold several.

    >>> _split(["MQ,GB105", "GB101"])
    ['MQ', 'GB105', 'GB101']
    """
    return [selector for option in selectors for selector in option.split(",")]
