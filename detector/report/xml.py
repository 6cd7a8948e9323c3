"""What the formats made of XML share."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# What XML 1.0 has no way to write.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def content(text: str) -> str:
    """Text between tags; no line of it is a workflow command, where it is printed into the log of a step on GitHub."""
    return escape(_FORBIDDEN.sub("\ufffd", text)).replace("::", "&#58;:")


def tag(element: str, /, *, empty: bool = True, **attributes: object) -> str:
    """A tag, by default one without content."""
    shown = "".join(
        f" {key}={quoteattr(_FORBIDDEN.sub(chr(0xFFFD), str(value)))}" for key, value in attributes.items()
    )
    return f"<{element}{shown}{'/' if empty else ''}>"
