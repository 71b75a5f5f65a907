"""What kind of file is this, by its first bytes, and by its name only where these leave it open?"""

from pathlib import PurePath
import re

#: Bytes a file is judged by; those who ask need hand over no more.
SNIFFED = 65_536

#: First bytes of files that hold no text a reader could take out.
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"AT&TFORM")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names under which page scripts deliver what is shown.
_WEB_ENDINGS = frozenset(".html .htm .xhtml .shtml .shtm .asp .aspx .jsp .php .do".split())
_BEGINS_HTML = re.compile(
    r"\s{0,999}(?:<\?xml[^<>]{0,200}>\s{0,99})?(?:<!--[^>]{0,400}-->\s{0,99})?<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.I,
)
_TAG = re.compile(r"</?(?:p|div|br|td|tr|table|span|li|h[1-6]|section|font|center|article)\b[^<>]{0,2000}>", re.I)
#: A text is markup if it has many tags and few characters for each, or if its lines are made by tags and not by line
#: ends. A copied text with stray tags is neither.
_MANY_TAGS, _CHARACTERS_PER_TAG, _SOME_TAGS, _TAGS_PER_LINE = 20, 120, 6, 4
_MULTIPART = re.compile(rb"^content-type:\s{0,9}(?:multipart/|text/html)", re.I | re.M)
#: Longest header of a saved page looked through.
_HEADER = 4096


def kind(name: str, head: bytes) -> str:
    """Kind of a file: pdf, zip, ole, rtf, image, archive, mhtml, html, or plain.

    Parameters
    ----------
    name : str
        File name; its ending decides between plain text and a page of few tags, and nothing else.
    head : bytes
        The first `SNIFFED` bytes of the file, or all of it; more does not change the answer.
    """
    head = head[:SNIFFED]
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n\0")[:1024]
    if begin.startswith(b"%PDF-") or (name.lower().endswith(".pdf") and b"%PDF-" in head[:1024]):
        return "pdf"
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(_OLE):
        return "ole"
    if begin.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or _is_bitmap(head):
        return "image"
    if head.startswith(_ARCHIVES) or head[257:262] == b"ustar":
        return "archive"
    if _is_mhtml(head):
        return "mhtml"
    return "html" if _is_html(name, head) else "plain"


def _is_bitmap(head: bytes) -> bool:
    return head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"


def _is_mhtml(head: bytes) -> bool:
    """Whether it begins with the header of a message, as browsers save pages with their pictures."""
    header = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:_HEADER].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    named = all(b":" in line[:80] or line[:1] in b" \t" for line in header.split(b"\n")[:3])
    return named and b"mime-version:" in header.lower() and _MULTIPART.search(header) is not None


def _is_html(name: str, head: bytes) -> bool:
    """Whether it is markup. Latin-1 leaves ASCII as it is in every encoding of Chinese but UTF-16 and UTF-32."""
    text = head.replace(b"\0", b"").decode("latin-1").removeprefix("ï»¿").removeprefix("ÿþ").removeprefix("þÿ")
    if _BEGINS_HTML.match(text):
        return True
    tags = sum(1 for _ in _TAG.finditer(text))
    if PurePath(name).suffix.lower() in _WEB_ENDINGS:
        return tags > 1
    if tags >= _MANY_TAGS and tags * _CHARACTERS_PER_TAG >= len(text):
        return True
    return tags >= _SOME_TAGS and tags > _TAGS_PER_LINE * text.count("\n")
