"""Which words and phrases English says twice on purpose.

The tables grew from reading every doubled word in 2,100 published articles: of those that stay after these
exceptions, nearly all were slips.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detector.neighbours import is_function_word
from detector.repeats import Repeat

# Never right twice, whoever writes or speaks.
_FUNCTION = frozenset(
    """the a an to of in on at by for from with into onto than as if and or nor because although while when who
    which whose where whether its their our my your this these those be been being am has have having were
    was is are will would could should may might must shall does did we they he she i not per via upon about
    against between through we’re they’re it’s i’m he’s she’s that’s we’ve they’ve i’ve we’ll i’ll don’t
    didn’t""".split()
)
# Right twice too often: for stress, as a sound, as the name of a dish or an animal.
_MEANT = frozenset(
    """that had her very so no many much far long really never way old again how big bad good little high low huge
    great deep tough heavy slow yes yeah hey hi oh ah ha ho hee boo na la da dun dum tut tsk knock chop bye night
    choo cha chi pom tom yo ta wee win go rah aye nom mahi peri piri dan gado chow agar ylang gris can pili dik
    hush blah yada rat quack tick tock beep bla woof meow clap whoop sorry please thank help""".split()
)
# Right twice too often where people speak, who stop to think and begin again. In 3 million words of what published
# articles say themselves, none of these stands twice but by a slip.
_SPOKEN = frozenset(
    """out up it you do him them us there here now then well what why more less one ever too just over down off back
    all""".split()
)
# Verbs that leave their preposition at the end of a clause: “the lengths they went to to win”.
_STRANDING = frozenset(
    """access adhere allow ask base be been believe belong bet book break bring broke brought build built buy
    call came care carry cash cave check chime chip close come dealt deal depend dial dig drive drop drove
    factor fall fell fight fill find flood fly focus fought found gave get give given go goes gone got hand
    held hold hope involve interest is it join jump kick lay lean let listen live lock log look move opt
    order paid pass pay phase phone pitch plug pour put ran refer rein rely report resort roll run rush sank
    sat send sent set settle shut sign sink sit speak spoke spoken squeeze stand stay step stood stop stream
    swear swore sworn take taken talk took trap trickle tune turn use usher vote walk was weigh went were
    work write wrote zoom later""".split()
)
_TOO_LONG = 4  # words that nobody chants without a comma between
_LONG = 5  # letters of a word of which the same holds
_SUFFIXES = ("", "s", "d", "ed", "ing", "ped", "ping", "ning", "ting", "ged", "ging")
# Nouns and verbs by their endings; what is doubled for stress is an adjective or an adverb.
_INFLECTED = re.compile(r"^(?!always|sometimes|perhaps)[a-z]{3,}(?:[^sui]s|tion|ment|ing|ed)$")
_PREPOSITIONS = frozenset("to of in on at by for from with into as about against through".split())
_AUXILIARIES = frozenset(
    "is are was were be has have will would could should may might must shall does did".split()
)
_SUBJECTS = frozenset(
    "he she it they we you i that this who which there what those all one everything".split()
)
# With one of these before it, “what it is is”, “all they have have”.
_OPEN_CLAUSE = frozenset(
    "what whatever who whoever how where when why which as than all everything anything thing way reason person".split()
)
_BEFORE_NOUN = frozenset("a the his her their my free good own at".split())  # the will will be read
# “that that” is as often right as wrong; before one of these the second can hardly be right.
_AFTER_THAT = frozenset(
    "the a an our his my its their your he she they we i adm gen gov rep sen mr ms mrs dr".split()
)
_TIMES = frozenset(
    "week month year time morning afternoon evening summer winter spring fall autumn season".split()
)
_LINKS = frozenset("and or but after to by on upon for in of against before is are was were".split())


def is_slip(words: Sequence[str], repeat: Repeat, *, quoted: bool) -> bool:
    """Whether a repetition among the words of a stretch without punctuation must be a slip.

    Args:
        words: the words as they are written.
        repeat: where they repeat themselves.
        quoted: whether somebody is being quoted; people stress things by saying them twice.
    """
    low = [word.lower() for word in words[repeat.start : repeat.end]]
    phrase = [word.replace("'", "’") for word in low[: repeat.period]]
    before = [word.lower() for word in words[: repeat.start]]
    after = words[repeat.end].lower().strip(".") if repeat.end < len(words) else ""
    if all(not word[0].islower() for word in words[repeat.start + repeat.period : repeat.end]):
        return False  # names and numbers: Duran Duran, 20 20
    if repeat.period == 2 and low[0] == low[-1] and not is_function_word(low[0]):
        return False  # hill behind hill behind hill
    if repeat.period == 1:
        if words[repeat.start][0].isupper() and phrase[0] not in _FUNCTION - _AUXILIARIES:
            return False  # a name that is a verb as well: Will will
        return _is_word_slip(phrase[0], before, after, many=repeat.end - repeat.start > 2, quoted=quoted)
    return _is_phrase_slip(phrase, quoted=quoted)


def _is_word_slip(word: str, before: list[str], after: str, *, many: bool, quoted: bool) -> bool:
    last = before[-1] if before else ""
    if word == "that":
        return after in _AFTER_THAT
    if word == "had":
        return after == "been"
    if word in _MEANT or (word not in _FUNCTION and (many or not word.isascii() or len(word) == 1)):
        return False
    if quoted and (word in _SPOKEN or not (word in _FUNCTION or _is_no_chant(word))):
        return False
    if word == "this":
        return after not in _TIMES
    if word in _PREPOSITIONS and word != "as" and _strands(last):
        return False
    if word in _AUXILIARIES:
        open_clause = not _OPEN_CLAUSE.isdisjoint(before)
        return not (last in _BEFORE_NOUN or (open_clause and (quoted or last in _SUBJECTS)))
    return True


def _is_no_chant(word: str) -> bool:
    """Whether a word is too long, or a form too unlikely, to be called out or said again for stress."""
    return len(word) >= _LONG or _INFLECTED.search(word) is not None


def _strands(verb: str) -> bool:
    return any(
        verb.endswith(suffix) and verb[: len(verb) - len(suffix)] in _STRANDING for suffix in _SUFFIXES
    )


def _is_phrase_slip(phrase: list[str], *, quoted: bool) -> bool:
    if quoted and len(phrase) < _TOO_LONG and not _FUNCTION & set(phrase):  # four more years, four more years
        return False
    if quoted and phrase[0] in ("and", "or", "to"):  # and neither should you and neither should you
        return False
    if len(phrase) > 2:
        return True
    if phrase[1] in _LINKS or phrase[0] in ("to", "more"):  # rows and rows and; door to door to; to do to do
        return False
    if phrase[0] == "as" and phrase[1] not in _SUBJECTS:  # as good as good can be
        return False
    return not (phrase[0] in _SUBJECTS or (phrase[1] in _SUBJECTS and phrase[0] in _AUXILIARIES))
