"""HTML: what is prose on a page, however broken its markup."""

from __future__ import annotations

import time

import pytest

from detector.readers import read_text


def _read(source: str) -> list[tuple[str, str]]:
    document = read_text(source, path="page.html", format="html")
    return [(block.kind.value, block.span.of(document.plain)) for block in document.blocks]


def _prose(source: str) -> list[str]:
    return [text for _, text in _read(source)]


@pytest.mark.parametrize(
    "source",
    [
        "<script>if (a < b) said('<p>She said.</p>')</script>",
        "<style>p::after { content: 'She said.' }</style>",
        "<nav><ul><li>She said.</li></ul></nav>",
        "<template><p>She said.</p></template>",
        "<noscript><p>She said.</p></noscript>",
        "<!-- <p>She said.</p> -->",
        "<aside><p>She said.</p></aside>",
        "<footer>She said.</footer>",
        "<pre>She said.</pre>",
        "<table><tr><th>She</th><td>said.</td></tr></table>",
        "<form><label>She</label><textarea>said.</textarea><button>Send.</button></form>",
        "<select><option>She said.</option></select>",
        "<svg><text>She said.</text></svg>",
        "<p hidden>She said.</p>",
        "<p style='color: red; display:none'>She said.</p>",
        "<img alt='She said.'>",
        "<title>She said.</title>",
        "<?xml she said?>",
        "<iframe>She said.</iframe>",
    ],
)
def test_what_is_no_prose_is_left_out(source: str) -> None:
    assert _prose(f"<p>It began here.</p>{source}<p>It ended there.</p>") == [
        "It began here.",
        "It ended there.",
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<p>R&amp;D&nbsp;x &#8220;so&#8221; &lt;b&gt; &copy &bogus; &amp;amp;.</p>",
         "R&D\u00a0x “so” <b> © &bogus; &amp;."),
        ("<p>Five < six, and a<b>ll</b> <i>so</i>on.</p>", "Five < six, and all soon."),
        ("<p>A <a href=x?a=1&b=2 title='a > b'>link</a>.</p>", "A link."),
        ("<p>One<br>two <br/>\n three.</p>", "One\ntwo\nthree."),
        ("<p>So <sup><a href='#n'>[1]</a></sup> it is 10<sup>2</sup>.</p>", "So it is 102."),
        ("<p>Open <em>and never closed.", "Open and never closed."),
        ("<p>An end</i> that </span>closes nothing.</p>", "An end that closes nothing."),
        ("<p>Soft\u00adhyphens and&shy; zero\u200bwidth.</p>", "Softhyphens and zerowidth."),
        ("<P CLASS=A>Upper case.</P >", "Upper case."),
        ("<p>A quotation “<q>so</q>”, </p>", "A quotation “so”,"),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_a_browser_shows_it(source: str, shown: str) -> None:
    assert _prose(source) == [shown]


def test_the_kind_of_each_block() -> None:
    source = (
        "<body><header><h1>Over it</h1></header><p>It began here.<p>It went on.</p>"
        "<blockquote>It was quoted.<p>Twice.</p></blockquote><ul><li>one<li><p>two</p></ul>"
        "<dl><dt>term</dt><dd>what it is</dd></dl><figure><figcaption>What it shows</figcaption></figure>"
        "<table><tr><td><p>A page laid out in a table.</p></td></tr></table>"
        "<div>Bare text.<br><br>After two breaks.<div>Inner.</div>Tail.</div></body>"
    )
    assert _read(source) == [
        ("heading", "Over it"),
        ("paragraph", "It began here."),
        ("paragraph", "It went on."),
        ("block quote", "It was quoted."),
        ("block quote", "Twice."),
        ("list item", "one"),
        ("list item", "two"),
        ("list item", "term"),
        ("list item", "what it is"),
        ("caption", "What it shows"),
        ("paragraph", "A page laid out in a table."),
        ("paragraph", "Bare text."),
        ("paragraph", "After two breaks."),
        ("paragraph", "Inner."),
        ("paragraph", "Tail."),
    ]


@pytest.mark.parametrize("tag", ["nav", "aside", "svg", "template", "div hidden"])
def test_an_element_that_never_closes_hides_nothing(tag: str) -> None:
    assert _prose(f"<{tag}><p>It ended there.</p>") == ["It ended there."]


HOSTILE = [
    "<", "<a ", "<a href=\"", "<a b='", "</a", "<!--", "<![CDATA[", "<?", "<p>", "<div>", "</p>", "<b hidden>", "<nav>",
    "<table><td>", "<script>", "&", "&#", "&a", "<sup>", "<sup><a>1", "<b style=", "<br>", "\u00ad", " \n",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    read_text("<p>x " + piece * (100_000 // len(piece)), format="html")
    assert time.process_time() - start < 2
