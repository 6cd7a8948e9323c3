"""A comment or front matter key that asks for something nobody understands.

## What it does
Marks a “misquote:” comment with a word other than ignore, off or on, one that names a rule there is none of, and one
that never closes; and a front matter key with another value than “off” or “{ignore: [codes]}”.

## Why it is bad
It suppresses nothing, or less than its author believes.

## Example
    <!-- misquote: ignore MQ13 -->
    The ferry leaves at noon, and the board has left the fares as they were.

## Use instead
    The ferry leaves at noon, and the board has left the fares as they were.

## When to switch it off
Never, if you can help it.
"""

from __future__ import annotations

from detector.rules.base import Rule, Severity, nowhere

RULE = Rule(
    code="MQ002",
    name="unknown-suppression",
    severity=Severity.WARNING,
    default=True,
    doc=__doc__ or "",
    propose=nowhere,
    asks=False,
)
