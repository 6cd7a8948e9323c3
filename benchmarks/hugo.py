"""What misquote finds in a Hugo repository: ``python -m benchmarks.hugo --data DIR``.

Clean news dressed as such repositories have it: TOML and YAML front matter, shortcodes with and without a body, inline
HTML, links, footnotes, summaries cut with ``<!--more-->``, straight and curly marks mixed. What is found is counted and
set beside what is found in the same articles without the dress: the difference is what the dress costs.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from benchmarks.speed import articles
from detector.check import Checker

_TAGS = ("politics", "harbour", "courts", "weather")


def dressed(text: str, rng: random.Random) -> str:
    """An article as a page of a Hugo site."""
    paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
    out = [_front_matter(paragraphs[0], rng)]
    for number, paragraph in enumerate(paragraphs):
        out.append(_inline(paragraph, rng))
        if number == 0:
            out.append("<!--more-->")
        if rng.random() < 0.15:
            out.append(_between(rng))
    out.append("[^1]: Corrected on 3 May: the ferry has two decks, not three.")
    return "\n\n".join(out) + "\n"


def _front_matter(first: str, rng: random.Random) -> str:
    title, date = json.dumps(first[:60], ensure_ascii=False), "2024-05-03T10:00:00+02:00"
    tags = json.dumps(rng.sample(_TAGS, 2))
    if rng.random() < 0.7:
        return f'+++\ntitle = {title}\ndate = {date}\ntags = {tags}\n[params]\n  hero = "/img/a.jpg"\n+++'
    return f"---\ntitle: {title}\ndate: {date}\ntags: {tags}\n---"


def _between(rng: random.Random) -> str:
    """Something that stands between two paragraphs."""
    return rng.choice(
        (
            '{{< figure src="/img/pier.jpg" alt="the pier" caption="The pier at low tide" >}}',
            '{{% notice info %}}\nThis page is updated as we learn more.\n{{% /notice %}}',
            '{{< tweet user="eastmark" id="1234567890" >}}',
            '<aside class="box"><h3>In short</h3><p>Two ferries, one pier.</p></aside>',
            '<div class="ad" data-slot="a1"></div>',
            "## What happens next",
            "* a new pier\n* two ferries\n* no bridge",
            '```go-html-template\n{{ range .Pages }}{{ .Title }}{{ end }}\n```',
            "| Year | Ferries |\n|------|---------|\n| 2023 | 2       |",
            "![the pier](/img/pier.jpg)\n*The pier at low tide. Photo: A. Lund*",
        )
    )  # fmt: skip


def _inline(paragraph: str, rng: random.Random) -> str:
    """A paragraph with links, emphasis and HTML in it, and here and there with straight marks for curly ones."""
    if rng.random() < 0.5:
        paragraph = paragraph.translate(str.maketrans("“”‘’", "\"\"''"))
    words = paragraph.split(" ")
    plain = [at for at, word in enumerate(words) if re.fullmatch(r"[A-Za-z]{4,}", word)]
    for at in rng.sample(plain, min(len(plain), rng.randint(0, 3))):
        words[at] = rng.choice(
            (
                "[{}](https://example.org/a?b=c)", "**{}**", "<em>{}</em>", '<a href="/x" target="_blank">{}</a>',
                '{{{{< ref "b.md" >}}}}{}', "{}[^1]", '<span class="nobr">{}</span>', "{}&nbsp;",
            )
        ).format(words[at])  # fmt: skip
    return " ".join(words).replace("&nbsp; ", "&nbsp;")


def measure(texts: Iterable[str], suffix: str) -> tuple[int, Counter[str], list[str]]:
    """Words, findings by rule, and each finding as a line, of texts as files of one kind."""
    words, found, lines = 0, Counter[str](), []
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts):
            path = Path(folder, f"{number:05}{suffix}")
            path.write_text(text, encoding="utf-8")
            paths.append(path)
            words += len(text.split())
        for report in Checker().check_files(paths):
            if report.error:
                raise RuntimeError(f"{report.path}: {report.error}")
            found.update(finding.rule for finding in report.findings)
            lines += [
                f"{Path(report.path).name}:{one.line}: {one.rule} {one.text[:100]!r}"
                for one in report.findings
            ]
    return words, found, lines


def main() -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds news_clean/")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--show", action="store_true", help="print what only the dressed articles show")
    given = parser.parse_args()
    rng = random.Random(given.seed)
    texts = list(islice(articles(given.data), given.articles))
    words, bare, _ = measure(texts, ".txt")
    _, found, lines = measure((dressed(text, rng) for text in texts), ".md")
    print(f"{len(texts)} articles, {words:,} words")
    print("rule   bare  dressed")
    for rule in sorted({*bare, *found}):
        print(f"{rule}  {bare[rule]:4}  {found[rule]:7}")
    for name, count in (("bare", bare.total()), ("dressed", found.total())):
        print(f"{name}: {1_000 * count / words:.2f} findings in 1,000 words")
    if given.show:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
