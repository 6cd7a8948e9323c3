"""The network of the second reader, and its training: ``python -m models.second --base DIR --proofs FILE … --out DIR``.

The lower layers of a larger encoder with the proofreader's head alone. It reads again what the embedded model finds
suspicious. Syntax is known best to the middle layers of such encoders (Hewitt and Manning 2019, NAACL); the upper
third, which was last tuned for the likeness of sentences, is left out and pays for a faster answer.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import AutoTokenizer, MPNetModel, MPNetPreTrainedModel

from detector.proofreading import LABELS
from models.pairs import read_jsonl
from models.train import arguments, encoded_proofs, run_stage

_LAYERS = 8
_TOKENS_PER_BATCH = 3_000  # a step of the optimizer costs as much as 400 tokens
TYPES = 5  # of tokens, as the embedded model counts them; the last three are used


class Second(MPNetPreTrainedModel):
    """MPNet, told the case of each piece, with one linear layer that labels every piece of a word."""

    def __init__(self, config) -> None:
        super().__init__(config)
        self.mpnet = MPNetModel(config, add_pooling_layer=False)
        self.types = nn.Embedding(TYPES, config.hidden_size)
        self.proofreader = nn.Linear(config.hidden_size, len(LABELS))
        self.post_init()

    def forward(self, input_ids, attention_mask, token_type_ids) -> dict[str, torch.Tensor]:
        """``(rows, length, 5)`` logits of the pieces."""
        return {"proofs": self.proofreader(states(self, input_ids, attention_mask, token_type_ids)[-1])}


def states(network, input_ids, attention_mask, token_type_ids) -> tuple[torch.Tensor, ...]:
    """``(rows, length, 768)`` of the embeddings and of every layer of a network with ``mpnet`` and ``types``."""
    shown = network.mpnet.embeddings.word_embeddings(input_ids) + network.types(token_type_ids)
    read = network.mpnet(inputs_embeds=shown, attention_mask=attention_mask, output_hidden_states=True)
    return read.hidden_states


def load(folder: Path, device: str) -> Second:
    """A checkpoint of this network, or of MPNet, whose types of pieces start alike.

    No dropout: every passage is seen once.
    """
    model, report = Second.from_pretrained(
        folder,
        num_hidden_layers=_LAYERS,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        output_loading_info=True,
    )
    if "types.weight" in report["missing_keys"]:
        nn.init.zeros_(model.types.weight)
    model.mpnet.embeddings.word_embeddings.weight.requires_grad = False
    return model.to(device)


def main() -> None:
    """Parse the command line and train."""
    parser = arguments(__doc__.splitlines()[0], "all-mpnet-base-v2")
    parser.add_argument(
        "--proofs", type=Path, nargs="+", required=True, help="train.jsonl.gz of models.make_proofs"
    )
    parser.add_argument("--passages", type=int, help="at most")
    given = parser.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(given.base)
    proofs = [row for file in given.proofs for row in read_jsonl(file)]
    rows = encoded_proofs(proofs[: given.passages], tokenizer)
    run_stage("second", rows, given, load=load, tokens=_TOKENS_PER_BATCH)


if __name__ == "__main__":
    main()
