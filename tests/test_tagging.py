"""Windows show what stands in the article, and answers find their way back into it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from detector.article import Article, QuotationKind
from detector.credits import doubts, settle
from detector.quotation import extract
from detector.readers import read_text
from detector.spans import Span
from detector.tagging import CUE, OTHER, SPEAKER, Tagged, Window, around_cue, around_quotation

_WORDS = st.lists(
    st.sampled_from(["mill", "“Yes,”", "Äpfel", "said", "\n\n", "the", "😀", "a.b"]), min_size=1, max_size=120
)


@given(words=_WORDS, data=st.data())
def test_a_window_shows_the_text(words: list[str], data: st.DataObject) -> None:
    plain = " ".join(words)
    start = data.draw(st.integers(0, len(plain) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(plain))))
    for window in (around_quotation(plain, span), around_cue(plain, span)):
        assert window.text == " … ".join(piece.of(plain) for piece in window.pieces)
        for shown in window.place(span):
            back = window.locate(shown)
            assert back is not None
            assert back.of(plain) == shown.of(window.text)
        first, last = window.marked.of(window.text)[0], window.marked.of(window.text)[-1]
        assert (first, last) == (plain[span.start], plain[span.end - 1])


def test_a_gap_is_no_place() -> None:
    plain = " ".join(f"w{number}" for number in range(300))
    window = around_quotation(plain, Span(0, len(plain)))
    assert len(window.pieces) == 2
    gap = len(window.pieces[0])
    assert window.locate(Span(gap, gap + 1)) is None
    assert window.locate(Span(gap - 1, gap + 4)) is None


def _article(text: str) -> Article:
    return extract(read_text(text))


def _labelled(window: Window, labels: dict[str, int]) -> Sequence[Tagged]:
    """Every word of a window, labelled by ``labels`` with certainty."""
    found, at = [], 0
    for word in window.text.split():
        start = window.text.index(word, at)
        at = start + len(word)
        label = labels.get(word.strip(".,"), OTHER)
        found.append(
            Tagged(Span(start, start + len(word.rstrip(".,"))), tuple(float(i == label) for i in range(4)))
        )
    return found


# The clause stands in the next sentence but one, where form does not look for it.
_UNCREDITED = (
    "“The mill is ours and it stays ours.” There was silence. That was Ines Kade muttering, at the back."
)


def test_only_uncredited_quotations_are_asked_about() -> None:
    assert doubts(_article("“The mill is ours and it stays ours,” Ines Kade said.")) == ()
    asked = doubts(_article(_UNCREDITED))
    assert [doubt.quotation.kind for doubt in asked if doubt.quotation] == [QuotationKind.DIRECT]


def test_an_answer_credits_a_quotation() -> None:
    article = _article(_UNCREDITED)
    asked = doubts(article)
    answers = [
        _labelled(doubt.window, {"Ines": SPEAKER, "Kade": SPEAKER, "muttering": CUE}) for doubt in asked
    ]
    (added,) = settle(article, asked, answers).attributions
    assert added.speaker is not None
    assert added.speaker.text == "Ines Kade"
    assert added.cue.lemma == "mutter"
    assert added.clause.of(article.plain) == "Ines Kade muttering"
    assert added.quotation == article.quotations[0]


def _stretched(window: Window, speaker: str, cue: str) -> Sequence[Tagged]:
    """An answer whose speaker is exactly these characters, marks and all."""
    places = [(window.text.index(text), len(text), label) for text, label in ((speaker, SPEAKER), (cue, CUE))]
    return [
        Tagged(Span(start, start + length), tuple(float(i == label) for i in range(4)))
        for start, length, label in places
    ]


def test_a_comma_before_a_name_is_no_part_of_the_speaker() -> None:
    article = _article(_UNCREDITED.replace("was Ines", "was, Ines"))
    asked = doubts(article)
    answers = [_stretched(doubt.window, ", Ines Kade", "muttering") for doubt in asked]
    (added,) = settle(article, asked, answers).attributions
    assert added.speaker is not None
    assert added.speaker.text == "Ines Kade"


def test_a_speaker_of_marks_alone_credits_nobody() -> None:
    article = _article(_UNCREDITED.replace("was Ines", "was, Ines"))
    asked = doubts(article)
    assert settle(article, asked, [_stretched(doubt.window, ",", "muttering") for doubt in asked]) == article


def test_an_empty_answer_changes_nothing() -> None:
    article = _article(_UNCREDITED)
    asked = doubts(article)
    assert settle(article, asked, [_labelled(doubt.window, {}) for doubt in asked]) == article


def test_a_full_reading_finds_what_is_added_to_a_name() -> None:
    article = _article("“The mill is ours,” said Ines Kade, who owns it.")
    asked = doubts(article, every=True)
    labels = dict.fromkeys(("Ines", "Kade", "who", "owns", "it"), SPEAKER) | {"said": CUE}
    settled = settle(article, asked, [_labelled(doubt.window, labels) for doubt in asked])
    speaker = settled.attributions[0].speaker
    assert speaker is not None
    assert speaker.text == "Ines Kade"
    assert speaker.extent is not None
    assert speaker.extent.of(article.plain) == "Ines Kade, who owns it"
