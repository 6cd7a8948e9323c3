"""What every backend must keep to, and what each does with a model that is missing, damaged or of the wrong kind."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from detector.backends import load
from detector.backends.double import Double
from detector.backends.folder import SECOND, checksum
from detector.backends.onnx import Onnx
from detector.nli import ModelError, Nli, Pair, Verdict, label_order
from detector.proofreading import passage
from detector.questions import spoken_by
from detector.spans import Span
from detector.tagging import around_quotation

WEIGHTS = Path(__file__).parents[1] / "models" / "weights"
HYPOTHESIS = "A man is asleep."
PAIRS = [
    Pair("The ferry was late because of the fog, and nobody had told the school.", "The ferry was late."),
    Pair("The ferry was late.", "The ferry came early."),
    Pair("A bus.", "The mayor has resigned."),
    Pair("Ms. Oda Fenn spoke in the old town hall. “We will mend the bridge,” she said.", "Ms. Fenn spoke."),
    Pair("", ""),
]
HAS_TORCH = all(importlib.util.find_spec(name) for name in ("torch", "transformers"))


def _tiny(folder: Path, labels: Sequence[str] = ("CONTRADICTION", "NEUTRAL", "ENTAILMENT")) -> Path:
    """A BERT of two tiny layers that was never trained, as a Hugging Face checkpoint."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(WEIGHTS / "tokenizer.json"),
        pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", mask_token="[MASK]",
    )  # fmt: skip
    tokenizer.save_pretrained(folder)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        initializer_range=0.5, num_labels=len(labels), id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(
    scope="module",
    params=[
        "onnx",
        pytest.param("hf", marks=pytest.mark.skipif(not HAS_TORCH, reason="needs misquote[torch]")),
    ],
)
def nli(request: pytest.FixtureRequest) -> Nli:
    if request.param == "onnx":
        return load()
    return load(f"hf:{request.getfixturevalue('checkpoint')}", "cpu")


def _values(verdict: Verdict) -> tuple[float, float, float]:
    return verdict.entailment, verdict.neutral, verdict.contradiction


def test_no_pairs_no_verdicts(nli: Nli) -> None:
    assert nli.classify([]) == []


def test_probabilities_sum_to_one(nli: Nli) -> None:
    for verdict in nli.classify(PAIRS):
        assert math.isclose(sum(_values(verdict)), 1, abs_tol=1e-6)
        assert all(0 <= value <= 1 for value in _values(verdict))


def test_order_is_kept_and_a_pair_is_judged_alike_alone_and_in_company(nli: Nli) -> None:
    alone = [nli.classify([pair])[0] for pair in PAIRS]
    assert len({_values(verdict) for verdict in alone}) == len(PAIRS)
    crowd = [*PAIRS, Pair("word " * 90, HYPOTHESIS), *reversed(PAIRS)] * 5
    together = nli.classify(crowd)
    assert len(together) == len(crowd)
    for pair, verdict in zip(crowd, together, strict=True):
        if pair in PAIRS:
            assert _values(verdict) == pytest.approx(_values(alone[PAIRS.index(pair)]), abs=1e-5)


def test_the_embedded_model_answers_to_the_last_bit_alike_in_any_company() -> None:
    embedded = load()
    assert embedded.classify(PAIRS * 40)[-1] == embedded.classify(PAIRS[-1:])[0]


def test_the_same_pair_twice_gets_the_same_answer_twice(nli: Nli) -> None:
    first, second = nli.classify([PAIRS[0], PAIRS[0]])
    assert _values(first) == pytest.approx(_values(second), abs=1e-6)


def test_of_a_long_premise_the_end_is_cut_and_never_the_hypothesis(nli: Nli) -> None:
    head = "the town council met on monday to vote on the bridge " * 40
    cut, longer, other = nli.classify(
        [Pair(head, HYPOTHESIS), Pair(head + "zebra " * 5_000, HYPOTHESIS), Pair(head, "Nobody met.")]
    )
    assert _values(cut) == pytest.approx(_values(longer), abs=1e-5)
    assert _values(cut) != pytest.approx(_values(other), abs=1e-5)


@pytest.mark.parametrize("text", ["\0\ud7ff\U0010ffff", "“" * 3_000, "\r\n\t", "👩‍🚀 e\u0301 東京"])
def test_any_text_can_be_asked_about(nli: Nli, text: str) -> None:
    (verdict,) = nli.classify([Pair(text, text[:20])])
    assert math.isclose(sum(_values(verdict)), 1, abs_tol=1e-6)


def test_the_embedded_model_has_a_name_and_a_checksum() -> None:
    embedded = load()
    assert embedded.name == json.loads((WEIGHTS / "config.json").read_text("utf-8"))["name"]
    assert embedded.sha256 is not None
    assert len(embedded.sha256) == 64


def test_the_embedded_model_knows_entailment_from_contradiction() -> None:
    premise = "The mayor of Ardel opened the new bridge on Monday."
    entailed, contradicted = load().classify(
        [Pair(premise, "A bridge was opened."), Pair(premise, "No bridge was opened on Monday.")]
    )
    assert max(_values(entailed)) == entailed.entailment
    assert max(_values(contradicted)) == contradicted.contradiction


@pytest.mark.xfail(
    strict=True, reason="the weights take a name behind a quotation for a reporting clause cut loose from it"
)
def test_the_embedded_model_knows_who_spoke() -> None:
    said = "“Nobody here has read the contract,” Ines Kade said."
    after = "Tom Lessing left early."
    hers, his = load().classify(
        [spoken_by("The vote was put off.", said, after, name) for name in ("Ines Kade", "Tom Lessing")]
    )
    assert hers.entailment > his.entailment


def test_the_double_raises_on_a_pair_that_it_does_not_know() -> None:
    verdict = Verdict(1, 0, 0)
    double = Double({PAIRS[0]: verdict})
    assert double.classify([PAIRS[0], PAIRS[0]]) == [verdict, verdict]
    with pytest.raises(KeyError):
        double.classify([PAIRS[1]])


SOUND = passage(
    "The council met in May.", "The government said on Monday that it would not raise taxes this year.", "",
    opens=False, closes=True,
)  # fmt: skip
SALAD_PASSAGE = passage(
    "The council met in May.", "Villagers had of the a wall sandbags by morning the of below bridge built.", "",
    opens=True, closes=True,
)  # fmt: skip


def _alone(folder: Path) -> Path:
    """The embedded model without the second network."""
    shutil.copytree(WEIGHTS, folder, ignore=shutil.ignore_patterns(SECOND))
    return folder


def test_the_second_network_reads_again_what_the_first_suspects(tmp_path: Path) -> None:
    both, alone = Onnx(WEIGHTS), Onnx(_alone(tmp_path / "weights"))
    asked = [SOUND, SALAD_PASSAGE]
    (sound, salad), (same, other) = both.proofread(asked), alone.proofread(asked)
    assert sound == same
    assert salad != other
    assert [word.span for word in salad] == [word.span for word in other]
    assert all(math.isclose(sum(word.shares), 1) for word in salad)
    assert both.proofread([SALAD_PASSAGE]) == [salad]


CONTRARY = Pair(
    "We know of at least 40 outsiders who opened the files.",
    "Its founder said nobody outside the company had looked at the data.",
)


def test_the_second_network_judges_again_what_the_first_doubts(tmp_path: Path) -> None:
    both, alone = Onnx(WEIGHTS), Onnx(_alone(tmp_path / "weights"))
    (first,) = alone.classify([CONTRARY])
    doubted, trusted = (
        replace(CONTRARY, doubt=doubt) for doubt in (first.contradiction - 0.001, first.contradiction + 0.001)
    )
    closely, fast = both.classify([doubted, trusted])
    assert fast == first == alone.classify([doubted])[0] == both.classify([CONTRARY])[0]
    assert closely.contradiction > max(0.5, first.contradiction)
    assert math.isclose(sum(_values(closely)), 1, abs_tol=1e-6)
    assert both.classify([doubted] * 9) == [closely] * 9


def test_without_its_upper_layers_the_second_network_judges_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder, ignore=shutil.ignore_patterns("inference.onnx"))
    doubted = replace(CONTRARY, doubt=0.0)
    assert Onnx(folder).classify([doubted]) == Onnx(WEIGHTS).classify([CONTRARY])
    (folder / SECOND / "inference.onnx").write_bytes(b"\xff" * 100)
    with pytest.raises(ModelError, match=re.escape(f"{folder / SECOND}: no usable model folder")):
        Onnx(folder).classify([doubted])


def test_a_damaged_second_network_is_named_when_it_is_asked(tmp_path: Path) -> None:
    folder = _alone(tmp_path / "weights")
    shutil.copytree(WEIGHTS / SECOND, folder / SECOND, ignore=shutil.ignore_patterns("model.onnx"))
    model = Onnx(folder)
    assert model.proofread([SOUND])
    with pytest.raises(ModelError, match=re.escape(f"{folder / SECOND}: no usable model folder")):
        model.proofread([SALAD_PASSAGE])


def test_the_checksum_covers_every_file_of_the_networks(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    (folder / SECOND).mkdir(parents=True)
    content = b""
    for name in (
        "model.onnx",
        "proofs.onnx",
        "weights.bin",
        f"{SECOND}/model.onnx",
        f"{SECOND}/inference.onnx",
    ):
        (folder / name).write_bytes(name.encode())
        content += name.encode()
        assert checksum(folder) == hashlib.sha256(content).hexdigest()


def test_a_folder_whose_network_has_every_output_needs_no_graph_of_the_proofreader(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS / SECOND, folder)
    shutil.copy(WEIGHTS / "config.json", folder)
    model = Onnx(folder)
    assert [word.span for word in model.proofread([SOUND])[0]] == [
        word.span for word in Onnx(WEIGHTS).proofread([SOUND])[0]
    ]
    with pytest.raises(ModelError, match="these weights have no “tags”"):
        model.tag([around_quotation("“It rained,” she said.", Span(0, 12))])


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_may_stand_in_place_of_the_files(tmp_path: Path) -> None:
    shutil.copytree(_alone(tmp_path / "kept"), tmp_path / "weights", copy_function=os.symlink)
    assert Onnx(tmp_path / "weights").proofread([SOUND]) == Onnx(tmp_path / "kept").proofread([SOUND])


@pytest.mark.parametrize("model", [None, str(WEIGHTS)])
def test_the_threads_that_are_asked_for(model: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(
        "detector.backends.onnx.Onnx", lambda folder, threads: asked.append((folder, threads))
    )
    load(model, threads=3)
    assert asked == [(WEIGHTS, 3)]


def _remove(folder: Path) -> None:
    shutil.rmtree(folder)


def _damage_weights(folder: Path) -> None:
    (folder / "model.onnx").write_bytes((WEIGHTS / "model.onnx").read_bytes()[:5_000])


def _damage_config(folder: Path) -> None:
    (folder / "config.json").write_text("{\n\n", encoding="utf-8")


def _lose_a_key(folder: Path) -> None:
    (folder / "config.json").write_text('{"name": "x"}', encoding="utf-8")


def _lose_labels(folder: Path) -> None:
    config = {"name": "x", "id2label": {"0": "good", "1": "bad"}, "max_length": 192}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


def _damage_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_bytes(b"\xff\xfe\x00")


def _lose_weights(folder: Path) -> None:
    (folder / "model.onnx").unlink()


def _lose_shared(folder: Path) -> None:
    (folder / "weights.bin").unlink()


def _damage_proofs(folder: Path) -> None:
    (folder / "proofs.onnx").write_bytes(b"\xff" * 100)


def _lose_all(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


@pytest.mark.parametrize(
    "damage",
    [
        _remove,
        _damage_weights,
        _damage_config,
        _lose_a_key,
        _lose_labels,
        _damage_tokenizer,
        _lose_weights,
        _lose_shared,
        _damage_proofs,
        _lose_all,
    ],
)
def test_a_damaged_model_folder_is_named_in_one_line(damage: object, tmp_path: Path) -> None:
    folder = _alone(tmp_path / "weights")
    damage(folder)  # type: ignore[operator]
    with pytest.raises(ModelError) as caught:
        load(str(folder))
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400 + len(str(folder))


@pytest.mark.skipif(not HAS_TORCH, reason="needs misquote[torch]")
def test_a_hub_model_that_is_not_there_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        load(f"hf:{tmp_path / 'nowhere'}")
    assert "nowhere" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not HAS_TORCH, reason="needs misquote[torch]")
def test_a_device_that_is_not_there_is_a_model_error(checkpoint: Path) -> None:
    with pytest.raises(ModelError, match="device"):
        load(f"hf:{checkpoint}", "abacus")


@pytest.mark.skipif(not HAS_TORCH, reason="needs misquote[torch]")
def test_a_model_without_entailment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="POSITIVE") as caught:
        load(f"hf:{_tiny(tmp_path, ('NEGATIVE', 'POSITIVE'))}", "cpu")
    assert str(tmp_path) in str(caught.value)


@pytest.mark.skipif(not HAS_TORCH, reason="needs misquote[torch]")
def test_labels_are_read_from_the_checkpoint(checkpoint: Path, tmp_path: Path) -> None:
    usual = load(f"hf:{checkpoint}", "cpu").classify(PAIRS)
    turned = load(f"hf:{_tiny(tmp_path, ('entailment', 'neutral', 'contradiction'))}", "cpu").classify(PAIRS)
    for one, other in zip(usual, turned, strict=True):
        assert one.entailment == pytest.approx(other.contradiction, abs=1e-6)
        assert one.neutral == pytest.approx(other.neutral, abs=1e-6)


@pytest.mark.parametrize(
    ("labels", "order"),
    [
        (["entailment", "neutral", "contradiction"], (0, 1, 2)),
        (["CONTRADICTION", "NEUTRAL", "ENTAILMENT"], (2, 1, 0)),
        (["Contradict", " neutral", "Entail"], (2, 1, 0)),
        (["entailment", "not_entailment"], (0, -1, 1)),
        (["not-entailment", "entailment"], (1, -1, 0)),
    ],
)
def test_label_order(labels: list[str], order: tuple[int, int, int]) -> None:
    assert label_order(dict(enumerate(labels))) == order


@pytest.mark.parametrize("labels", [["LABEL_0", "LABEL_1", "LABEL_2"], ["entailment", "neutral"], []])
def test_labels_that_say_nothing_are_refused(labels: list[str]) -> None:
    with pytest.raises(ModelError, match="choose one with entailment"):
        label_order(dict(enumerate(labels)))


@pytest.mark.parametrize("module", ["detector", "detector.cli"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    heavy = ["torch", "transformers", "onnxruntime", "nltk", "numpy", "tokenizers", "bs4"]
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_rules_that_go_by_form_load_no_model() -> None:
    code = (
        "import sys; from detector import Checker\n"
        "checker = Checker(select=['GB105', 'GB106', 'GB107'])\n"
        "found = checker.check_text('The council met at at noon. could be finished by May.').findings\n"
        "print([finding.rule for finding in found], 'onnxruntime' in sys.modules, checker.model)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "['GB105'] False None"


def test_checking_with_the_embedded_model_never_loads_torch() -> None:
    code = (
        "import sys; from detector import check_text\n"
        "check_text('The council met. could be finished by May. Agency.')\n"
        "print([name for name in ('torch', 'transformers') if name in sys.modules], 'onnxruntime' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[] True"
