"""The network that is trained: one encoder with heads for pairs, for words around quotations, and for proofreading.

The proofreader has a head on several layers. All are trained, so that each layer learns what the next can build on,
and the speed of an answer can be chosen afterwards: what a lower head says needs no layer above it (Teerapittayanon
et al. 2016, arXiv 1709.01686).
"""

from __future__ import annotations

import torch
from torch import nn
from transformers import BertForSequenceClassification

from detector.proofreading import LABELS as PROOFS
from detector.tagging import LABELS as TAGS
from models.pairs import LABELS

EARLY = (3, 4)  # layers with a proofreader of their own, counted from 1; the last has one too
# The one that is exported; chosen on validation, where it is no worse than the last and a third faster.
SHIPPED = "proofs@4"
_TYPES = 5  # of tokens: two for pairs and marked stretches, three for the case of what is proofread


class Joint(BertForSequenceClassification):
    """BERT with the usual classifier of pairs, and two linear layers that label every piece of a word."""

    def __init__(self, config) -> None:
        super().__init__(config)
        self.tagger = nn.Linear(config.hidden_size, len(TAGS))
        self.proofreader = nn.Linear(config.hidden_size, len(PROOFS))
        self.early = nn.ModuleDict(
            {str(layer): nn.Linear(config.hidden_size, len(PROOFS)) for layer in EARLY}
        )
        self.post_init()

    def forward(self, input_ids, attention_mask, token_type_ids) -> dict[str, torch.Tensor]:
        """``(rows, 3)`` logits of the pair, ``(rows, length, 4)`` and ``(rows, length, 5)`` logits of the pieces.

        What the lower heads say is called by their layers, ``proofs@4``.
        """
        read = self.bert(
            input_ids, attention_mask, token_type_ids, output_hidden_states=True, return_dict=True
        )
        shown = self.dropout(read.last_hidden_state)
        early = {
            f"proofs@{layer}": head(self.dropout(read.hidden_states[int(layer)]))
            for layer, head in self.early.items()
        }
        return {
            "logits": self.classifier(self.dropout(read.pooler_output)),
            "tags": self.tagger(shown),
            "proofs": self.proofreader(shown),
            **early,
        }


def load(folder, device: str) -> Joint:
    """A checkpoint; heads that it lacks start at random, types of tokens that it lacks as the first."""
    model = Joint.from_pretrained(
        folder,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
        attention_probs_dropout_prob=0.0,
    )
    kept = model.bert.embeddings.token_type_embeddings.weight.data
    if len(kept) < _TYPES:
        types = nn.Embedding(_TYPES, kept.shape[1])
        types.weight.data = torch.cat([kept, kept[:1].repeat(_TYPES - len(kept), 1)])
        model.bert.embeddings.token_type_embeddings = types
        model.config.type_vocab_size = _TYPES
    model.bert.embeddings.word_embeddings.weight.requires_grad = False
    return model.to(device)
