"""Where the files of an embedded model stand, and the checksum that tells one model from another."""

from __future__ import annotations

import hashlib
from pathlib import Path

WEIGHTS = "model.onnx"
SECOND = "second"  # the folder within, of the larger network that reads again what the first finds suspicious
_CHUNK = 1 << 20


def checksum(folder: Path) -> str:
    """The sha256 of a model's weights: ``model.onnx``, and behind it ``second/model.onnx`` where there is one.

    Raises:
        OSError: where the first can't be read.
    """
    digest = hashlib.sha256()
    second = folder / SECOND / WEIGHTS
    for path in (folder / WEIGHTS, *([second] if second.exists() else [])):
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()
