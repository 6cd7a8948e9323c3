"""Train the embedded model: ``python -m models.train --data DIR --base DIR --tags FILE … --out DIR``.

One encoder, four stages, all seeded, all resumed where they were interrupted:

1. ``general``: NLI pairs of everyday English and news;
2. ``words``: who said what, word by word (:mod:`models.make_tags`), and which words are out of place
   (:mod:`models.make_proofs`), with the general pairs that the first stage left out;
3. ``together``: what the rules ask about quotations (:mod:`models.make_judging`), more passages for the proofreader,
   and a share of everything before, so that nothing is forgotten;
4. ``proofs``: passages for the proofreader made anew (another seed of :mod:`models.make_proofs`), with a smaller share
   of the rest.

The word embeddings stay as they are: they hold half of the parameters, and 200,000 pairs would only disturb them.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch.nn.functional import cross_entropy
from transformers import AutoTokenizer, PreTrainedModel, get_scheduler

from detector.proofreading import LABELS as PROOFS
from detector.proofreading import SOUND, case_of
from models.joint import load
from models.make_proofs import SOMEWHERE
from models.pairs import LABELS, LabelledPair, general_pairs, read_jsonl, read_pairs

MAX_LENGTH = 192
TOKENS_PER_BATCH = 1_800
# At 2e-4 the loss never left ln 3 (17,000 pairs); at 5e-5 it falls within 5,000.
RATES = {
    "general": 6e-5, "words": 8e-5, "together": 8e-5, "proofs": 7e-5, "distil": 8e-5, "second": 8e-5, "inference": 6e-5,
    "apart": 3e-5,
}  # fmt: skip
SAVE_EVERY = 300
# Stages whose rate falls to nothing, so that each ends in a model of its own.
DECAYING = ("together", "proofs")
FILES = ("tags", "judging", "proofs", "more-proofs")
NO_LABEL = -100  # what the loss leaves out
_ROW = 4  # labelled pieces that a row counts for which is labelled as a whole


class Row(NamedTuple):
    """One example as token ids: a pair with its label, or a window with a label for every piece of a word.

    ``shares``, where there are some, stand for ``proofs``: ``(pieces, 5)``, how likely each label is, or zeros.
    """

    ids: list[int]
    types: list[int]
    label: int
    tags: list[int]
    proofs: list[int]
    shares: np.ndarray | None = None


def encoded_pairs(pairs: Sequence[LabelledPair], tokenizer) -> list[Row]:
    """Pairs, the premise cut where both together are too long."""
    encoded = tokenizer(
        [pair.premise for pair in pairs],
        [pair.hypothesis for pair in pairs],
        truncation="only_first",
        max_length=MAX_LENGTH,
    )
    return [
        Row(ids, types, LABELS.index(pair.label), [NO_LABEL] * len(ids), [NO_LABEL] * len(ids))
        for ids, types, pair in zip(encoded["input_ids"], encoded["token_type_ids"], pairs, strict=True)
    ]


def encoded_windows(windows: Sequence[dict], tokenizer) -> list[Row]:
    """Windows; the marked stretch is of the second token type, as a hypothesis is."""
    rows = []
    for ids, places, window in encoded_texts(windows, tokenizer):
        first, last = window["marked"]
        types = [int(start < last and first < end) for start, end in places]
        tags = [_label(place, (0, len(window["text"])), window["tags"]) for place in places]
        rows.append(Row(ids, types, NO_LABEL, tags, [NO_LABEL] * len(ids)))
    return rows


def encoded_proofs(proofs: Sequence[dict], tokenizer) -> list[Row]:
    """Passages for the proofreader; the type of a piece is its case, and only what is asked about has labels."""
    return [proof_row(*encoded) for encoded in encoded_texts(proofs, tokenizer)]


def proof_row(ids: list[int], places: Sequence[tuple[int, int]], proof: dict) -> Row:
    """One passage for the proofreader, from its token ids and the places of its pieces."""
    types = [case_of(proof["text"], place) for place in places]
    labels = [_label(place, proof["asked"], proof["tags"]) for place in places]
    return Row(ids, types, NO_LABEL, [NO_LABEL] * len(ids), labels)


def encoded_texts(rows: Sequence[dict], tokenizer) -> Iterator[tuple[list[int], list[tuple[int, int]], dict]]:
    """Token ids and the places of the pieces in the text, for each row."""
    encoded = tokenizer(
        [row["text"] for row in rows], truncation=True, max_length=MAX_LENGTH, return_offsets_mapping=True
    )
    yield from zip(encoded["input_ids"], encoded["offset_mapping"], rows, strict=True)


def _label(place: tuple[int, int], asked: Sequence[int], tags: Sequence[tuple[int, int, int]]) -> int:
    """The label of a piece: that of the first tag that it touches, 0 elsewhere, none outside what is asked about."""
    start, end = place
    if not (start < end and start < asked[1] and asked[0] < end):
        return NO_LABEL
    return next((tag for first, last, tag in tags if start < last and first < end), 0)


def batches(rows: Sequence[Row], seed: int, most: int = TOKENS_PER_BATCH) -> list[list[Row]]:
    """Rows in shuffled batches of like length, at most ``most`` tokens each."""
    order = random.Random(seed)
    rows = list(rows)
    order.shuffle(rows)
    made: list[list[Row]] = []
    for first in range(0, len(rows), 2_048):  # sort within chunks, so that the order stays random
        batch: list[Row] = []
        for row in sorted(rows[first : first + 2_048], key=lambda row: len(row.ids)):
            if batch and len(row.ids) * (len(batch) + 1) > most:
                made.append(batch)
                batch = []
            batch.append(row)
        made.append(batch)
    order.shuffle(made)
    return made


def tensors(batch: Sequence[Row], device: str) -> tuple[dict[str, torch.Tensor], dict[str, torch.Tensor]]:
    """A batch, padded to its longest row: the inputs, and the labels for each head by the name of its output."""
    longest = max(len(row.ids) for row in batch)

    def padded(rows: list[list[int]], filler: int = 0) -> torch.Tensor:
        return torch.tensor([row + [filler] * (longest - len(row)) for row in rows], device=device)

    inputs = {
        "input_ids": padded([row.ids for row in batch]),
        "token_type_ids": padded([row.types for row in batch]),
        "attention_mask": padded([[1] * len(row.ids) for row in batch]),
    }
    labels = {
        "logits": torch.tensor([row.label for row in batch], device=device),
        "tags": padded([row.tags for row in batch], NO_LABEL),
        "proofs": padded([row.proofs for row in batch], NO_LABEL),
    }
    if any(row.shares is not None for row in batch):
        shares = np.zeros((len(batch), longest, len(PROOFS)), dtype=np.float32)
        for given, row in zip(shares, batch, strict=True):
            if row.shares is not None:
                given[: len(row.shares)] = row.shares
        labels["shares"] = torch.from_numpy(shares).to(device)
    return inputs, labels


def run_stage(
    name: str,
    rows: Sequence[Row],
    given: argparse.Namespace,
    *,
    start: Path | None = None,
    decay: bool = True,
    load: Callable[[Path, str], PreTrainedModel] = load,
    tokens: int = TOKENS_PER_BATCH,
) -> Path:
    """Train one pass over ``rows``; return the folder of the finished checkpoint.

    ``given`` is what :func:`arguments` ask for; ``start`` a checkpoint in the place of its ``base``.
    """
    start, seed, device = start or given.base, given.seed, given.device
    final, partial = given.out / name, given.out / f"{name}-partial"
    if (final / "config.json").exists():
        return final
    torch.manual_seed(seed)
    work = batches(rows, seed, tokens)
    state = partial / "state.pt"
    model = load(partial if state.exists() else start, device)
    moving = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(moving, lr=RATES[name], weight_decay=0.01, fused=True)
    schedule = get_scheduler(
        "linear" if decay else "constant_with_warmup",
        optimizer,
        num_warmup_steps=100,
        num_training_steps=len(work) if decay else None,
    )
    done = 0
    if state.exists():
        kept = torch.load(state, weights_only=True)
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        done = kept["done"]
    print(f"{name}: {len(rows)} rows, {len(work)} batches, from batch {done}", flush=True)
    for position, loss in enumerate(train(model, moving, optimizer, schedule, work[done:], device), done + 1):
        if position % 100 == 0:
            print(f"{time.strftime('%H:%M:%S')} {name} {position}/{len(work)} loss {loss:.3f}", flush=True)
        if position % SAVE_EVERY == 0:
            model.save_pretrained(partial)
            torch.save(
                {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "done": position},
                state,
            )
    model.save_pretrained(final)
    AutoTokenizer.from_pretrained(start).save_pretrained(final)
    return final


def train(model, moving, optimizer, schedule, work, device: str) -> Iterator[float]:
    """One step a batch; yields the running mean of the loss."""
    model.train()
    mean = 1.1
    for batch in work:
        inputs, labels = tensors(batch, device)
        with torch.autocast(device, torch.bfloat16, enabled=has_fast_bfloat16(device)):
            logits = model(**inputs)
        loss = sum(_mean_loss(given, labels[head.partition("@")[0]]) for head, given in logits.items())
        if "shares" in labels:
            proofs = [given for head, given in logits.items() if head.startswith("proofs")]
            loss = loss + sum(_mean_distance(given, labels["shares"]) for given in proofs)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(moving, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        mean += 0.01 * (loss.item() - mean)
        yield mean


def _mean_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The mean cross entropy of what is labelled; 0 where nothing is.

    A row of pieces of which :data:`SOMEWHERE` one is out of place counts as :data:`_ROW` of them: what is learned is
    the chance that not all are sound, were they independent.
    """
    logits = logits.float()
    somewhere = labels == SOMEWHERE
    known = labels.masked_fill(somewhere, NO_LABEL)
    total = cross_entropy(logits.flatten(0, -2), known.flatten(), ignore_index=NO_LABEL, reduction="sum")
    count = (known != NO_LABEL).sum()
    if somewhere.any():
        rows = somewhere.any(dim=1)
        sound = (logits.log_softmax(-1)[..., SOUND] * somewhere).sum(1)[rows].clamp(max=-1e-4)
        total = total - _ROW * torch.log(-torch.expm1(sound)).sum()
        count = count + _ROW * rows.sum()
    return total / count.clamp(min=1)


def _mean_distance(logits: torch.Tensor, shares: torch.Tensor) -> torch.Tensor:
    """The mean cross entropy of the pieces whose shares are given, against those shares."""
    return -(logits.float().log_softmax(-1) * shares).sum() / shares.sum().clamp(min=1)


def has_fast_bfloat16(device: str) -> bool:
    """Whether bfloat16 pays: on GPUs, and on processors with an instruction for it (elsewhere it is emulated)."""
    return device != "cpu" or torch.cpu._is_avx512_bf16_supported()


def arguments(description: str, base: str) -> argparse.ArgumentParser:
    """What every training is told: the ``base`` that it starts from, where its checkpoints go, seed and device."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--base", type=Path, required=True, help=f"{base}, unpacked")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser


def main() -> None:
    """Parse the command line and run the stages."""
    parser = arguments(__doc__.splitlines()[0], "all-MiniLM-L6-v2")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds nli/")
    for name in FILES:
        parser.add_argument(f"--{name}", type=Path, required=True, help=f"train.jsonl.gz of “{name}”")
    given = parser.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(given.base)
    general, fresh = (encoded_pairs(pairs, tokenizer) for pairs in general_pairs(given.data, given.seed))
    tags = encoded_windows(list(read_jsonl(given.tags)), tokenizer)
    judging = encoded_pairs(read_pairs(given.judging), tokenizer)
    proofs = encoded_proofs(list(read_jsonl(given.proofs)), tokenizer)
    more = encoded_proofs(list(read_jsonl(given.more_proofs)), tokenizer)
    half = len(proofs) // 2
    rest = random.Random(given.seed)
    stages = {
        "general": general,
        "words": [*tags, *tags[: len(tags) // 2], *proofs[:half], *fresh],
        "together": [*judging, *proofs[half:], *general, *fresh, *tags[-5_000:]],
        "proofs": [
            *more,
            *rest.sample(judging, min(len(judging), 14_000)),
            *rest.sample(general, min(len(general), 8_000)),
            *tags[:5_000],
        ],
    }
    start = given.base
    for name, rows in stages.items():
        start = run_stage(name, rows, given, start=start, decay=name in DECAYING)
        print(name, len(rows), "rows", flush=True)


if __name__ == "__main__":
    main()
