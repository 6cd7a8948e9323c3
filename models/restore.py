"""Bring the exported second reader back to full precision: ``python -m models.restore --base DIR --out DIR``.

Checkpoints aren't kept with the project; what is shipped is. Rounding to seven bits moves an answer by 0.004 on
average, which a little training takes back: so what goes on starts from the weights that stand in ``models/weights``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx.numpy_helper import to_array
from transformers import AutoTokenizer

from detector.backends.folder import WEIGHTS
from models.second import Second, load

_PRODUCT, _LOOKED_UP = "MatMulInteger", "Gather"
_ROUNDED, _MULTIPLIED, _NETWORK = "_quantized", "/MatMul_quant", "network."


def restored(graph: Path, base: Path) -> Second:
    """The network of an exported graph.

    Args:
        graph: what :mod:`models.export` wrote of a checkpoint of :mod:`models.second`.
        base: the published encoder, for its shape; all of its weights are replaced.

    Raises:
        KeyError: where the graph has a weight that the network has not, or lacks one.
    """
    model = onnx.load(graph)
    given = {tensor.name: to_array(tensor) for tensor in model.graph.initializer}
    weights = {name.removeprefix(_NETWORK): array for name, array in given.items() if _is_whole(name)}
    for node in model.graph.node:
        if node.op_type == _PRODUCT:
            module = node.name.removesuffix(_MULTIPLIED).strip("/").replace("/", ".")
            weights[f"{module}.weight"] = _exact(given, node.input[1]).T
        elif node.op_type == _LOOKED_UP and node.input[0].endswith(_ROUNDED):
            name = node.input[0].removesuffix(_ROUNDED).removeprefix(_NETWORK)
            weights[name] = _exact(given, node.input[0])
    network = load(base, "cpu")
    if missing := network.state_dict().keys() ^ weights.keys():
        raise KeyError(", ".join(sorted(missing)))
    network.load_state_dict({name: torch.tensor(np.asarray(array)) for name, array in weights.items()})
    return network


def _is_whole(name: str) -> bool:
    """Whether a weight was left as it is."""
    return name.startswith(_NETWORK) and not name.endswith((_ROUNDED, "_scale", "_zero_point"))


def _exact(given: dict[str, np.ndarray], rounded: str) -> np.ndarray:
    name = rounded.removesuffix(_ROUNDED)
    whole = given[rounded].astype(np.float32) - given[f"{name}_zero_point"].astype(np.float32)
    return whole * given[f"{name}_scale"]


def main() -> None:
    """Parse the command line and write a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True, help="all-mpnet-base-v2, unpacked")
    parser.add_argument("--weights", type=Path, default=Path("models/weights/second"))
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint")
    given = parser.parse_args()
    restored(given.weights / WEIGHTS, given.base).save_pretrained(given.out)
    AutoTokenizer.from_pretrained(given.base).save_pretrained(given.out)


if __name__ == "__main__":
    main()
