"""A page as browsers save it with its pictures (MHTML) to text: its first part of HTML."""

from dataclasses import replace
from email import message_from_bytes

from .html import read_html
from .raw_page import RawPage

#: Parts looked through: the page comes first, its pictures after it.
_PARTS = 1000


def read_mhtml(data: bytes) -> RawPage:
    """Read a saved page."""
    open_parts, seen = [message_from_bytes(data)], 0
    while open_parts and seen < _PARTS:
        part = open_parts.pop()
        seen += 1
        content = part.get_payload(decode=not part.is_multipart())
        if part.is_multipart():
            open_parts += reversed(content)
        elif part.get_content_type() in ("text/html", "application/xhtml+xml") and content:
            return replace(read_html(content), format="mhtml")
    return RawPage("", "mhtml", "", "a saved web page without a page in it: save the text from a browser as .txt")
