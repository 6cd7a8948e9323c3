"""misquote finds misattributed quotes and garbled sentences in articles, and says exactly where and why.

>>> from detector import check_text
>>> check_text("The council met on Monday. It will meet again in May.").findings
()
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detector.api import check_file, check_text
    from detector.check import Checker
    from detector.finding import FileReport, Finding

__all__ = ["Checker", "FileReport", "Finding", "__version__", "check_file", "check_text"]

try:
    __version__ = version("misquote")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"

# Imported on first use, so that a command that checks nothing doesn't pay for what checking needs.
_HOMES = {
    "Checker": "detector.check",
    "FileReport": "detector.finding",
    "Finding": "detector.finding",
    "check_file": "detector.api",
    "check_text": "detector.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
