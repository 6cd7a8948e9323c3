"""A comment or front matter key that suppresses nothing.

## What it does
Marks a “misquote: ignore”, an “off” or an “on” that changes nothing: no rule that it names has anything to say about
the place that it is for. A suppression of rules that were not asked for in this run is left alone.

## Why it is bad
What it was written for has been mended, or moved away. The next mistake in that place would go unseen.

## Example
    <!-- misquote: on MQ103 -->
    The ferry leaves at noon, and the board has left the fares as they were.

## Use instead
    The ferry leaves at noon, and the board has left the fares as they were.

## When to switch it off
While many articles are being mended at once.
"""

from __future__ import annotations

from detector.rules.base import Rule, Severity, nowhere

RULE = Rule(
    code="MQ001",
    name="unused-suppression",
    severity=Severity.WARNING,
    default=True,
    doc=__doc__ or "",
    propose=nowhere,
    asks=False,
)
