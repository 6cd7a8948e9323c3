"""The network that is trained: one encoder with two heads, one for pairs and one for words."""

from __future__ import annotations

import torch
from torch import nn
from transformers import BertForSequenceClassification

from detector.tagging import LABELS as TAGS
from models.pairs import LABELS


class Joint(BertForSequenceClassification):
    """BERT with the usual classifier of pairs, and a linear layer that labels every piece of a word."""

    def __init__(self, config) -> None:
        super().__init__(config)
        self.tagger = nn.Linear(config.hidden_size, len(TAGS))
        self.post_init()

    def forward(self, input_ids, attention_mask, token_type_ids) -> tuple[torch.Tensor, torch.Tensor]:
        """``(rows, 3)`` logits of the pair, and ``(rows, length, 4)`` logits of the pieces."""
        hidden, pooled = self.bert(input_ids, attention_mask, token_type_ids, return_dict=False)
        return self.classifier(self.dropout(pooled)), self.tagger(self.dropout(hidden))


def load(folder, device: str) -> Joint:
    """A checkpoint; heads that it lacks start at random."""
    model = Joint.from_pretrained(
        folder,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
        attention_probs_dropout_prob=0.0,
    ).to(device)
    model.bert.embeddings.word_embeddings.weight.requires_grad = False
    return model
