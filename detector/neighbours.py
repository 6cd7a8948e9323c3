"""Sentences in their place: what stands before and after them, and the few things that their form tells.

Shared by the rules that ask whether a sentence is whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from detector.article import Article, Sentence
from detector.document import Block, Kind
from detector.lastwords import SELDOM_END, odd_end
from detector.marks import pairs
from detector.proofreading import FAINT, SUSPICIOUS, Passage, Shown, passage, stretches
from detector.spans import Span

_OPENING = "“”\"‘’'«»„([*_ "
_END = re.compile(r"[.?!…:;]+[”\"’'»)\]]*\Z|(?:--|[—–])\Z")
# In front of a name that keeps its capital they are part of it: de Blasio, al-Shabab, ’t Hart.
_PARTICLES = re.compile(
    r"(?:de|del|della|der|den|di|da|do|dos|das|du|la|le|van|von|zu|zum|ten|ter|bin|ibn|bint|al|el|ould|af|av|d|l|t|"
    r"mc|mac)[ -’'](?:(?:la|der|den|la|del)\s)?(?=[A-Z])"
)
_WORD = re.compile(r"\S+")
_BOILERPLATE = re.compile(
    r"[(\[*_]*(?:sign up|sign in|log in|subscribe|read (?:more|the|next|also)|continue reading|keep reading|click|tap|"
    r"learn more|find out more|see (?:also|more)|view|download|watch|listen|follow (?:us|me|him|her|them|@)|like us|"
    r"join us|contact|donate|share|advertisement|sponsored|related|recommended|more on|more from|source|photos?|"
    r"images?|credit|via|by [A-Z]|(?:last )?updated|published|posted|corrections?|editor’s note|editor's note|"
    r"disclosure|©|copyright)\b",
    re.IGNORECASE,
)
# Posts and credits have a grammar of their own.
_CHAT = re.compile(r"https?://|\bwww\.|\bt\.co/|\bpic\.twitter|(?:^|[\s(])@\w")
_CLAUSE = re.compile(
    r"(?:said|says|added|wrote|asked|according to|(?:he|she|they) (?:said|says|added|wrote|asked|told))\b"
)
_FUNCTION_WORDS = frozenset(
    """
    a about after although among an and are as at be because been before behind being between but by can could
    despite did do does during for from had has have he her him his i if in instead into is it its may me
    might must my near nor not of on or our over she should since so than that the their them there these they
    this those though through to under until upon us was we were when where whether which while who whose will
    with within without would you your
    """.split()
)
# Where more of the sentences than this begin small, the writer does so on purpose.
_LOWER_STYLE = 0.25
# What the rest of a sentence starts with when its subject is gone and somebody has seen to the capital; questions and
# “Asked about it, she …” do so too.
_VERB_FIRST = re.compile(
    r"(?:Is|Are|Was|Were|Has|Had|Have|Would|Could|Must|Who|Whom|Which|Whose|Says?|Said|Told|Of(?! [^,]{1,50},)|Than"
    r"|Knew|Went|Came|Took|Gave|Made|Became|Began|Found|Ran|Kept|Rose|Fell|(?!United\b)[A-Z][a-z]{2,12}ed)\b"
)
_FEWEST_OF_LINE, _SMALL_OF_LINE = 5, 0.3  # words, and the share of the longer ones that are small
_STRETCH = 95  # words of sentences that are read together, as in training
SCRAP = 3  # up to so many words stand for no sentence of their own
_TAIL = 40  # code points that hold the last word
_VERSE_LINES = 4  # blocks in a row
_VERSE_LINE = 50  # code points: the lines of prose are longer, even where they are wrapped by hand


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence of the prose and its neighbours within the block.

    Attributes:
        sentence: the sentence.
        before: the text of the sentence before it in its block; empty for the first.
        after: the text of the one after it; empty for the last.
        above: the text of the sentence before it, in whichever block.
        below: the text of the one after it, in whichever block.
        quoted: whether it begins or ends strictly within a quotation, so that another speaker's habits rule it.
        joined: the block before it stopped without an end mark (first sentence of a block only).
        cut: the block after it begins small (last sentence of a block only).
        led_in: the block before it ends in a colon or a semicolon, as the items of a list do.
        line: it stands alone without an end mark, and may be a heading or a sentence that was cut off.
        words: how many words it has.
        odd_end: how seldom a sentence ends with its last word, by :func:`detector.lastwords.odd_end`.
        passage: what the proofreader is shown.
    """

    sentence: Sentence
    before: str
    after: str
    above: str
    below: str
    quoted: bool
    joined: bool
    cut: bool
    led_in: bool
    line: bool
    words: int
    odd_end: float
    passage: Passage

    @property
    def text(self) -> str:
        """The sentence's own text."""
        return self.sentence.text

    @property
    def opens_with_clause(self) -> bool:
        """Whether it begins as the clause of a quotation does that stands in a paragraph of its own: she said."""
        return not self.before and _CLAUSE.match(self.text) is not None


@lru_cache(maxsize=1)  # several rules ask, one after the other, about the same article
def placed(article: Article) -> tuple[Placed, ...]:
    """Every sentence of the paragraphs and block quotes of an article, in order, and lines that may be sentences."""
    return tuple(_read_together(_placed(article)))


def _read_together(places: Iterable[tuple[int, Placed]]) -> Iterator[Placed]:
    """The sentences, those that follow each other in stretches of a hundred words or so."""
    run: list[Placed] = []
    due, length = 0, 0  # the number of the sentence that would go on with the run, and the words of the run
    for number, place in places:
        if number != due or length + place.words > _STRETCH:
            yield from _in_one_stretch(run)
            run, length = [], 0
        run.append(place)
        due, length = number + 1, length + place.words
    yield from _in_one_stretch(run)


def _in_one_stretch(run: Sequence[Placed]) -> Iterator[Placed]:
    if len(run) < 2:
        yield from run
        return
    shown = [Shown(place.text, not place.before, not place.after) for place in run]
    for place, stretch in zip(run, stretches(run[0].above, shown, run[-1].below), strict=True):
        yield replace(place, passage=replace(place.passage, within=stretch))


def _placed(article: Article) -> Iterator[tuple[int, Placed]]:
    """The sentences with their numbers in the article."""
    plain, blocks = article.plain, article.document.blocks
    small = [begins_small(block.span.of(plain)) and block.kind.is_prose for block in blocks]
    chats = [_CHAT.search(block.span.of(plain)) is not None for block in blocks]
    for index in reversed(range(len(blocks) - 1)):  # a post is signed in its last paragraph
        chats[index] |= chats[index + 1] and blocks[index].kind is blocks[index + 1].kind is Kind.BLOCK_QUOTE
    open_ended = [_stops_short(block.span.of(plain)) and block.kind is not Kind.CAPTION for block in blocks]
    verse = in_verse(article)
    quoted = quoted_spans(article)
    starts = [span.start for span in quoted]
    rows = article.sentences
    for index, sentence in enumerate(rows):
        block = sentence.block
        first = index == 0 or rows[index - 1].block != block
        last = index + 1 == len(rows) or rows[index + 1].block != block
        kind = blocks[block].kind
        is_item = kind is Kind.LIST_ITEM
        cut = last and block + 1 < len(blocks) and small[block + 1]
        text = sentence.text
        line = blocks[block].guessed and kind is Kind.HEADING and _reads_on(text)
        prose = kind.is_prose or (is_item and not (first and last))  # an item of several sentences is prose
        if not (prose or line or (cut and kind is Kind.HEADING)):
            continue
        goes_on = last and _leads_to_list(blocks, block) and not (is_item and has_end(text))
        if verse[block] or chats[block] or goes_on:
            continue
        above = rows[index - 1].text if index else ""
        below = rows[index + 1].text if index + 1 < len(rows) else ""
        words = len(text.split())
        end = odd_end(text[-_TAIL:])
        begins_oddly = begins_small(text) or begins_with_verb(text)
        is_odd = words <= SCRAP or begins_oddly or not has_end(text) or end >= SELDOM_END
        broken = last and not (first or has_end(text))
        doubt = 0.0 if broken else FAINT if is_odd else SUSPICIOUS
        place = Placed(
            sentence,
            before="" if first else above,
            after="" if last else below,
            above=above,
            below=below,
            quoted=any(is_within(quoted, starts, at) for at in (sentence.span.start, sentence.span.end - 1)),
            joined=first and block > 0 and open_ended[block - 1],
            cut=cut,
            led_in=block > 0 and blocks[block - 1].span.of(plain)[-1:] in tuple(":;"),
            line=line,
            words=words,
            odd_end=end,
            passage=passage(above, text, below, opens=first, closes=last, doubt=doubt),
        )
        yield index, place


def _reads_on(text: str) -> bool:
    """Whether a line has the length and the small letters of a sentence rather than those of a heading."""
    first, *rest = text.split()
    long = [word for word in rest if len(word) > 3 and word[0].isalpha()]
    small = sum(word[0].islower() for word in long)
    return (
        first[:1].isalpha()
        and text.find("\n", 0, _VERSE_LINE) < 0  # a name over an office, as under a letter
        and len(rest) + 1 >= _FEWEST_OF_LINE
        and small >= _SMALL_OF_LINE * max(len(long), 1)
    )


@lru_cache(maxsize=1)
def in_verse(article: Article) -> tuple[bool, ...]:
    """For each block whether it is of short lines, as verses, addresses and score cards are: by itself, or with its
    neighbours where each line is a block of its own."""
    blocks = [block.span.of(article.plain) for block in article.document.blocks]
    verse = [_is_verse(text) for text in blocks]
    for short, run in groupby(range(len(blocks)), key=lambda index: len(blocks[index]) < _VERSE_LINE):
        indices = list(run)
        if short and len(indices) >= _VERSE_LINES:
            verse[indices[0] : indices[-1] + 1] = [True] * len(indices)
    return tuple(verse)


def _is_verse(text: str) -> bool:
    """Whether a paragraph runs over several short lines."""
    lines = text.split("\n")
    return len(lines) > 2 and sum(map(len, lines)) < _VERSE_LINE * len(lines)


def begins_with_verb(text: str) -> bool:
    """Whether a sentence that asks nothing begins with a verb, or with what should follow a noun: who, which, of."""
    return _VERB_FIRST.match(text) is not None and "?" not in text[-4:]


def _leads_to_list(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether the items of a list go on with the sentence that ends a block."""
    return index + 1 < len(blocks) and blocks[index + 1].kind is Kind.LIST_ITEM


def begins_small(text: str) -> bool:
    """Whether a sentence begins with a lower-case word that is no brand, no name, no address and no handle."""
    bare = text.lstrip(_OPENING)
    match = _WORD.match(bare)
    if match is None or not bare[0].islower():
        return False
    word = match.group().rstrip(".,;:!?”\"’')")
    plain_word = word.replace("-", "").replace("’", "").replace("'", "").isalpha() and word.islower()
    return plain_word and not _PARTICLES.match(bare)


def is_function_word(word: str) -> bool:
    """Whether a word is one of those that hold sentences together and name nothing, in any case of letters."""
    return word.strip(".,;:!?”\"’'").lower() in _FUNCTION_WORDS


def is_boilerplate(text: str) -> bool:
    """Whether a line is what a page says of itself: sign-up lines, credits, stamps, ways to the rest."""
    return _BOILERPLATE.match(text) is not None


def has_end(text: str) -> bool:
    """Whether a sentence closes as sentences do, or with a dash or a colon."""
    return _END.search(text[-12:]) is not None


def writes_small(article: Article) -> bool:
    """Whether so many of the sentences begin in lower case that it must be meant: verse, chat, a house
    without capitals."""
    small = sum(begins_small(sentence.text) for sentence in article.sentences)
    return small > max(3, _LOWER_STYLE * len(article.sentences))


def _stops_short(text: str) -> bool:
    return bool(text) and (text[-1].isalnum() or text[-1] in ",’'\"”)") and not has_end(text)


def quoted_spans(article: Article) -> list[Span]:
    """What stands strictly between the outermost marks, an open end reaching to the end of its block."""
    blocks = article.document.blocks
    return sorted(
        Span(pair.open.end, (pair.close.start if pair.close else blocks[pair.block].span.end))
        for pair in pairs(article.document)
        if pair.open and pair.depth == 0
    )


def is_within(spans: list[Span], starts: list[int], at: int) -> bool:
    """Whether an offset lies in one of some spans that stand in order, ``starts`` being where they start."""
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < spans[index].end
