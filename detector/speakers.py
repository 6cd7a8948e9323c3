"""Who is credited: the noun phrase before or after a cue, and what form it has.

Works on tokens alone, without a tagger: a newspaper's subject is a run of words between a clause boundary and the verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from detector.article import Speaker, SpeakerForm
from detector.cues import Grade
from detector.spans import Span
from detector.tokens import Token

PRONOUNS = frozenset("he she they it i we you who".split())
RELATIVES = frozenset(("who", "which", "that"))
AUXILIARIES = frozenset(
    """has have had did does do would will could may might must can should is are was were been be having being
    hasn’t haven’t hadn’t didn’t doesn’t don’t won’t wouldn’t couldn’t isn’t aren’t wasn’t weren’t
    hasn't haven't hadn't didn't doesn't don't won't wouldn't couldn't isn't aren't wasn't weren't""".split()
)
ADVERBS = frozenset(
    """also later then once often not never again already still even only simply just first now soon
    sometimes always earlier further afterward afterwards flatly ever twice instead thus therefore
    meanwhile however moreover nevertheless nonetheless additionally though too both all long""".split()
)
DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight
    recently mon. tues. wed. thurs. fri. sat. sun.""".split()
)
_MONTHS = frozenset(
    """january february march april june july august september october november december
    jan. feb. aug. sept. oct. nov. dec.""".split()
)
CONJUNCTIONS = frozenset("and but or nor yet so".split())
SUBORDINATORS = frozenset(
    """that as when while because if after before since though although where whether until unless whereas
    than how why what which who whom whose""".split()
)
PREPOSITIONS = frozenset(
    """of for at in from with on by to about under over during against between among inside outside near through
    throughout into within without toward towards across behind beyond around like despite per via amid upon
    following regarding concerning""".split()
)
_LINKS = frozenset(
    "of for at from with in on to behind inside".split()
)  # inside a noun phrase: a spokesman for …
DETERMINERS = frozenset(
    """the a an his her its their my our your this that these those one two three four five six some many several
    most another other any both each every few all no""".split()
)
BY_THEMSELVES = frozenset(
    "some many several most one two three four five six another both each all this these those".split()
)
_OCCASIONS = frozenset(
    """statement interview email e-mail letter speech tweet message post memo release phone telephone response reply
    conference briefing rally debate event court report testimony memoir hearing call column essay article blog video
    part fact addition turn 2009 2010""".split()
)
_TITLES = frozenset(
    """mr. mrs. ms. dr. gov. sen. rep. reps. sens. gen. lt. col. sgt. capt. prof. rev. sir lord lady dame president
    senator governor judge justice secretary minister sheriff mayor attorney representative congressman
    congresswoman chairman chairwoman""".split()
)
# Behind “the” they stand for one person: “the Nevada Democrat”.
_MEMBERS = frozenset(
    """democrat republican conservative liberal socialist libertarian independent texan floridian californian american
    briton canadian australian russian israeli frenchman englishman irishman scot german italian""".split()
)
_BODIES = frozenset(
    """times post news newspaper agency department ministry committee university institute inc inc. corp corp.
    co co. ltd party house senate court police bank group association union council office bureau center
    centre foundation journal company commission government administration congress parliament army navy
    force authority service board federation league network tribune herald guardian reuters interfax
    bloomberg politico society trust coalition alliance fund team hospital school church college kremlin
    pentagon organization organisation corporation nation nations states today magazine review press
    campaign airlines airways motors republicans democrats""".split()
)


# Nouns, and the ends of names: Kelly, Connolly, Reilly, Daly.
_NOT_ADVERBS = frozenset(
    "family ally assembly rally italy july reply supply bully tally sally emily lily kimberly beverly monopoly".split()
)
_NAME_ENDINGS = ("elly", "olly", "illy", "aly")


def is_adverb(word: str) -> bool:
    """Whether a lower-case word may stand between a subject and its verb."""
    return word in ADVERBS or (
        word.endswith("ly")
        and len(word) > 4
        and word not in _NOT_ADVERBS
        and not word.endswith(_NAME_ENDINGS)
    )


def is_time(token: Token) -> bool:
    """Whether a token names a day or a month."""
    return token.low in DAYS or token.low in _MONTHS


def _tells_time(row: Sequence[Token], at: int) -> bool:
    """Whether the token at ``at`` tells when: “Today” behind a capital is the end of a masthead."""
    return is_time(row[at]) and not (row[at].text == "Today" and at > 0 and row[at - 1].is_capital)


def before(row: Sequence[Token], cue: int, floor: int = 0) -> tuple[int, int] | None:
    """The subject of the verb at ``cue``, as a half-open range of tokens not before ``floor``."""
    end = cue
    while (
        end > floor
        and row[end - 1].is_word
        and (is_adverb(row[end - 1].low) or row[end - 1].low in AUXILIARIES)
    ):
        end -= 1
    if end > floor and row[end - 1].text == ",":
        return _before_comma(row, end - 1, floor)
    return _phrase_left(row, end, floor)


def _before_comma(row: Sequence[Token], comma: int, floor: int) -> tuple[int, int] | None:
    """The subject of “Reyes, a Republican from Ohio, said”: the leftmost phrase that is followed by a comma."""
    start = comma
    commas: list[int] = []
    while start > floor and comma - start < 45:
        token = row[start - 1]
        if token.quote is not None and start != comma:
            break
        if token.text in ";:—–" or token.text.startswith("--"):
            break
        if token.text == ",":
            commas.append(start - 1)
        start -= 1
    for at in reversed(commas):
        phrase = _phrase_left(row, at, start)
        if phrase and is_nominal(row, phrase) and not _is_list_head(row, at, comma):
            follow = row[at + 1].low
            aside = follow in PREPOSITIONS or follow in SUBORDINATORS - RELATIVES or follow.endswith("ing")
            return phrase if aside else (phrase[0], comma)
    return None


def _is_list_head(row: Sequence[Token], at: int, comma: int) -> bool:
    """Whether what follows the comma at ``at`` begins a clause of its own: “…, and he, …, said”."""
    follow = row[at + 1]
    return (
        follow.low in CONJUNCTIONS
        or (follow.low in PRONOUNS and follow.low not in RELATIVES)
        or at + 1 >= comma
    )


def _phrase_left(row: Sequence[Token], end: int, floor: int) -> tuple[int, int] | None:
    """The noun phrase that ends before ``end``."""
    while end > floor and _tells_time(row, end - 1):
        end -= 1
        if end > floor and row[end - 1].low in ("on", "late", "early", "last", "this"):
            end -= 1
    if end <= floor:
        return None
    last = row[end - 1]
    if last.low in PRONOUNS and last.low not in RELATIVES:
        return end - 1, end
    if last.low in RELATIVES:
        if last.low == "that" or end - 1 <= floor:
            return None
        if row[end - 2].text == ",":
            end -= 1
        return _phrase_left(row, end - 1, floor)
    if last.low in BY_THEMSELVES and (end - 1 == floor or not row[end - 2].is_word):
        return end - 1, end
    if not last.is_word or (
        last.low in PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | DETERMINERS | AUXILIARIES
        and not (last.is_capital and row[end - 2].is_capital and end - 2 >= floor)
        and not (last.low in BY_THEMSELVES and end - 2 >= floor and row[end - 2].low == "of")
    ):
        return None
    start = end
    while start > floor and end - start < 30:
        token = row[start - 1]
        if not token.is_word and token.text not in ("’", "'", "&", "%"):
            break
        if token.low in SUBORDINATORS or (token.low in PRONOUNS and token.is_word):
            break
        if token.low in CONJUNCTIONS and not _joins(row, start - 1, floor, end):
            break
        verb = token.verb
        if verb and verb.grade is Grade.SPEECH and not verb.noun and verb.form in ("past", "s"):
            break
        start -= 1
    return _trim_left(row, start, end)


def _joins(row: Sequence[Token], at: int, floor: int, end: int) -> bool:
    """Whether the “and” at ``at`` joins two names or two nouns rather than two clauses."""
    if row[at].low != "and" or at <= floor or at + 1 >= end:
        return False
    left, right = row[at - 1], row[at + 1]
    return left.is_word and (
        (left.is_capital and right.is_capital)
        or not (left.is_capital or right.is_capital or right.low in DETERMINERS)
    )


def _trim_left(row: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Leave out what comes before the subject: “But”, “On Friday”, “In a statement”."""
    while start < end and (
        row[start].low in CONJUNCTIONS
        or is_adverb(row[start].low)
        or is_time(row[start])
        or (row[start].low in AUXILIARIES)
    ):
        start += 1
    if start < end and row[start].low in PREPOSITIONS:
        best = None
        for at in range(start + 1, end):
            token, left = row[at], row[at - 1]
            opens = token.low in DETERMINERS or token.is_capital
            linked = left.low in PREPOSITIONS | DETERMINERS or left.is_capital
            if opens and (not linked or (is_time(left) and not is_time(token))):
                best = at
        if best is None:
            return None
        start = best
    return (start, end) if start < end else None


def is_nominal(row: Sequence[Token], phrase: tuple[int, int]) -> bool:
    """Whether a run of words looks like a noun phrase with no verb of its own."""
    words = row[phrase[0] : phrase[1]]
    if words[0].verb and not words[0].verb.noun:
        return False
    if any(word.low in AUXILIARIES or word.low in SUBORDINATORS for word in words):
        return False
    if len(words) == 1 and words[0].low in PRONOUNS:
        return True
    if not (words[0].is_capital or words[0].low in DETERMINERS or words[-1].low.endswith("s")):
        return False
    named = False
    for index, word in enumerate(words):
        if word.is_capital and word.low not in DETERMINERS:
            named = True
        elif named and word.low in PREPOSITIONS | CONJUNCTIONS:
            named = False
        elif named and words[index - 1].is_capital and word.low.endswith("ed"):
            return False
    return True


def after(row: Sequence[Token], cue_end: int) -> tuple[int, int] | None:
    """The subject that follows its verb, in “…,” said Ms. Watson, a lawyer in Ohio."""
    start = cue_end
    if start >= len(row) or not row[start].is_word:
        return None
    first = row[start]
    if first.low in ("he", "she", "they", "it", "i", "we"):
        return start, start + 1
    if (
        first.low in PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | AUXILIARIES
        or is_adverb(first.low)
        or is_time(first)
    ):
        return None
    if first.low in ("him", "her", "them", "me", "us") and not (
        start + 1 < len(row) and row[start + 1].is_word and row[start + 1].low not in PREPOSITIONS
    ):
        return None
    end = _phrase_right(row, start)
    if (
        not any(row[at].is_capital for at in range(start, end))
        and first.low not in DETERMINERS
        and end - start == 1
    ):
        return (start, end) if first.low.endswith("s") else None
    return start, _apposition(row, end)


def _phrase_right(row: Sequence[Token], start: int) -> int:
    end = start
    while end < len(row) and end - start < 25:
        token = row[end]
        if not token.is_word:
            if token.text in ("’", "'", "&", "%"):
                end += 1
                continue
            break
        if end > start:
            verb = token.verb
            if verb and verb.form == "past" and verb.grade is Grade.SPEECH:
                break
            if (
                token.low in SUBORDINATORS
                or token.low in AUXILIARIES
                or is_adverb(token.low)
                or _tells_time(row, end)
            ):
                break
            if token.low in PRONOUNS or (
                token.low.endswith("ing")
                and not token.is_capital
                and len(token.low) > 5
                and row[end - 1].low not in DETERMINERS | PREPOSITIONS
            ):
                break
            joined = token.low == "and" and _joins(row, end, start, min(len(row), end + 2))
            if token.low in CONJUNCTIONS and not joined:
                break
            if token.low in PREPOSITIONS and not _links(row, end):
                break
        end += 1
    while end > start + 1 and row[end - 1].low in PREPOSITIONS | DETERMINERS:
        end -= 1
    return end


def _links(row: Sequence[Token], at: int) -> bool:
    """Whether the preposition at ``at`` goes on with a noun phrase rather than telling when, where or how."""
    if row[at].low not in _LINKS:
        return False
    following = [token for token in row[at + 1 : at + 5] if token.is_word]
    if not following or any(is_time(token) or token.low in _OCCASIONS for token in following):
        return False
    if row[at].low in ("of", "for"):
        return True
    if row[at].low in ("on", "to"):
        head = following[0]
        return not row[at - 1].is_capital and not head.is_capital and head.low not in ("me", "him", "her")
    return not row[at - 1].is_capital


_NO_APPOSITION = (PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | PRONOUNS) - {"who", "whose"}


def _apposition(row: Sequence[Token], end: int) -> int:
    """Where a phrase ends that explains the one before ``end``, set off by commas."""
    if end + 1 >= len(row) or row[end].text != ",":
        return end
    first = row[end + 1]
    if not first.is_word or first.low in _NO_APPOSITION:
        return end
    if first.low.endswith("ing") or first.low.endswith("ed") or is_adverb(first.low) or is_time(first):
        return end
    stop = end + 1
    while stop < len(row) and stop - end < 30:
        token = row[stop]
        if token.text in ".;:—–)" or token.text.startswith("--") or token.quote is not None:
            break
        verb = token.verb
        if token.low == "who" or (verb and verb.grade is Grade.SPEECH and verb.form in ("past", "ing")):
            if first.low == "who":
                rest = row[end + 2 : end + 22]
                if any((v := t.verb) and v.grade is Grade.SPEECH and v.form != "base" for t in rest):
                    return end
            elif verb:
                return end
        if token.text == ",":
            following = row[stop + 1] if stop + 1 < len(row) else None
            place = bool(
                following and following.is_capital and stop + 2 < len(row) and row[stop + 2].text in ",."
            )
            if (
                first.text.isdigit()
                and following
                and (following.low in DETERMINERS or following.low == "who")
            ):
                place = True
            if not place:
                break
        stop += 1
    return stop


_LONGEST = 80  # tokens from the beginning of a clause to the verb that asks for its subject
_SPELLS = frozenset("here there ago hours minutes days weeks months years moments later".split())
_IRREGULAR = frozenset(
    """took went came made got gave began put ran led left met held kept lost won sat stood spoke spent brought built
    bought broke chose drew drove fell felt found flew grew heard hit knew let meant paid read rose saw sent set shot
    sought struck taught threw understood won wore""".split()
)


def opening(row: Sequence[Token], floor: int, end: int) -> tuple[int, int] | None:
    """The subject of the clause that begins at ``floor``: the first noun phrase that no preposition leads."""
    if end - floor > _LONGEST:
        return None
    start = _behind_dateline(row, floor, end)
    while start < end:
        token = row[start]
        if token.low in CONJUNCTIONS or is_adverb(token.low) or not token.is_word:
            start += 1
        elif (
            token.low in PREPOSITIONS
            or token.low in SUBORDINATORS
            or token.low in _SPELLS
            or is_time(token)
            or token.low.endswith("ing")
        ):
            start = next((at + 1 for at in range(start, end) if row[at].text == ","), end)
        else:
            break
    if start >= end:
        return None
    if row[start].low in PRONOUNS:
        return start, start + 1
    if not (row[start].is_capital or row[start].low in DETERMINERS):
        return None
    stop = next((at for at in range(start + 1, end) if _ends_subject(row, at)), end)
    if (
        stop + 1 < end
        and row[stop].text == ","
        and (
            row[stop + 1].low in PRONOUNS - RELATIVES
            or any(token.low in _SPELLS for token in row[start:stop])
        )
    ):  # Eight years ago, he …
        return opening(row, stop + 1, end)
    return start, stop


def _behind_dateline(row: Sequence[Token], floor: int, end: int) -> int:
    """Where the story begins in “EMS, Dec. 8 (KNA) — The mayor”."""
    if not row[floor].text.isupper() or len(row[floor].text) < 3:
        return floor
    return next(
        (at + 1 for at in range(floor, min(floor + 12, end)) if row[at].text in ("—", "–", "--")), floor
    )


def _ends_subject(row: Sequence[Token], at: int) -> bool:
    """Whether the verb, or an aside, begins here."""
    token, left = row[at], row[at - 1]
    if not token.is_word:
        return token.text not in ("’", "'", "&")
    if token.low in AUXILIARIES or token.low in RELATIVES or token.low in _IRREGULAR or is_adverb(token.low):
        return True
    if token.verb and not token.is_capital and not token.verb.noun:
        return left.low not in DETERMINERS
    if left.is_capital and left.low not in DETERMINERS and not token.is_capital:
        return token.low not in ("of", "and", "for", "de", "van", "von")
    return token.low.endswith("ed") and left.low not in DETERMINERS


def speaker(row: Sequence[Token], phrase: tuple[int, int], plain: str) -> Speaker:
    """The mention that stands at a range of tokens, and its form."""
    span = Span(row[phrase[0]].span.start, row[phrase[1] - 1].span.end)
    return Speaker(span, span.of(plain), form(row[phrase[0] : phrase[1]]))


def form(words: Sequence[Token]) -> SpeakerForm:
    """How a speaker is named."""
    if len(words) == 1 and words[0].low in PRONOUNS:
        return SpeakerForm.PRONOUN
    head: list[Token] = []
    for word in words:
        if not word.is_word or (head and word.low in PREPOSITIONS) or word.low in RELATIVES:
            break
        head.append(word)
    if not head or not head[-1].is_capital:
        return SpeakerForm.DESCRIPTION
    run = [word for word in head if word.is_capital]
    last = run[-1].low
    acronym = run[-1].text.isupper() and len(run[-1].text) > 2
    titled = any(word.low in _TITLES for word in run[:-1])
    if not titled and (last in _BODIES or run[0].low in _BODIES or acronym):
        return SpeakerForm.ORGANISATION
    if head[0].low == "the" and not titled and run[-1].low in _MEMBERS:
        return SpeakerForm.DESCRIPTION
    if head[0].low == "the" and len(run) == len(head):
        return SpeakerForm.ORGANISATION
    return SpeakerForm.NAME
