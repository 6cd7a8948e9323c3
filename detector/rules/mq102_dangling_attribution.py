"""A reporting clause stands alone, with nothing that it could report.

## What it does
Marks a clause such as “she said.” that makes a whole sentence by itself, and a cue behind a quotation that has lost its
speaker. Clauses that belong to a quotation before or after them are left alone, and so are questions in free
indirect speech (“Did anyone know? she asked.”).

## Why it is bad
The clause has come loose from the words it belonged to. Often the quotation has meanwhile been credited to somebody
else, so the loose clause may hold the true speaker: look there before deleting it.

## Example
    The water works were sold twice and the archive was closed. she said. Nobody at the town hall knows the owner.

## Use instead
    The water works were sold twice and the archive was closed, she said. Nobody at the town hall knows the owner.

## When to switch it off
For fiction and for verse, where a narrator may well report nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detector.article import Article, Sentence
from detector.reporting import BARE_PHRASE, NAME, rest_of_sentence
from detector.rules.base import Mark, Proposal, Rule, Severity, certain
from detector.spans import Span

_SCORE = 0.9

_WHEN_WHERE = r"(?: (?:in|on|at|to|during|after|from|by|via|through|late|early|yesterday|today|last)\b[^.“”\"]{0,100})?"
_ADDRESSEE = r"(?: (?!him\b|her\b|them\b|it\b)[^.,“”\"]{1,60})"
# A clause that has lost its capital too can be nothing else, whatever its verb.
_LOWER = re.compile(
    rf"(?:(?:he|she|they|the {BARE_PHRASE.replace('{1,14}', '{1,4}').rstrip()}) ?"
    rf"(?:(?:also|then|later) )?(?:said|says|added|adds|explained|noted|wrote|continued|stated|remarked|insisted|concluded)"
    rf"{_WHEN_WHERE}\."
    rf"|(?:he|she|they) told{_ADDRESSEE}\."
    rf"|(?:said|says|added) {NAME}{_WHEN_WHERE}\."
    rf"|according to [^.,“”\"]{{1,60}}\."
    rf"|(?:(?:he|she|they) )?(?:used|made|gave) (?:the|these|this|such|his|her)(?: following)?"
    rf" (?:words?|phrases?|expressions?|statements?|assessments?|evaluations?)\.)$"
)
# With a capital, only verbs that can't do without an object, and no more than the clause itself.
_CAPITAL = re.compile(rf"(?:He|She|They|{NAME}) (?:said|added|noted|stated|remarked){_WHEN_WHERE}\.$")
