"""Defects made from clean sentences: cut ends, lost beginnings, stray scraps, word salad.

Each maker takes the sentences of one paragraph and returns them with a defect in it. The forms follow what
machine translators, content systems and hurried editors do to copy: a sentence closed too early with its rest
in lower case behind the full stop, a paragraph broken in mid-sentence, a lost first letter, a word left over,
words out of order.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from detector.document import DocumentBuilder, Kind
from detector.segment import sentences as segmented
from detector.spans import Span

FUNCTION_WORDS = frozenset(
    "a an the of in on at to for from by with into over under between against during without within about as "
    "and or but nor that which who whose whom because although while if than when where is are was were be "
    "been being has have had will would can could may might must should do does did not his her its their our "
    "your my this these those such more most very so".split()
)
_AUXILIARIES = "is are was were has had will would can could may must should did".split()
_END = re.compile(r"[.?!…]+[”\"’']*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with made defects.

    Attributes:
        sentences: the sentences in order.
        defects: for each defect the index of its sentence and the rule's code.
        breaks: indices of sentences that begin a new paragraph.
        kind: the name of the maker.
    """

    sentences: tuple[str, ...]
    defects: tuple[tuple[int, str], ...]
    kind: str
    breaks: tuple[int, ...] = field(default=())

    @property
    def text(self) -> str:
        """The paragraph, or the paragraphs where it breaks, as copy."""
        joined = self.sentences[0]
        for index, sentence in enumerate(self.sentences[1:], 1):
            joined += ("\n\n" if index in self.breaks else " ") + sentence
        return joined


def paragraphs(text: str) -> Iterator[list[str]]:
    """The sentences of each paragraph of an article, split as misquote splits them."""
    for piece in text.split("\n\n"):
        builder = DocumentBuilder(piece)
        builder.open(Kind.PARAGRAPH)
        builder.copy(Span(0, len(piece)))
        yield [
            " ".join(sentence.text.split())
            for sentence in segmented(builder.build(path="-", format="plaintext"))
        ]


Maker = Callable[[random.Random, list[str], int, list[str]], Paragraph | None]


def _bare(text: str) -> str:
    return _END.sub("", text).rstrip(",;:—–- ")


def _is_plain(word: str) -> bool:
    return word.isalpha() and word.islower()


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in '“”"‘«»()')


def _lower(text: str) -> str | None:
    """The text with a lower-case start, or None where it starts with a name or no letter."""
    first, *_ = text.split() or [""]
    if first[:1].islower():
        return text
    return text[:1].lower() + text[1:] if first.lower() in FUNCTION_WORDS else None


def _cut_place(rng: random.Random, words: list[str]) -> int | None:
    """A place to cut such that what is left plainly wants more: after a function word or within a name."""
    places = [
        place
        for place in range(max(3, len(words) // 3), len(words) - 1)
        if words[place - 1].lower()
        in FUNCTION_WORDS - {"so", "more", "most", "such", "her", "do", "that", "had", "have"}
        or (words[place - 1] in ("Mr.", "Ms.", "Sen.", "Gov.", "Rep.", "Dr."))
    ]
    return rng.choice(places) if places else None


def cut_with_stop(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """The end is gone and a full stop stands after the function word that is left."""
    words = sentences[at].split()
    place = _cut_place(rng, words)
    if place is None or _has_marks(" ".join(words[:place])):
        return None
    cut = _bare(" ".join(words[:place])) + "."
    return Paragraph((*sentences[:at], cut, *sentences[at + 1 :]), ((at, "GB101"),), "cut_with_stop")


def cut_bare(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """The paragraph stops in mid-sentence with no mark at all."""
    words = sentences[at].split()
    if len(words) < 7 or _has_marks(sentences[at]):
        return None
    place = _cut_place(rng, words) if rng.random() < 0.6 else rng.randint(4, len(words) - 2)
    cut = _bare(" ".join(words[:place])) if place else ""
    if not cut:
        return None
    return Paragraph((*sentences[:at], cut), ((at, "GB101"),), "cut_bare")


def cut_in_word(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """A length limit has cut the paragraph in the middle of a word."""
    words = sentences[at].split()
    places = [place for place in range(4, len(words)) if _is_plain(words[place]) and len(words[place]) > 6]
    if not places:
        return None
    place = rng.choice(places)
    cut = " ".join([*words[:place], words[place][: rng.randint(2, len(words[place]) - 3)]])
    return None if _has_marks(cut) else Paragraph((*sentences[:at], cut), ((at, "GB101"),), "cut_in_word")


def broken_paragraph(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """A paragraph break in mid-sentence."""
    words = sentences[at].split()
    places = [
        place
        for place in range(3, len(words) - 3)
        if _is_plain(words[place]) and words[place - 1][-1].isalnum()
    ]
    if not places:
        return None
    place = rng.choice(places)
    head, tail = " ".join(words[:place]), " ".join(words[place:])
    return Paragraph(
        (*sentences[:at], head, tail, *sentences[at + 1 :]),
        ((at, "GB101"), (at + 1, "GB102")),
        "broken_paragraph",
        breaks=(at + 1,),
    )


def early_stop(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """The translator's habit: a full stop too early, the rest in lower case behind it."""
    words = sentences[at].split()
    places = [
        place
        for place in range(3, len(words))
        if _is_plain(_bare(words[place])) and not _has_marks(" ".join(words[:place]))
    ]
    if not places:
        return None
    short = [place for place in places if place >= len(words) - 3]
    place = rng.choice(short if short and rng.random() < 0.4 else places)
    head = _bare(" ".join(words[:place])) + rng.choices(".?!", (10, 1, 1))[0]
    tail = " ".join(words[place:])
    rest = len(words) - place
    defects = [(at + 1, "GB103" if rest <= 3 else "GB102")]
    if words[place - 1].lower() in FUNCTION_WORDS:
        defects.insert(0, (at, "GB101"))
    return Paragraph((*sentences[:at], head, tail, *sentences[at + 1 :]), tuple(defects), "early_stop")


def lost_words(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """The first words are gone; what is left starts in lower case."""
    words = sentences[at].split()
    places = (
        [
            place
            for place in range(1, max(2, len(words) * 2 // 3))
            if _is_plain(_bare(words[place : place + 1][0]))
        ]
        if len(words) > 5
        else []
    )
    if not places:
        return None
    verbs = [place for place in places if words[place] in _AUXILIARIES]
    place = rng.choice(verbs if verbs and rng.random() < 0.4 else places)
    return Paragraph(
        (*sentences[:at], " ".join(words[place:]), *sentences[at + 1 :]), ((at, "GB102"),), "lost_words"
    )


def lost_letter(_: random.Random, sentences: list[str], at: int, __: list[str]) -> Paragraph | None:
    """The first letter is gone."""
    text = sentences[at]
    if len(text.split()) < 4 or not text[:1].isupper() or not text[1:3].islower():
        return None
    return Paragraph((*sentences[:at], text[1:], *sentences[at + 1 :]), ((at, "GB102"),), "lost_letter")


def stray_word(rng: random.Random, sentences: list[str], at: int, pool: list[str]) -> Paragraph | None:
    """A word or a scrap of another sentence stands by itself."""
    words = [word for word in rng.choice(pool).split() if _bare(word)]
    if len(words) < 6:
        return None
    length = rng.choice((1, 1, 1, 2, 2, 3))
    first = rng.randrange(1, len(words) - length)
    scrap = _bare(" ".join(words[first : first + length]))
    if _has_marks(scrap) or not scrap[:1].isalpha():
        return None
    scrap = (scrap[0].upper() + scrap[1:] if rng.random() < 0.5 else scrap) + "."
    return Paragraph((*sentences[: at + 1], scrap, *sentences[at + 1 :]), ((at + 1, "GB103"),), "stray_word")


def shuffled(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """The words of a window are out of order."""
    words = sentences[at].split()
    if len(words) < 8:
        return None
    size = rng.randint(5, min(12, len(words) - 1))
    first = rng.randrange(0, len(words) - size)
    window = words[first : first + size]
    mixed = window[:]
    rng.shuffle(mixed)
    moved = sum(one != other for one, other in zip(window, mixed, strict=True))
    return (
        None
        if moved < 4
        else _salad(sentences, at, [*words[:first], *mixed, *words[first + size :]], "shuffled")
    )


def swapped_chunks(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """Two stretches have changed places."""
    words = sentences[at].split()
    if len(words) < 12:
        return None
    one, two, three, four = sorted(rng.sample(range(1, len(words)), 4))
    if two - one < 2 or four - three < 2:
        return None
    mixed = [*words[:one], *words[three:four], *words[two:three], *words[one:two], *words[four:]]
    return _salad(sentences, at, mixed, "swapped_chunks")


def no_function_words(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """Most of the small words that hold a sentence together are missing."""
    words = sentences[at].split()
    small = [index for index, word in enumerate(words) if word.lower() in FUNCTION_WORDS]
    if len(small) < 5:
        return None
    gone = set(rng.sample(small, int(len(small) * rng.uniform(0.7, 1.0))))
    return _salad(
        sentences, at, [word for index, word in enumerate(words) if index not in gone], "no_function_words"
    )


def spliced(rng: random.Random, sentences: list[str], at: int, pool: list[str]) -> Paragraph | None:
    """The middle of one sentence gives way to a stretch of another."""
    words, other = sentences[at].split(), rng.choice(pool).split()
    if len(words) < 10 or len(other) < 10:
        return None
    size = rng.randint(3, 6)
    first, second = rng.randrange(2, len(words) - size), rng.randrange(1, len(other) - size)
    mixed = [*words[:first], *other[second : second + size], *words[first + rng.randint(0, size) :]]
    return _salad(sentences, at, mixed, "spliced")


def intruders(rng: random.Random, sentences: list[str], at: int, pool: list[str]) -> Paragraph | None:
    """Words that belong nowhere have got in: auxiliaries doubled, nouns between article and adjective."""
    words = sentences[at].split()
    if len(words) < 8:
        return None
    mixed = words[:]
    others = [word for word in rng.choice(pool).split() if _is_plain(word)] + _AUXILIARIES
    for _ in range(rng.randint(3, 5)):
        mixed.insert(rng.randrange(1, len(mixed) - 1), rng.choice(others))
    return _salad(sentences, at, mixed, "intruders")


def wrong_small_words(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """Small words that hold a sentence together have given way to others."""
    words = sentences[at].split()
    small = [index for index, word in enumerate(words) if word in FUNCTION_WORDS]
    if len(small) < 4:
        return None
    mixed = words[:]
    for index in rng.sample(small, min(len(small), rng.randint(3, 5))):
        mixed[index] = rng.choice(sorted(FUNCTION_WORDS - {words[index]}))
    return _salad(sentences, at, mixed, "wrong_small_words")


def run_on(rng: random.Random, sentences: list[str], at: int, pool: list[str]) -> Paragraph | None:
    """The first half of one sentence goes on with the second half of another."""
    words, other = sentences[at].split(), rng.choice(pool).split()
    if len(words) < 9 or len(other) < 9 or _has_marks(" ".join((*words, *other))):
        return None
    first, second = rng.randint(3, len(words) - 4), rng.randint(3, len(other) - 4)
    if words[first - 1][-1] in ",;:" or not _is_plain(_bare(other[second])):
        return None
    return _salad(sentences, at, [*words[:first], *other[second:]], "run_on")


def moved(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """Two or three short stretches stand some way from their place, as verbs do where a translator keeps the order
    of the other language."""
    words = sentences[at].split()
    if len(words) < 10:
        return None
    for _ in range(rng.randint(2, 3)):
        size = rng.choice((1, 1, 2, 3))
        first = rng.randrange(len(words) - size)
        taken = words[first : first + size]
        del words[first : first + size]
        away = [place for place in range(len(words)) if 3 <= abs(place - first) <= 9]
        place = rng.choice(away) if away else 0
        words[place:place] = taken
    return _salad(sentences, at, words, "moved")


def wrong_endings(rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
    """Words have the ending of another form, as where a program put synonyms in."""
    words = sentences[at].split()
    places = [index for index, word in enumerate(words) if _is_plain(word) and len(word) > 4]
    if len(places) < 5:
        return None
    for index in rng.sample(places, min(len(places), rng.randint(3, 6))):
        words[index] = _other_form(words[index], rng)
    return _salad(sentences, at, words, "wrong_endings")


def _other_form(word: str, rng: random.Random) -> str:
    """Another form of a word, right or not: ``plans`` becomes ``planing``."""
    ending = next((one for one in ("ing", "ed", "ly", "s") if word.endswith(one)), "")
    stem = word.removesuffix(ending)
    return stem + rng.choice([one for one in ("", "s", "ed", "ing", "ly", "ion") if one != ending])


def _salad(sentences: list[str], at: int, words: list[str], kind: str) -> Paragraph:
    text = " ".join(words)
    return Paragraph((*sentences[:at], text, *sentences[at + 1 :]), ((at, "GB104"),), kind)


MAKERS: dict[str, tuple[Maker, ...]] = {
    "GB101": (cut_with_stop, cut_bare, broken_paragraph, cut_in_word),
    "GB102": (early_stop, lost_words, lost_letter),
    "GB103": (stray_word, early_stop),
    "GB104": (shuffled, swapped_chunks, no_function_words, spliced, intruders, wrong_small_words, run_on),
}
# Trained on only, so that the benchmark's mix stays what it was.
TRAINED_ONLY: dict[str, tuple[Maker, ...]] = {"GB104": (moved, wrong_endings)}
# Never trained on: the benchmark tells by them whether a judge learned the defect or the maker.
HELD_OUT = frozenset({"swapped_chunks"})
