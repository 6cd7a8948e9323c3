"""Markdown: what is prose, what kind of block it is, and what front matter may be."""

from __future__ import annotations

import gc
import time

import pytest

from detector.document import Kind
from detector.readers import ReadError, read_text


def _read(source: str) -> list[tuple[str, str]]:
    document = read_text(source, path="post.md", format="markdown")
    return [(block.kind.value, block.span.of(document.plain)) for block in document.blocks]


def _prose(source: str) -> list[str]:
    return [text for _, text in _read(source)]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("A [link](http://a.example/x 'said').", "A link."),
        ("A [link][1] and a [two].\n\n[1]: http://a.example/said\n[two]: /b 'said'", "A link and a two."),
        ("An ![old [map](x)](a.png 'said') here.", "An here."),
        ("“**So.**” *She* left.", "“So.” She left."),
        ("One [a [b](c)](d) and [open](x.", "One [a b](d) and [open](x."),
        (r"2 \* 3 \a \\ so.", r"2 * 3 \a \ so."),
        ("Line one\\\nline two  \nline three.", "Line one\nline two\nline three."),
        ("R&amp;D, caf&eacute; &bogus; &amp;nbsp; x.", "R&D, café &bogus; &nbsp; x."),
        ("Ends*here and there* and a_b_c.", "Endshere and there and a_b_c."),
        ("A note[^1] and `code *x*`.", "A note and code *x*."),
        ("One <br> two <span class='x'>three</span>.", "One\ntwo three."),
        ("Before {{< tweet 1 >}} and {{% x %}} and {{ y }} after {% z %}.", "Before and and after ."),
        ("A <Chart data={[1 > 0]} label=\"it’s\" /> chart.", "A chart."),
        ("Unclosed {{ and {% and <Foo stay.", "Unclosed {{ and {% and <Foo stay."),
    ],
)  # fmt: skip
def test_inline_markup(source: str, shown: str) -> None:
    assert _prose(source) == [shown]


@pytest.mark.parametrize(
    "source",
    [
        "```js\nShe said.\n```",
        "    She said.",
        "<!-- She\nsaid. -->",
        "<script>\nShe said.\n</script>",
        "| She | said. |\n|---|---|\n| She | said. |",
        "<table><tr><td>\n\nShe said.\n\n</td></tr></table>",
        "{% highlight js %}\nShe said.\n{% endhighlight %}",
        "{{< highlight js >}}\nShe said.\n{{< /highlight >}}",
        "import Said from 'she'\nexport const said = 'She said.'",
        "{/* She said. */}",
        "[she]: http://a.example/ 'She said.'",
        "***",
        "\u00a0",
    ],
)
def test_blocks_that_are_no_prose(source: str) -> None:
    assert _prose(f"It began here.\n\n{source}\n\nIt ended there.") == ["It began here.", "It ended there."]


def test_the_kind_of_each_block() -> None:
    source = (
        "Over it\n=======\n\n## Under it ##\n\nIt *began*\nhere.\n\n> It was quoted,\nlazily.\n\n"
        "1. one\n2. two\n\n   of two\n\n* three\n\n[^1]: A note at the foot.\n\n"
        "<figure><img src='a'><figcaption>What it shows</figcaption></figure>\n\n"
        "<details>\n<summary>More</summary>\n\nIt went on.\n\n</details>\n"
    )
    assert _read(source) == [
        ("heading", "Over it"),
        ("heading", "Under it"),
        ("paragraph", "It began\nhere."),
        ("block quote", "It was quoted,\nlazily."),
        ("list item", "one"),
        ("list item", "two"),
        ("list item", "of two"),
        ("list item", "three"),
        ("paragraph", "A note at the foot."),
        ("caption", "What it shows"),
        ("heading", "More"),
        ("paragraph", "It went on."),
    ]
    assert [kind.is_prose for kind in Kind] == [True, True, False, False, False]


def test_a_line_of_no_break_spaces_shifts_nothing() -> None:
    source = "\u00a0\nIt began here.\n\x0c\nIt *ended* there.\n"
    document = read_text(source, format="markdown")
    for block, first in zip(document.blocks, ("It began here.", "It *ended* there."), strict=True):
        assert document.locate(block.span).of(source) == first


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: She said\ntags: [a, b]\n---\n",
        "---\r\ntitle: |\r\n  She said\r\n...\r\n",
        "---\n# a remark\ntitle: {{ page.title }}\n--- \n",
        "---\rtitle: a\r---\r",
        "+++\ntitle = 'She said'\n+++\n",
        "---\n---\n",
    ],
)
def test_front_matter_is_no_prose(front: str) -> None:
    assert _prose(f"{front}\nIt ended there.") == ["It ended there."]


def test_a_line_drawn_above_the_text_opens_no_front_matter() -> None:
    assert _prose("---\n\nIt began here.\n\n---\n\nIt ended there.") == ["It began here.", "It ended there."]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("---\ntitle: a\n\nIt ended there.\n", "opens with --- and never closes"),
        ("+++\ntitle = 1\n\nIt ended there.\n", "opens with +++ and never closes"),
        ("---\ntitle: a\nby: b: c\n---\n", "no YAML (line 3: "),
        ("---\ntitle: [a\n---\n", "no YAML (line 3: "),
        ("---\ntitle: a\n\tby: b\n---\n", "no YAML (line 3: "),
        ("---\ntitle: \x01\n---\n", "no YAML ("),
        ("+++\ntitle = 1\nby = b\n+++\n", "no TOML ("),
        (f"+++\na = {'[' * 5000}\n+++\n", "no TOML ("),
    ],
)
def test_malformed_front_matter_is_an_error_in_one_line(source: str, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        _read(source)
    assert caught.value.path == "post.md"
    assert said in caught.value.message
    assert "\n" not in caught.value.message


HOSTILE = [
    "[", "![", "[a](", "[a][", "*a_", "**a ", "`a", "``a ", "<a \"", "<!--", "&", "{{", "{%", "{{< highlight x >}}",
    "{% raw %}", "<Foo {", "{/*", "> ", "|a|\n", "\\", "a\n\n", "\u00a0", "\u00a0\n", "<td>", "[^1",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        """The best of three: what else the machine does, and the garbage of other tests, must not count."""
        text = "x " + piece * (length // len(piece))
        taken = []
        for _ in range(3):
            gc.collect()
            gc.disable()
            start = time.process_time()
            read_text(text, format="markdown")
            taken.append(time.process_time() - start)
            gc.enable()
        return min(taken)

    # 4 times the text; 16 times the time if quadratic
    assert seconds(12_000) < 3 * 4 * max(seconds(3_000), 0.02)
