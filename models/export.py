"""Export a checkpoint for the embedded backend: ``python -m models.export --checkpoint DIR --out models/weights``.

Writes ``model.onnx`` (int8: weights per channel, reduced range, so that processors without VNNI don't saturate),
``tokenizer.json`` and ``config.json``, and prints how far int8 moves the probabilities.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoTokenizer

from models.joint import Joint
from models.pairs import LabelledPair, read_pairs
from models.train import MAX_LENGTH

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("logits", "tags", "proofs")
NAME = "misquote-minilm"


def to_onnx(checkpoint: Path, target: Path) -> None:
    """The checkpoint in full precision, with free batch and length, and one output a head."""
    model = Joint.from_pretrained(checkpoint, attn_implementation="eager").eval()
    example = tuple(torch.ones(2, 8, dtype=torch.int64) for _ in INPUTS)

    torch.onnx.export(
        model,
        example,
        str(target),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes={name: {0: "batch", 1: "length"} for name in INPUTS},
        opset_version=17,
        dynamo=False,
    )


def probabilities(session: onnxruntime.InferenceSession, tokenizer, pairs: list[LabelledPair]) -> np.ndarray:
    """One row of class probabilities a pair, each pair asked by itself as the backend does."""
    rows = []
    for pair in pairs:
        encoded = tokenizer(pair.premise, pair.hypothesis, truncation="only_first", max_length=MAX_LENGTH)
        logits = session.run(
            ["logits"], {name: np.array([encoded[name]], dtype=np.int64) for name in INPUTS}
        )[0][0]
        exponents = np.exp(logits - logits.max())
        rows.append(exponents / exponents.sum())
    return np.array(rows)


def main() -> None:
    """Parse the command line, export, quantise, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, help="labelled pairs to compare full precision and int8 on")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(given.checkpoint)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        to_onnx(given.checkpoint, full)
        quantize_dynamic(
            full, given.out / "model.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
        if given.pairs:
            pairs = read_pairs(given.pairs)[:1_000]
            exact, rounded = (
                probabilities(onnxruntime.InferenceSession(str(path)), tokenizer, pairs)
                for path in (full, given.out / "model.onnx")
            )
            moved = np.abs(exact - rounded).max(axis=1)
            same = (exact.argmax(axis=1) == rounded.argmax(axis=1)).mean()
            print(
                f"int8 moves p by {moved.mean():.4f} on average, {moved.max():.3f} at most; {same:.1%} same class"
            )
    backend = tokenizer.backend_tokenizer
    backend.enable_truncation(MAX_LENGTH, strategy="only_first")
    backend.no_padding()
    backend.save(str(given.out / "tokenizer.json"))
    labels = json.loads((given.checkpoint / "config.json").read_text("utf-8"))["id2label"]
    config = {"name": NAME, "id2label": labels, "max_length": MAX_LENGTH}
    (given.out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    print({path.name: path.stat().st_size for path in sorted(given.out.iterdir())})


if __name__ == "__main__":
    main()
