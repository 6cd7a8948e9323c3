"""The network that judges lead-ins, and its training: ``python -m models.inference --base DIR --second DIR …``.

A larger encoder for the few questions of plain inference that a text gives rise to: does a quotation bear out what
leads to it? Its word embeddings and lower layers are those of :mod:`models.second`, unchanged, so that the two can
share them; the upper layers are the published ones and learn. What the lower layers know, words and syntax, serves
both (Tenney et al. 2019, ACL, “BERT rediscovers the classical NLP pipeline”).
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import nn
from transformers import AutoTokenizer, MPNetModel, MPNetPreTrainedModel

from detector.leadins import content_words, lead_ins
from detector.proofreading import cases_of_pair
from models.contradict import ACCEPTED, OPEN, REJECTED, SAID, of_lead, read, right_label, worded
from models.pairs import LABELS, LabelledPair, general_pairs, of_split, read_pairs
from models.retell import told
from models.second import TYPES, Second, states
from models.train import MAX_LENGTH, NO_LABEL, Row, arguments, run_stage
from models.turns import renumbered

SHARED_LAYERS = 4
_TOKENS_PER_BATCH = 3_000
# How many pairs of each general source are taken; what is marked as non-commercial is left out.
GENERAL = {
    "lingnli_baseline": 15_000, "lingnli_LotS": 15_000, "lingnli_LitL": 15_000, "mnli_via_taxinli": 3_000,
    "semiauto_base_news": 3_000, "semiauto_sim_news": 7_000, "semiauto_base_wiki": 2_500,
    "semiauto_sim_wiki": 6_200, "semiauto_translate_wiki": 2_000, "snli_dev": 5_000, "snli_cad": 5_000,
    "fever_dev_SR": 7_000, "fool_me_twice": 1_200, "conjnli_adv": 1_500, "infotabs": 2_000,
}  # fmt: skip
_REPORTED = 24_000
_ARTICLES = 4_000
_REAL = 4_000
_APART, _AGAIN = 12_000, 8_000  # of the second stage
_NAMES = (
    "the mayor", "the minister", "she", "he", "Reyes", "Ms. Okafor", "Mr. Lindqvist", "Dr. Haddad", "the company",
    "Tom Brannigan", "the union", "a spokeswoman", "Sergeant Doyle", "Castellanos", "the coach", "the governor",
    "Ingrid Falk", "a neighbour", "the committee", "Yusuf", "the director", "Senator Whitlock", "her lawyer", "Mbeki",
)  # fmt: skip


class Inference(MPNetPreTrainedModel):
    """MPNet, told the case of each piece, with a classifier of the mean of what it says of the pieces."""

    def __init__(self, config) -> None:
        super().__init__(config)
        self.mpnet = MPNetModel(config, add_pooling_layer=False)
        self.types = nn.Embedding(TYPES, config.hidden_size)
        self.dense = nn.Linear(config.hidden_size, config.hidden_size)
        self.classifier = nn.Linear(config.hidden_size, len(LABELS))
        self.post_init()

    def forward(self, input_ids, attention_mask, token_type_ids) -> dict[str, torch.Tensor]:
        """``(rows, 3)`` logits of the pairs."""
        hidden = states(self, input_ids, attention_mask, token_type_ids)[-1]
        weights = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1)
        return {"logits": self.judged(mean)}

    def judged(self, mean: torch.Tensor) -> torch.Tensor:
        """``(rows, 3)`` logits, of the means of the last layer."""
        return self.classifier(torch.tanh(self.dense(mean)))


def loader(second: Path):
    """What loads a checkpoint of this network, or MPNet with the lower layers of a checkpoint of ``second``."""

    def load(folder: Path, device: str) -> Inference:
        model, report = Inference.from_pretrained(
            folder,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            id2label=dict(enumerate(LABELS)),
            label2id={label: index for index, label in enumerate(LABELS)},
            output_loading_info=True,
        )
        shared = [model.types, model.mpnet.embeddings, *model.mpnet.encoder.layer[:SHARED_LAYERS]]
        if "types.weight" in report["missing_keys"]:
            lent = Second.from_pretrained(second)
            model.mpnet.encoder.relative_attention_bias.load_state_dict(
                lent.mpnet.encoder.relative_attention_bias.state_dict()
            )
            own = [lent.types, lent.mpnet.embeddings, *lent.mpnet.encoder.layer[:SHARED_LAYERS]]
            for module, other in zip(shared, own, strict=True):
                module.load_state_dict(other.state_dict())
        for module in [*shared, model.mpnet.encoder.relative_attention_bias]:
            module.requires_grad_(False)
        return model.to(device)

    return load


def encoded(pairs: Sequence[LabelledPair], tokenizer) -> list[Row]:
    """Pairs, the premise cut where both together are too long; the type of a piece is its case."""
    given = tokenizer(
        [pair.premise for pair in pairs],
        [pair.hypothesis for pair in pairs],
        truncation="only_first",
        max_length=MAX_LENGTH,
        return_offsets_mapping=True,
    )
    rows = []
    for index, pair in enumerate(pairs):
        ids, places = given["input_ids"][index], given["offset_mapping"][index]
        types = cases_of_pair((pair.premise, pair.hypothesis), given.sequence_ids(index), places)
        none = [NO_LABEL] * len(ids)
        rows.append(Row(ids, types, LABELS.index(pair.label), none, none))
    return rows


def reported(pairs: Sequence[LabelledPair], rng: random.Random) -> Iterator[LabelledPair]:
    """General pairs whose hypothesis somebody reports, affirms, rejects or leaves open, as writers' lead-ins do.

    Who rejects what the premise contradicts, agrees with it; and where a number of a borne out hypothesis stands in
    the premise, the same with another number contradicts it.
    """
    for pair in pairs:
        name = rng.choice(_NAMES)
        text = pair.hypothesis.strip().rstrip(".!?")
        pronoun = "she" if name in ("she", "a spokeswoman", "Ms. Okafor", "Ingrid Falk") else "he"
        text = told(text, pronoun, rng.random() < 0.6) or text[:1].lower() + text[1:]
        kind, label = rng.random(), pair.label
        if label == "entailment" and (sides := renumbered(text, pair.premise, rng)) and kind < 0.7:
            yield LabelledPair(
                pair.premise, worded(SAID, name, sides[0], rng), "contradiction", "reported_number"
            )
        elif kind < 0.55:
            yield LabelledPair(pair.premise, worded(SAID + ACCEPTED, name, text, rng), label, "reported_said")
        elif kind < 0.9:
            turned = {"entailment": "contradiction", "contradiction": "entailment"}.get(label, label)
            yield LabelledPair(pair.premise, worded(REJECTED, name, text, rng), turned, "reported_rejected")
        else:
            yield LabelledPair(pair.premise, worded(OPEN, name, text, rng), "neutral", "reported_open")


def real(data: Path, rng: random.Random) -> list[LabelledPair]:
    """Lead-ins of published articles as they stand: none is taken to contradict its quotation."""
    rows = of_split(data, "news_clean", "train")
    rng.shuffle(rows)
    made = [
        of_lead(lead.content, lead.text, right_label(lead.text, lead.content), "real")
        for row in rows[:_ARTICLES]
        for lead in lead_ins(read(row["text"]))
    ]
    rng.shuffle(made)
    return made[:_REAL]


def apart(pairs: Sequence[LabelledPair], count: int, rng: random.Random) -> Iterator[LabelledPair]:
    """Premises with the hypotheses of others, half of them reported: neither bears the other out nor contradicts it.

    Where annotators were told that both are of one event (SNLI), what is of another counts as a contradiction. A
    lead-in and its quotation are often of two.
    """
    for pair, other in zip(rng.sample(pairs, count), rng.sample(pairs, count), strict=True):
        if not content_words(pair.premise) & content_words(other.hypothesis):
            made = LabelledPair(pair.premise, other.hypothesis, "neutral", "apart")
            yield from reported([made], rng) if rng.random() < 0.5 else [made]


def elsewhere(data: Path, rng: random.Random) -> list[LabelledPair]:
    """Quotations of published articles with other sentences of the same article, the writer's own."""
    rows = of_split(data, "news_clean", "train")
    rng.shuffle(rows)
    made = []
    for row in rows[:_ARTICLES]:
        article = read(row["text"])
        own = [sentence.text for sentence in article.sentences if not re.search('[“”"]', sentence.text)]
        leads = list(lead_ins(article))
        for lead in rng.sample(leads, min(2, len(leads))):
            for text in rng.sample(own, min(1, len(own))):
                if text != lead.text and 4 <= len(text.split()) <= 40:
                    made.append(of_lead(lead.content, text, "neutral", "elsewhere"))
    return made[:_REAL]


def main() -> None:
    """Parse the command line and train."""
    parser: argparse.ArgumentParser = arguments(__doc__.splitlines()[0], "all-mpnet-base-v2")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds nli/ and news_clean/")
    parser.add_argument("--second", type=Path, required=True, help="checkpoint of models.second")
    parser.add_argument("--judging", type=Path, required=True, help="train.jsonl.gz of models.make_judging")
    given = parser.parse_args()
    rng = random.Random(given.seed)
    pairs, _ = general_pairs(given.data, given.seed, GENERAL, {})
    news = [pair for pair in pairs if not pair.source.startswith(("snli", "infotabs"))]
    own = [pair for pair in read_pairs(given.judging) if pair.source.startswith(("told", "paraphrase"))]
    rows = [*pairs, *reported(rng.sample(news, _REPORTED), rng), *own, *real(given.data, rng)]
    tokenizer = AutoTokenizer.from_pretrained(given.base)
    load = loader(given.second)
    first = run_stage("inference", encoded(rows, tokenizer), given, load=load, tokens=_TOKENS_PER_BATCH)
    again = [
        *apart(pairs, _APART, rng),
        *elsewhere(given.data, rng),
        *rng.sample(pairs, _AGAIN),
        *reported(rng.sample(news, _AGAIN // 2), rng),
        *rng.sample(own, len(own) // 2),
    ]
    run_stage("apart", encoded(again, tokenizer), given, start=first, load=load, tokens=_TOKENS_PER_BATCH)


if __name__ == "__main__":
    main()
