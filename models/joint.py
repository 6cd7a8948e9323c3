"""The network that is trained: one encoder with three heads, one for pairs and two for words."""

from __future__ import annotations

import torch
from torch import nn
from transformers import BertForSequenceClassification

from detector.proofreading import LABELS as PROOFS
from detector.tagging import LABELS as TAGS
from models.pairs import LABELS

_TYPES = 5  # of tokens: two for pairs and marked stretches, three for the case of what is proofread


class Joint(BertForSequenceClassification):
    """BERT with the usual classifier of pairs, and two linear layers that label every piece of a word."""

    def __init__(self, config) -> None:
        super().__init__(config)
        self.tagger = nn.Linear(config.hidden_size, len(TAGS))
        self.proofreader = nn.Linear(config.hidden_size, len(PROOFS))
        self.post_init()

    def forward(self, input_ids, attention_mask, token_type_ids) -> dict[str, torch.Tensor]:
        """``(rows, 3)`` logits of the pair, ``(rows, length, 4)`` and ``(rows, length, 5)`` logits of the pieces."""
        hidden, pooled = self.bert(input_ids, attention_mask, token_type_ids, return_dict=False)
        shown = self.dropout(hidden)
        return {
            "logits": self.classifier(self.dropout(pooled)),
            "tags": self.tagger(shown),
            "proofs": self.proofreader(shown),
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
