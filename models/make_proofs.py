"""Make the passages that the proofreader is trained on: ``python -m models.make_proofs --data DIR --out DIR``.

Stretches of clean news of a hundred words or so, about one paragraph in two with a defect from :mod:`models.garble`,
every word labelled: the last before a cut, the first behind one, the words of a scrap, the words that are out of
place against the sentence as it was. Beside them edited machine translation, with the words that its editor changed,
and sound sentences of other kinds. Writes ``train.jsonl.gz`` and ``dev.jsonl.gz``; the test split is left alone.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path

from detector.proofreading import CUT, HEADLESS, PARAGRAPH, SALAD, STRAY, passage
from models.garble import HELD_OUT, MAKERS, TRAINED_ONLY, Maker, paragraphs
from models.make_judging import HELD_OUT_PUBLISHERS
from models.pairs import of_split, read_jsonl, split_of, write_jsonl

UNKNOWN = -100  # a label that teaches nothing
SOMEWHERE = -200  # some word of those with this label is out of place, nobody says which
_WORDS = 95  # of a stretch
_DAMAGED = 0.5  # of the paragraphs
_RATES = {"GB101": 6, "GB102": 4, "GB103": 5, "GB104": 12}
_SPLICES = ("spliced", "run_on")  # whose stretches came whole from another sentence
_SEAM = 2  # words of such a stretch that are labelled
_TRANSLATED = {"mt": 3_000, "edited": 2_500, "edit": 2_500, "reference": 1_500, "fragment": 900}
_RATED = {"rated bad": 3_000, "rated good": 2_500}  # what ``--rated`` adds
_RATED_BAD, _RATED_GOOD = 30, 85  # of 100: raters agree at the ends
_EDITS = ("shuffled", "pos_shift", "function_word", "subj_removed", "noun_removed")
# Brands and names that are written small, invented and real kinds alike: in front of a sentence they are no defect.
LOWER_NAMES = (
    "iPhone", "iPad", "eBay", "iTunes", "macOS", "adidas", "lululemon", "iRobot", "easyJet", "nVidia",
    "thyssenkrupp", "e-bikes", "de Blasio", "de Kerchove", "van Aalst", "von Reuss", "bell hooks",
    "k.d. lang", "danah boyd", "al-Masri", "al-Shabab", "bin Talal", "d’Alessio", "della Croce", "ten Brink",
    "xAI", "mRNA", "pH", "deCODE", "eToro", "uTorrent", "dbrand",
)  # fmt: skip
Labelled = tuple[str, list[int]]  # a sentence, and a label for every word of it


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage, the stretch of it that is labelled, and the places in it that are not sound."""

    text: str
    asked: tuple[int, int]
    tags: tuple[tuple[int, int, int], ...]
    source: str


def damaged(
    sentences: list[str], maker: Maker, pool: list[str], rng: random.Random
) -> list[list[Labelled]] | None:
    """A paragraph with a defect, as one paragraph or as the two that it was broken into; None where it allows none."""
    at = rng.randrange(len(sentences))
    made = maker(rng, sentences, at, pool)
    if made is None:
        return None
    codes = dict(made.defects)
    pieces: list[list[Labelled]] = [[]]
    for index, sentence in enumerate(made.sentences):
        words = sentence.split()
        labels = [0] * len(words)
        code = codes.get(index)
        if code == "GB101":
            labels[-1] = CUT
        elif code == "GB102":
            labels[0] = HEADLESS
        elif code == "GB103":
            labels = [STRAY] * len(words)
        elif code == "GB104":
            labels = out_of_place(sentences[at].split(), words, seams=made.kind in _SPLICES)
        elif made.kind == "early_stop" and index == at:
            labels[-1] = UNKNOWN  # the rest of the sentence is gone, but it may stand without
        if index in made.breaks:
            pieces.append([])
        pieces[-1].append((sentence, labels))
    return pieces


def out_of_place(sound: Sequence[str], words: Sequence[str], *, seams: bool = False) -> list[int]:
    """The labels of words that stood differently in the sound sentence: new ones, and the one behind a gap.

    With ``seams``, of a new stretch only the first words, and the first behind it: a stretch that came as a whole
    from another sentence is sound within itself, and only where it meets the rest can anybody see that it is strange.
    """
    labels = [0] * len(words)
    for kind, _, _, first, last in SequenceMatcher(None, sound, words, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        changed = range(first, max(last, first + 1))
        for at in [*changed[:_SEAM], last] if seams else changed:
            if at < len(words):
                labels[at] = SALAD
    return labels


def news(text: str, rng: random.Random, *, held_out: bool) -> Iterator[Proof]:
    """The passages of one article."""
    blocks = [[sentence for sentence in block if sentence] for block in paragraphs(text)]
    blocks = [block for block in blocks if block]
    pool = [sentence for block in blocks for sentence in block if len(sentence.split()) > 6]
    if len(pool) < 4:
        return
    made: list[list[Labelled]] = []
    for block in blocks:
        code = rng.choices(list(MAKERS), list(_RATES.values()))[0]
        maker = rng.choice(MAKERS[code] + TRAINED_ONLY.get(code, ()))
        allowed = held_out or maker.__name__ not in HELD_OUT
        found = damaged(block, maker, pool, rng) if allowed and rng.random() < _DAMAGED else None
        made += found or [[(sentence, [0] * len(sentence.split())) for sentence in _dressed(block, rng)]]
    stretch: list[list[Labelled]] = []
    first, count = 0, 0
    for index, piece in enumerate(made):
        stretch.append(piece)
        count += sum(len(labels) for _, labels in piece)
        if count >= _WORDS or index + 1 == len(made):
            before = made[first - 1][-1][0] if first else ""
            after = made[index + 1][0][0] if index + 1 < len(made) else ""
            yield _proof(before, stretch, after, "news")
            stretch, first, count = [], index + 1, 0


def _dressed(block: list[str], rng: random.Random) -> list[str]:
    """A sound paragraph, now and then in the dress of a broken one: a name that has no capital, no full stop."""
    roll = rng.random()
    if roll < 0.02 and block[0].split()[0][:1].isupper():
        return [f"{rng.choice(LOWER_NAMES)} {' '.join(block[0].split()[1:])}", *block[1:]]
    if roll < 0.04 and len(block) == 1 and block[0].endswith("."):
        return [block[0][:-1]]
    return block


def _proof(before: str, stretch: Sequence[Sequence[Labelled]], after: str, source: str) -> Proof:
    text, tags = "", []
    for number, piece in enumerate(stretch):
        text += f" {PARAGRAPH} " if number else ""
        for place, (sentence, labels) in enumerate(piece):
            text += " " if place else ""
            for order, (word, label) in enumerate(zip(sentence.split(), labels, strict=True)):
                text += " " if order else ""
                if label:
                    tags.append((len(text), len(text) + len(word), label))
                text += word
    shown = passage(before, text, after, opens=True, closes=True)
    move = shown.asked.start
    moved = tuple((start + move, end + move, label) for start, end, label in tags)
    return Proof(shown.text, (shown.asked.start, shown.asked.end), moved, source)


def _alone(sentence: str, labels: list[int], source: str) -> Proof:
    return _proof("", [[(" ".join(sentence.split()), labels)]], "", source)


def translated(data: Path, split: str, counts: Mapping[str, float], rng: random.Random) -> Iterator[Proof]:
    """Sentences that stand alone: edited and rated translations, single edits, human translations, fragments.

    ``counts`` says how many of each at most.
    """
    garble = data / "garble"
    pairs = _by_pair(read_jsonl(garble / "mlqe_pe_pairs.jsonl.gz"), split)
    bad = [
        _alone(row["text"], out_of_place(good.split(), row["text"].split()), "mt")
        for good, row in pairs
        if 0.5 <= row["score"] <= 0.9 and 6 <= len(row["text"].split()) <= 45
    ]
    good = [
        _alone(text, [0] * len(text.split()), "edited")
        for text, row in pairs
        if not row["source"].endswith(("ne-en", "si-en"))
    ]
    edits = [
        _alone(row["text"], out_of_place(text.split(), row["text"].split()), "edit")
        for text, row in _by_pair(read_jsonl(garble / "demetr.jsonl.gz"), split)
        if row["kind"] in _EDITS
    ]
    references = [
        _alone(row["text"], [0] * len(row["text"].split()), "reference")
        for row in read_jsonl(garble / "wmt_references.jsonl.gz")
        if split_of(row["text"]) == split
    ]
    fragments = [
        _alone(row["text"], [0] * len(row["text"].split()), "fragment")
        for row in read_jsonl(garble / "gum_sentence_types.jsonl.gz")
        if split_of(row["text"]) == split and row["label"] == "fragment" and row["text"].split()
    ]
    rated: dict[str, list[Proof]] = {"rated bad": [], "rated good": []}
    for row in read_jsonl(garble / "mlqe_da.jsonl.gz"):
        count = len(row["text"].split())
        # Rows of ps-en have scores on another scale.
        if split_of(row["text"]) != split or not 6 <= count <= 45 or row["source"].endswith("ps-en"):
            continue
        if row["score"] <= _RATED_BAD:
            rated["rated bad"].append(_alone(row["text"], [SOMEWHERE] * count, "rated bad"))
        elif row["score"] >= _RATED_GOOD:
            rated["rated good"].append(_alone(row["text"], [0] * count, "rated good"))
    for rows in (bad, good, edits, references, fragments, *rated.values()):
        rng.shuffle(rows)
        yield from rows[: int(counts.get(rows[0].source, 0))]


def _by_pair(rows: Iterable[dict], split: str) -> list[tuple[str, dict]]:
    """The bad rows of a split, each with the text of its good twin."""
    rows = [row for row in rows if split_of(str(row["pair"])) == split]
    good = {row["pair"]: row["text"] for row in rows if row["label"] == "ok"}
    return [(good[row["pair"]], row) for row in rows if row["label"] == "garbled" and row["pair"] in good]


def main() -> None:
    """Parse the command line and write both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds news_clean/ and garble/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=42_000, help="of news, train split")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--rated", action="store_true", help="with translations that were rated as a whole")
    given = parser.parse_args()
    counts = _TRANSLATED | (_RATED if given.rated else {})
    for split, share in (("dev", 0.1), ("train", 1.0)):
        rng = random.Random(given.seed)
        rows = [
            row
            for row in of_split(given.data, "news_clean", split)
            if row["source"] not in HELD_OUT_PUBLISHERS
        ]
        rng.shuffle(rows)
        proofs: list[Proof] = []
        for row in rows:
            if len(proofs) >= share * given.passages:
                break
            proofs += news(row["text"], rng, held_out=split != "train")
        proofs += translated(given.data, split, {name: share * count for name, count in counts.items()}, rng)
        rng.shuffle(proofs)
        write_jsonl(given.out / f"{split}.jsonl.gz", map(asdict, proofs))
        print(split, len(proofs), Counter(proof.source for proof in proofs))
        print(Counter(label for proof in proofs for *_, label in proof.tags))


if __name__ == "__main__":
    main()
