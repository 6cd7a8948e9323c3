"""Export a checkpoint for the embedded backend: ``python -m models.export --checkpoint DIR --out models/weights``.

Writes ``model.onnx`` (int8: weights per channel, reduced range, so that processors without VNNI don't saturate),
``tokenizer.json`` and ``config.json``, and prints how far int8 moves the probabilities. Of a checkpoint of
:mod:`models.joint` the proofreader goes into a graph of its own, ``proofs.onnx``, which has no layer above the one
that it reads from; both graphs share ``weights.bin``. With ``--second`` the checkpoint is one of
:mod:`models.second`; ``inference.onnx``, of the checkpoint of :mod:`models.inference` that ``--inference`` names, goes
on from its middle.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx.external_data_helper import set_external_data
from onnx.utils import Extractor
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch.nn.functional import scaled_dot_product_attention
from torch.onnx.symbolic_helper import _optional_input_placeholder_tensor
from transformers import AutoTokenizer

from detector.backends.folder import INFERENCE, PROOFS, SHARED, WEIGHTS
from models.inference import SHARED_LAYERS, Inference
from models.joint import SHIPPED, Joint
from models.pairs import LabelledPair, read_jsonl, read_pairs
from models.second import Second, states
from models.train import MAX_LENGTH, encoded_proofs

FIRST, SECOND = "misquote-minilm", "misquote-mpnet"
INPUTS = ("input_ids", "token_type_ids")
OUTPUTS = {FIRST: ("logits", "tags", "proofs"), SECOND: ("proofs", "middle")}
_PASSAGES = 300
_WIDE = "/output/dense/"
_SMALL = 1_024  # bytes; what is no larger stays in its graph


class _Attention(torch.autograd.Function):
    """Attention as one operator of onnxruntime's, a tenth faster than the same in single steps.

    It looks at no mask: the backend asks every question in a row of its own.
    """

    @staticmethod
    def forward(_, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, heads: int) -> torch.Tensor:
        shown = (each.unflatten(-1, (heads, -1)).transpose(1, 2) for each in (query, key, value))
        return scaled_dot_product_attention(*shown).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph, query, key, value, heads: int):
        attended = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        attended.setType(query.type())
        return attended


class _SelfAttention(torch.nn.Module):
    """What stands in the place of BERT's for export."""

    def __init__(self, own: torch.nn.Module) -> None:
        super().__init__()
        self.query, self.key, self.value = own.query, own.key, own.value
        self.heads = own.num_attention_heads

    def forward(self, states: torch.Tensor, *_, **__) -> tuple[torch.Tensor, None]:
        return _Attention.apply(self.query(states), self.key(states), self.value(states), self.heads), None


class _Biased(torch.autograd.Function):
    """The same with a bias for each pair of places, as MPNet has it."""

    @staticmethod
    def forward(
        _, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, bias: torch.Tensor, heads: int
    ) -> torch.Tensor:
        shown = (each.unflatten(-1, (heads, -1)).transpose(1, 2) for each in (query, key, value))
        return scaled_dot_product_attention(*shown, attn_mask=bias).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph, query, key, value, bias, heads: int):
        none = _optional_input_placeholder_tensor(graph)
        attended = graph.op(
            "com.microsoft::MultiHeadAttention", query, key, value, none, none, bias, num_heads_i=heads
        )
        attended.setType(query.type())
        return attended


class _MPNetAttention(torch.nn.Module):
    """What stands in the place of MPNet's for export."""

    def __init__(self, own: torch.nn.Module) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = own.q, own.k, own.v, own.o
        self.heads = own.num_attention_heads

    def forward(self, states: torch.Tensor, _, position_bias: torch.Tensor, **__) -> tuple[torch.Tensor]:
        return (
            self.o(_Biased.apply(self.q(states), self.k(states), self.v(states), position_bias, self.heads)),
        )


class _Shipped(torch.nn.Module):
    """The network with the proofreader that is shipped in the place of the last layer's."""

    def __init__(self, network: Joint) -> None:
        super().__init__()
        self.network = network
        for layer in network.bert.encoder.layer:
            layer.attention.self = _SelfAttention(layer.attention.self)

    def forward(self, ids: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, ...]:
        given = self.network(ids, None, types)
        return given["logits"], given["tags"], given[SHIPPED]


class _Lending(torch.nn.Module):
    """The second reader, which also gives out what its lower layers say."""

    def __init__(self, network: Second) -> None:
        super().__init__()
        self.network = network
        for layer in network.mpnet.encoder.layer:
            layer.attention.attn = _MPNetAttention(layer.attention.attn)

    def forward(self, ids: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, ...]:
        read = states(self.network, ids, None, types)
        return self.network.proofreader(read[-1]), read[SHARED_LAYERS]


class _Upper(torch.nn.Module):
    """What is above those layers in the network for inference; it too looks at no mask."""

    def __init__(self, network: Inference) -> None:
        super().__init__()
        self.network = network
        for layer in network.mpnet.encoder.layer[SHARED_LAYERS:]:
            layer.attention.attn = _MPNetAttention(layer.attention.attn)

    def forward(self, middle: torch.Tensor) -> torch.Tensor:
        encoder = self.network.mpnet.encoder
        bias = encoder.compute_position_bias(middle)
        for layer in encoder.layer[SHARED_LAYERS:]:
            middle = layer(middle, None, bias)[0]
        return self.network.judged(middle.mean(1))


def to_onnx(
    model: torch.nn.Module, target: Path, example: Mapping[str, torch.Tensor], outputs: Sequence[str]
) -> None:
    """The network in full precision, with inputs like ``example`` of free batch and length."""
    torch.onnx.export(
        model.eval(),
        tuple(example.values()),
        str(target),
        input_names=list(example),
        output_names=list(outputs),
        dynamic_axes={name: {0: "batch", 1: "length"} for name in example},
        opset_version=17,
        dynamo=False,
    )


def in_blocks(full: Path, target: Path) -> None:
    """The graph ``full`` with the multiplications behind its activations in four bits a weight, in blocks of 32.

    What goes into them has outliers, and int8 has one scale for all: half of what int8 costs is lost there.
    """
    model = onnx.load(full)
    others = [node.name for node in model.graph.node if node.op_type == "MatMul" and _WIDE not in node.name]
    quantizer = MatMulNBitsQuantizer(
        model, bits=4, block_size=32, is_symmetric=True, accuracy_level=4, nodes_to_exclude=others
    )
    quantizer.process()
    onnx.save(quantizer.model.model, target)


def to_int8(full: Path, target: Path) -> None:
    """The graph ``full`` in int8."""
    quantize_dynamic(full, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def inference(checkpoint: Path, target: Path) -> None:
    """The upper layers of a checkpoint of :mod:`models.inference`, rounded."""
    network = Inference.from_pretrained(checkpoint, attn_implementation="eager")
    middle = torch.zeros(2, 8, network.config.hidden_size)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        to_onnx(_Upper(network), full, {"middle": middle}, ["logits"])
        in_blocks(full, blocks := Path(folder) / "blocks.onnx")
        to_int8(blocks, target)


def split(whole: Path, out: Path) -> None:
    """The graph ``whole`` as two, ``model.onnx`` and ``proofs.onnx``, which share their weights."""
    model = onnx.load(whole)
    with (out / SHARED).open("wb") as file:
        for tensor in model.graph.initializer:
            if len(tensor.raw_data) > _SMALL:
                set_external_data(tensor, SHARED, file.tell(), len(tensor.raw_data))
                file.write(tensor.raw_data)
                tensor.ClearField("raw_data")
    parts = Extractor(model)
    *others, proofs = OUTPUTS[FIRST]
    for name, outputs in ((WEIGHTS, others), (PROOFS, [proofs])):
        onnx.save(parts.extract_model(list(INPUTS), outputs), out / name)


def of_pairs(session: onnxruntime.InferenceSession, tokenizer, pairs: Sequence[LabelledPair]) -> np.ndarray:
    """One row of class probabilities a pair, each pair asked by itself as the backend does."""
    asked = (
        tokenizer(pair.premise, pair.hypothesis, truncation="only_first", max_length=MAX_LENGTH)
        for pair in pairs
    )
    return np.concatenate([_shares(session, "logits", one) for one in asked])


def of_words(session: onnxruntime.InferenceSession, tokenizer, proofs: Sequence[dict]) -> np.ndarray:
    """One row of the probabilities of the labels for every piece of every passage."""
    asked = (
        {"input_ids": row.ids, "attention_mask": [1] * len(row.ids), "token_type_ids": row.types}
        for row in encoded_proofs(proofs, tokenizer)
    )
    return np.concatenate([_shares(session, "proofs", one)[0] for one in asked])


def _shares(
    session: onnxruntime.InferenceSession, output: str, inputs: Mapping[str, Sequence[int]]
) -> np.ndarray:
    """One output for one row of tokens, as probabilities along the last axis."""
    fed = {one.name: np.array([inputs[one.name]], dtype=np.int64) for one in session.get_inputs()}
    logits = session.run([output], fed)[0]
    exponents = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return exponents / exponents.sum(axis=-1, keepdims=True)


def main() -> None:
    """Parse the command line, export, quantise, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--second", action="store_true", help="the checkpoint is of models.second")
    parser.add_argument("--inference", type=Path, help="beside it, a checkpoint of models.inference")
    compared = parser.add_mutually_exclusive_group()
    compared.add_argument("--pairs", type=Path, help="labelled pairs to compare full precision and int8 on")
    compared.add_argument("--proofs", type=Path, help="passages to compare them on")
    given = parser.parse_args()
    name = SECOND if given.second else FIRST
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(given.checkpoint)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        whole = given.out / WEIGHTS if given.second else Path(folder) / "int8.onnx"
        network = Second if given.second else Joint
        model = network.from_pretrained(given.checkpoint, attn_implementation="eager")
        example = {name: torch.ones(2, 8, dtype=torch.int64) for name in INPUTS}
        to_onnx(_Lending(model) if given.second else _Shipped(model), full, example, OUTPUTS[name])
        to_int8(full, whole)
        if not given.second:
            split(whole, given.out)
        if given.inference:
            inference(given.inference, given.out / INFERENCE)
        if given.pairs or given.proofs:
            sessions = [onnxruntime.InferenceSession(str(path)) for path in (full, whole)]
            if given.pairs:
                pairs = read_pairs(given.pairs)[:1_000]
                exact, rounded = (of_pairs(session, tokenizer, pairs) for session in sessions)
            else:
                proofs = list(islice(read_jsonl(given.proofs), _PASSAGES))
                exact, rounded = (of_words(session, tokenizer, proofs) for session in sessions)
            moved = np.abs(exact - rounded).max(axis=1)
            same = (exact.argmax(axis=1) == rounded.argmax(axis=1)).mean()
            print(
                f"int8 moves p by {moved.mean():.4f} on average, {moved.max():.3f} at most; {same:.1%} same class"
            )
    backend = tokenizer.backend_tokenizer
    backend.enable_truncation(MAX_LENGTH, strategy="only_first")
    backend.no_padding()
    backend.save(str(given.out / "tokenizer.json"))
    config = {"name": name, "max_length": MAX_LENGTH}
    if "logits" in OUTPUTS[name]:
        config["id2label"] = json.loads((given.checkpoint / "config.json").read_text("utf-8"))["id2label"]
    (given.out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    print({path.name: path.stat().st_size for path in sorted(given.out.iterdir())})


if __name__ == "__main__":
    main()
