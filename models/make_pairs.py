"""Make the questions about sentences: ``python -m models.make_pairs --data DIR --out DIR``.

Writes ``train.jsonl.gz`` and ``dev.jsonl.gz``; the test split of every collection is left alone. The articles
are split by a hash of their id.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from detector.document import DocumentBuilder, Kind
from detector.questions import BREAKS_OFF, GARBLED, LOST_START, STRAY_SCRAP, sense
from detector.segment import sentences
from detector.spans import Span
from models.garble import HELD_OUT, MAKERS, Paragraph
from models.pairs import LabelledPair, limited, of_split, read_jsonl, split_of, write_pairs

HYPOTHESES = {"GB101": BREAKS_OFF, "GB102": LOST_START, "GB103": STRAY_SCRAP, "GB104": GARBLED}
# Pairs a source at most, train split; a tenth of it for dev.
LIMITS = {
    "GB101": 6_500, "GB102": 4_500, "GB103": 4_000, "GB104": 8_000, "clean": 17_000, "short": 1_500,
    "lower": 900, "bare": 1_500, "fragment": 1_500, "translated": 5_000,
}  # fmt: skip
# Brands and names that are written small, invented and real kinds alike: in front of a sentence they are no defect.
LOWER_NAMES = (
    "iPhone", "iPad", "eBay", "iTunes", "macOS", "adidas", "lululemon", "iRobot", "easyJet", "nVidia",
    "thyssenkrupp", "e-bikes", "de Blasio", "de Kerchove", "van Aalst", "von Reuss", "bell hooks",
    "k.d. lang", "danah boyd", "al-Masri", "al-Shabab", "bin Talal", "d’Alessio", "della Croce", "ten Brink",
    "xAI", "mRNA", "pH", "deCODE", "eToro", "uTorrent", "dbrand",
)  # fmt: skip
_SUBJECT = re.compile(
    r"(?:[A-Z][a-z]+ ){1,2}(?=(?:said|is|was|has|will|had|would|also|told|did|can|plans?) )"
)
_END = re.compile(r"[.?!…:;]+[”\"’')\]]*$")


def paragraphs(text: str) -> Iterator[list[str]]:
    """The sentences of each paragraph of an article, split as misquote splits them."""
    for piece in text.split("\n\n"):
        builder = DocumentBuilder(piece)
        builder.open(Kind.PARAGRAPH)
        builder.copy(Span(0, len(piece)))
        yield [
            " ".join(sentence.text.split())
            for sentence in sentences(builder.build(path="-", format="plaintext"))
        ]


def asked(found: list[str], at: int, code: str, label: str, kind: str) -> LabelledPair:
    """The question of rule ``code`` about one sentence of a paragraph."""
    at %= len(found)
    before = found[at - 1] if at else ""
    after = found[at + 1] if at + 1 < len(found) else ""
    pair = sense(before, found[at], after, HYPOTHESES[code])
    return LabelledPair(pair.premise, pair.hypothesis, label, kind)


def defect_pairs(made: Paragraph, rng: random.Random) -> Iterator[LabelledPair]:
    """Questions about a paragraph with defects: each defect, and one of its sound neighbours."""
    stretches: list[list[str]] = [[]]
    place = {}
    for index, sentence in enumerate(made.sentences):
        if index in made.breaks:
            stretches.append([])
        place[index] = (len(stretches) - 1, len(stretches[-1]))
        stretches[-1].append(sentence)
    for index, code in made.defects:
        stretch, at = place[index]
        yield asked(stretches[stretch], at, code, "entailment", f"{code}/{made.kind}")
        other = {"GB101": "GB102", "GB102": "GB101"}.get(code)
        if other and (index, other) not in made.defects and rng.random() < 0.1:
            yield asked(stretches[stretch], at, other, "contradiction", f"{code}/not_{other}")
    damaged = {index for index, _ in made.defects}
    sound = [index for index in place if index not in damaged and made.sentences[index][:1].isupper()]
    near = [index for index in sound if index - 1 in damaged or index + 1 in damaged]
    # A sentence beside a cut is sound only where nothing of the cut was left in it.
    if near and made.kind != "early_stop" and rng.random() < 0.35:
        stretch, at = place[rng.choice(near)]
        yield asked(stretches[stretch], at, rng.choice(list(HYPOTHESES)), "contradiction", "clean/neighbour")


def sense_pairs(text: str, rng: random.Random, *, held_out: bool) -> Iterator[LabelledPair]:
    """Questions about the sentences of one clean article: some left as they are, some damaged first."""
    blocks = [block for block in paragraphs(text) if block]
    pool = [sentence for block in blocks for sentence in block if len(sentence.split()) > 6]
    if len(pool) < 4:
        return
    for block in blocks:
        for at, sentence in enumerate(block):
            count = len(sentence.split())
            if sentence.lstrip("“\"‘'([")[:1].islower():
                for code in ("GB102", "GB103") if count <= 4 else ("GB102",):
                    yield asked(block, at, code, "contradiction", "lower/clean")
            elif count <= 4 and rng.random() < 0.4:
                yield asked(
                    block, at, rng.choice(("GB103", "GB103", "GB101")), "contradiction", "short/clean"
                )
            elif not _END.search(sentence):
                yield asked(block, at, "GB101", "contradiction", "bare/clean")
            elif rng.random() < 0.12:
                code = rng.choices(list(HYPOTHESES), (0.36, 0.16, 0.05, 0.43))[0]
                yield asked(block, at, code, "contradiction", "clean/clean")
        yield from right_looking_wrong(block, rng)
        if rng.random() < 0.55:
            code = rng.choices(list(MAKERS), (6, 4, 5, 8))[0]
            maker = rng.choice(MAKERS[code])
            if (maker.__name__ in HELD_OUT) and not held_out:
                continue
            if made := maker(rng, block, rng.randrange(len(block)), pool):
                yield from defect_pairs(made, rng)


def right_looking_wrong(block: list[str], rng: random.Random) -> Iterator[LabelledPair]:
    """Sound sentences in the dress of defects: a whole line without its full stop, a name that has no capital."""
    at = rng.randrange(len(block))
    whole = _END.sub("", block[at])
    if rng.random() < 0.12 and not set('“”"‘«»()') & set(whole):
        yield asked(
            [*block[:at], whole] if rng.random() < 0.5 else [whole],
            -1,
            "GB101",
            "contradiction",
            "bare/whole",
        )
    match = _SUBJECT.match(block[at])
    if match:
        named = f"{rng.choice(LOWER_NAMES)} {block[at][match.end() :]}"
        yield asked([*block[:at], named, *block[at + 1 :]], at, "GB102", "contradiction", "lower/name")


def rated_pairs(data: Path, split: str, rng: random.Random) -> Iterator[LabelledPair]:
    """Rated machine translation and legitimate fragments, each standing alone."""
    for row in read_jsonl(data / "garble" / "mlqe_da.jsonl.gz"):
        if (
            split_of(row["text"]) == split
            and 6 <= len(row["text"].split()) <= 45
            and row["source"] != "mlqe_da/ps-en"
        ):
            if row["label"] == "garbled" and row["score"] <= 30:
                yield asked([row["text"]], 0, "GB104", "entailment", "translated/garbled")
            elif row["label"] == "ok" and row["score"] >= 88:
                yield asked([row["text"]], 0, "GB104", "contradiction", "translated/ok")
    for row in read_jsonl(data / "garble" / "wmt_references.jsonl.gz"):
        if split_of(row["text"]) == split and rng.random() < 0.3:
            yield asked([row["text"]], 0, "GB104", "contradiction", "translated/ok")
    for row in read_jsonl(data / "garble" / "gum_sentence_types.jsonl.gz"):
        if split_of(row["text"]) == split and row["label"] == "fragment":
            yield asked([row["text"]], 0, rng.choice(list(HYPOTHESES)), "contradiction", "fragment/gum")


def all_pairs(data: Path, split: str, seed: int) -> Iterator[LabelledPair]:
    """Every pair that can be made of a split, in a fixed order."""
    rng = random.Random(seed)
    yield from rated_pairs(data, split, rng)
    clean = of_split(data, "news_clean", split)
    rng.shuffle(clean)
    for row in clean[:2_200]:
        yield from sense_pairs(row["text"], rng, held_out=split != "train")


def main() -> None:
    """Parse the command line and write both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds quotes/, news_clean/ and garble/"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=20)
    given = parser.parse_args()
    for split, share in (("dev", 0.12), ("train", 1.0)):
        made = list(all_pairs(given.data, split, given.seed))
        kept = limited(made, LIMITS, share, random.Random(given.seed))
        write_pairs(given.out / f"{split}.jsonl.gz", kept)
        print(split, len(made), "made,", len(kept), "kept")
        for (source, label), count in sorted(Counter((pair.source, pair.label) for pair in kept).items()):
            print(f"  {source:32} {label:14} {count}")


if __name__ == "__main__":
    main()
