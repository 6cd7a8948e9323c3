"""Train the embedded model: ``python -m models.train --data DIR --base DIR --out DIR``.

Two stages, both seeded, both resumed where they were interrupted: first general NLI pairs, then the questions
that misquote's rules ask (made by :mod:`models.make_pairs`) mixed with a share of the general ones, so that
they aren't forgotten. The word embeddings stay as they are: they hold half of the parameters, and 100,000
pairs would only disturb them.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer, get_scheduler

from models.pairs import LABELS, LabelledPair, general_pairs, read_pairs

MAX_LENGTH = 192
TOKENS_PER_BATCH = 1_800
# At 2e-4 the loss never left ln 3 (17,000 pairs); at 5e-5 it falls within 5,000.
RATES = {"general": 6e-5, "questions": 8e-5}
SAVE_EVERY = 100


def batches(pairs: list[LabelledPair], tokenizer, seed: int) -> list[list[tuple[list[int], list[int], int]]]:
    """Pairs as token ids, in shuffled batches of like length, at most :data:`TOKENS_PER_BATCH` tokens each."""
    encoded = tokenizer(
        [pair.premise for pair in pairs],
        [pair.hypothesis for pair in pairs],
        truncation="only_first",
        max_length=MAX_LENGTH,
    )
    rows = [
        (ids, types, LABELS.index(pair.label))
        for ids, types, pair in zip(encoded["input_ids"], encoded["token_type_ids"], pairs, strict=True)
    ]
    order = random.Random(seed)
    order.shuffle(rows)
    made: list[list[tuple[list[int], list[int], int]]] = []
    for first in range(0, len(rows), 2_048):  # sort within chunks, so that the order stays random
        batch: list[tuple[list[int], list[int], int]] = []
        for row in sorted(rows[first : first + 2_048], key=lambda row: len(row[0])):
            if batch and len(row[0]) * (len(batch) + 1) > TOKENS_PER_BATCH:
                made.append(batch)
                batch = []
            batch.append(row)
        made.append(batch)
    order.shuffle(made)
    return made


def tensors(
    batch: list[tuple[list[int], list[int], int]], device: str
) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """A batch, padded to its longest row."""
    longest = max(len(ids) for ids, _, _ in batch)
    inputs = {
        "input_ids": [ids + [0] * (longest - len(ids)) for ids, _, _ in batch],
        "token_type_ids": [types + [0] * (longest - len(types)) for _, types, _ in batch],
        "attention_mask": [[1] * len(ids) + [0] * (longest - len(ids)) for ids, _, _ in batch],
    }
    labels = torch.tensor([label for _, _, label in batch], device=device)
    return {name: torch.tensor(rows, device=device) for name, rows in inputs.items()}, labels


def load(folder: Path, device: str):
    """The model to train and the parameters that move."""
    model = AutoModelForSequenceClassification.from_pretrained(
        folder,
        num_labels=3,
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
        attention_probs_dropout_prob=0.0,
    ).to(device)
    model.bert.embeddings.word_embeddings.weight.requires_grad = False
    return model, [parameter for parameter in model.parameters() if parameter.requires_grad]


def run_stage(
    name: str, pairs: list[LabelledPair], *, start: Path, out: Path, decay: bool, seed: int, device: str
) -> Path:
    """Train one pass over ``pairs`` from the checkpoint ``start``; return the folder of the finished checkpoint."""
    final, partial = out / name, out / f"{name}-partial"
    if (final / "config.json").exists():
        return final
    torch.manual_seed(seed)
    tokenizer = AutoTokenizer.from_pretrained(start)
    work = batches(pairs, tokenizer, seed)
    state = partial / "state.pt"
    model, moving = load(partial if state.exists() else start, device)
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
    print(f"{name}: {len(pairs)} pairs, {len(work)} batches, from batch {done}", flush=True)
    for position, loss in enumerate(train(model, moving, optimizer, schedule, work[done:], device), done + 1):
        if position % SAVE_EVERY == 0:
            print(f"{time.strftime('%H:%M:%S')} {name} {position}/{len(work)} loss {loss:.3f}", flush=True)
            model.save_pretrained(partial)
            torch.save(
                {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "done": position},
                state,
            )
    model.save_pretrained(final)
    tokenizer.save_pretrained(final)
    return final


def train(model, moving, optimizer, schedule, work, device: str) -> Iterator[float]:
    """One step a batch; yields the running mean of the loss."""
    model.train()
    mean = 1.1
    for batch in work:
        inputs, labels = tensors(batch, device)
        with torch.autocast(device, torch.bfloat16, enabled=has_fast_bfloat16(device)):
            logits = model(**inputs).logits
        loss = torch.nn.functional.cross_entropy(logits.float(), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(moving, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        mean += 0.01 * (loss.item() - mean)
        yield mean


def has_fast_bfloat16(device: str) -> bool:
    """Whether bfloat16 pays: on GPUs, and on processors with an instruction for it (elsewhere it is emulated)."""
    return device != "cpu" or torch.cpu._is_avx512_bf16_supported()


def main() -> None:
    """Parse the command line and run both stages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds nli/")
    parser.add_argument("--base", type=Path, required=True, help="all-MiniLM-L6-v2, unpacked")
    parser.add_argument(
        "--pairs", type=Path, help="the questions, from models.make_pairs; without: the first stage only"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)

    general = general_pairs(given.data, given.seed)
    common = {"out": given.out, "seed": given.seed, "device": given.device}
    first = run_stage("general", general, start=given.base, decay=False, **common)
    if given.pairs is None:
        return
    questions = read_pairs(given.pairs)
    replayed = general[: len(questions) // 3]
    last = run_stage("questions", questions + replayed, start=first, decay=True, **common)
    print(json.dumps({"checkpoint": last.name, "general": len(general), "questions": len(questions)}))


if __name__ == "__main__":
    main()
