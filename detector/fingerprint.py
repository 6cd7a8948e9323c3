"""What tells one finding from another when the lines around it have moved.

A fingerprint holds the rule and the words that it marks, of a short mark the words beside it too, and which of several
such findings of the file it is. Lines, columns and what stands elsewhere are no part of it: it survives edits there.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from detector.finding import FileReport, Finding

# Between paragraphs, in the markup of pages too.
_BREAK = re.compile(r"\n\s*\n|</?(?:p|li|h[1-6]|div|blockquote|td)\b[^>]{0,200}>", re.IGNORECASE)
_SHORT = 20  # code points; so little can stand anywhere
_WORDS, _NEAR = 3, 80  # the words beside it, and the code points that they are looked for in


def fingerprints(report: FileReport) -> list[str]:
    """For each finding of a file, in order, 16 hexadecimal digits that no other finding of the file has.

    Spaces and line breaks don't count: a paragraph may be wrapped anew.
    """
    seen: Counter[str] = Counter()
    made = []
    for finding in report.findings:
        known = "\0".join((finding.rule, *_words(report.source, finding)))
        made.append(_digest(f"{known}\0{seen[known]}"))
        seen[known] += 1
    return made


def _words(source: str, finding: Finding) -> list[str]:
    words = finding.text.split()
    if len(finding.text) >= _SHORT:
        return words
    before = _BREAK.split(source[max(finding.start - _NEAR, 0) : finding.start])[-1]
    after = _BREAK.split(source[finding.end : finding.end + _NEAR], maxsplit=1)[0]
    return [*before.split()[-_WORDS:], *words, *after.split()[:_WORDS]]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
