"""The models that can stand behind :class:`detector.nli.Nli`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detector.backends.folder import checksum
from detector.nli import ModelError, Nli

if TYPE_CHECKING:
    from detector.backends.onnx import Onnx

HUB = "hf:"
_SHIPPED = (
    Path(__file__).parents[1] / "weights",  # in the wheel
    Path(__file__).parents[2] / "models" / "weights",  # in a checkout
)


def load(model: str | None = None, device: str | None = None, threads: int | None = None) -> Nli:
    """The model that answers.

    Args:
        model: None for the embedded model; ``hf:NAME_OR_PATH`` for any sequence-classification checkpoint, from
            a folder or the hub, through torch; else a folder that ``models.export`` wrote.
        device: where an ``hf:`` model runs, such as ``cuda``; None: where torch thinks best.
        threads: how many questions any other model answers at once; None: as many as there are processors.

    Raises:
        ModelError: where the model can't be loaded; one line that names it and the mend.
    """
    if model is not None and is_heavy(model):
        from detector.backends.hf import HuggingFace

        return HuggingFace(model.removeprefix(HUB), device)
    if model is not None:
        from detector.backends.onnx import Onnx

        return Onnx(Path(model), threads)
    return embedded(threads)


def is_heavy(model: str | None) -> bool:
    """Whether a model comes through torch, and takes so long to load that it should first be known to be needed."""
    return model is not None and model.startswith(HUB)


def embedded(threads: int | None = None) -> Onnx:
    """The model that misquote brings along; ``threads`` as for :func:`load`.

    Raises:
        ModelError: where the installation has lost it.
    """
    from detector.backends.onnx import Onnx

    folder = _shipped()
    if folder is None:
        raise ModelError("the embedded model is missing from this installation: install misquote again")
    return Onnx(folder, threads)


def identity(model: str | None) -> str | None:
    """What tells the weights of a model from all others, without loading it; None where that can't be told."""
    folder = _shipped() if model is None else Path(model)
    if folder is None or is_heavy(model):
        return None
    try:
        return checksum(folder)
    except OSError:
        return None


def _shipped() -> Path | None:
    return next((folder for folder in _SHIPPED if folder.is_dir()), None)
