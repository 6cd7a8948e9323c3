"""What tells one finding from another when the lines around it have moved.

A fingerprint holds the rule and the words that it marks, and which of several such findings of the file it is. Lines,
columns and what stands elsewhere in the file are no part of it, so that it survives edits there.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from detector.finding import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """For each finding of one file, in order, 16 hexadecimal digits that no other finding of the file has.

    Spaces and line breaks within the marked words don't count: a paragraph may be wrapped anew.
    """
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for finding in findings:
        words = " ".join(finding.text.split())
        number = seen[finding.rule, words]
        seen[finding.rule, words] += 1
        known = f"{finding.rule}\0{words}\0{number}"
        made.append(hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:16])
    return made
