"""The catalogue of rules; one file a rule, each listed here by hand, in the order of their codes."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from detector.rules import (
    gb101_truncated_sentence,
    gb102_missing_start,
    gb103_stray_fragment,
    gb104_word_salad,
    gb105_duplicate_text,
    gb106_mojibake,
    gb107_unbalanced_quotes,
    mq001_unused_suppression,
    mq002_unknown_suppression,
    mq101_conflicting_attribution,
    mq102_dangling_attribution,
    mq103_wrong_speaker,
    mq104_pronoun_mismatch,
    mq105_unattributed_quote,
    mq106_contradicted_paraphrase,
    mq107_repeated_quote,
    mq108_doubled_cue,
)
from detector.rules.base import Rule

RULES: tuple[Rule, ...] = (
    mq001_unused_suppression.RULE,
    mq002_unknown_suppression.RULE,
    mq101_conflicting_attribution.RULE,
    mq102_dangling_attribution.RULE,
    mq103_wrong_speaker.RULE,
    mq104_pronoun_mismatch.RULE,
    mq105_unattributed_quote.RULE,
    mq106_contradicted_paraphrase.RULE,
    mq107_repeated_quote.RULE,
    mq108_doubled_cue.RULE,
    gb101_truncated_sentence.RULE,
    gb102_missing_start.RULE,
    gb103_stray_fragment.RULE,
    gb104_word_salad.RULE,
    gb105_duplicate_text.RULE,
    gb106_mojibake.RULE,
    gb107_unbalanced_quotes.RULE,
)


def by_code() -> dict[str, Rule]:
    """Every rule under its code."""
    return {rule.code: rule for rule in RULES}


def find(label: str) -> Rule:
    """The rule with this code or name, in any case of letters.

    Raises:
        LookupError: where there is none; the message names the nearest match.
    """
    wanted = label.strip().lower()
    for rule in RULES:
        if wanted in (rule.code.lower(), rule.name):
            return rule
    raise LookupError(_unknown(label))


def choose(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that ``select`` names (none: those on by default) less those that ``ignore`` names.

    Each selector is a code, the beginning of codes (``MQ``, ``GB10``) or a name.

    Raises:
        LookupError: where a selector fits no rule; the message names the nearest match.
    """
    wanted = [code for selector in select for code in matching(selector)]
    unwanted = {code for selector in ignore for code in matching(selector)}
    return tuple(
        rule
        for rule in RULES
        if (rule.code in wanted if wanted else rule.default) and rule.code not in unwanted
    )


def matching(selector: str) -> list[str]:
    """The codes that a selector stands for; at least one.

    Raises:
        LookupError: where it fits no rule; the message names the nearest match.
    """
    wanted = selector.strip().lower()
    codes = [
        rule.code
        for rule in RULES
        if wanted and (rule.code.lower().startswith(wanted) or rule.name == wanted)
    ]
    if not codes:
        raise LookupError(_unknown(selector))
    return codes


def _unknown(label: str) -> str:
    """One line for a label that fits no rule."""
    labels = {text.lower(): text for rule in RULES for text in (rule.code, rule.name)}
    near = get_close_matches(label.strip().lower(), labels, n=1, cutoff=0.5)
    hint = f"did you mean {labels[near[0]]}?" if near else "“misquote rules” lists them all"
    return f"no rule is called {label!r}; {hint}"
