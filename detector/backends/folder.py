"""Where the files of an embedded model stand, and the checksum that tells one model from another."""

from __future__ import annotations

import hashlib
from pathlib import Path

WEIGHTS = "model.onnx"
PROOFS = "proofs.onnx"  # the proofreader by itself, where its answers need not all layers
SHARED = "weights.bin"  # what both graphs share
SECOND = "second"  # the folder within, of the larger network that reads again what the first finds suspicious
INFERENCE = "inference.onnx"  # how that one goes on from its middle to judge pairs
_CHUNK = 1 << 20


def checksum(folder: Path) -> str:
    """The sha256 of a model's files, one behind another, as far as there are any: ``model.onnx``, ``proofs.onnx``,
    ``weights.bin``, ``second/model.onnx``, ``second/inference.onnx``.

    Raises:
        OSError: where the first can't be read.
    """
    digest = hashlib.sha256()
    others = (folder / PROOFS, folder / SHARED, folder / SECOND / WEIGHTS, folder / SECOND / INFERENCE)
    for path in (folder / WEIGHTS, *filter(Path.exists, others)):
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()
