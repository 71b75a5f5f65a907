"""A PDF to text: its text layer, page by page, in the lines it is set in.

Running heads and page numbers stay: cleaning cuts them, and says so. Lines broken at the width of the page stay broken
for the same reason.
"""

import re

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from .evidence import title_of_file
from .raw_page import RawPage

#: A page with fewer letters is a picture, or empty. Where most pages are, the text is not that of the document.
_FEW_LETTERS = 20
#: Pages that are read: no report has a tenth of this.
_MOST_PAGES = 5000
#: pdfium marks a hyphen at a line's end so.
_HYPHEN = str.maketrans({"\ufffe": "-", "\x02": "-"})
_LETTER = re.compile(r"[^\W\d_]")
#: Signs that stand for nothing: private use, replaced, control.
_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08]")


def read_pdf(data: bytes) -> RawPage:
    """Read a PDF with a text layer; one without, an encrypted and a broken one are named."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            return _refused("a PDF locked with a password: open it, save it without one, or save its text as .txt")
        return _refused("a broken PDF: obtain it again, or save its text as .txt")
    try:
        if len(document) > _MOST_PAGES:
            return _refused(f"a PDF of {len(document)} pages, more than {_MOST_PAGES}: cut out the pages of the report")
        pages, broken = [], []
        for number in range(len(document)):
            try:
                pages.append(_text(document[number]))
            except pdfium.PdfiumError:
                broken.append(str(number + 1))
        title = _title(document)
    finally:
        document.close()
    if broken:
        # A report with a hole is not what was said.
        return _refused(f"a PDF whose page {', '.join(broken[:9])} cannot be read: obtain it again")
    without = sum(len(_LETTER.findall(page)) + len(_UNKNOWN.findall(page)) < _FEW_LETTERS for page in pages)
    if 2 * without > len(pages):
        return _refused(
            f"a scanned PDF ({without} of {len(pages)} pages are pictures without text): "
            "recognise its characters (OCR) and save the text as .txt"
        )
    unknown = sum(len(_UNKNOWN.findall(page)) for page in pages)
    if unknown > sum(len(_LETTER.findall(page)) for page in pages):
        return _refused(
            "a PDF whose fonts do not say which characters they show: "
            "recognise its characters (OCR) and save the text as .txt"
        )
    lines = [line for page in pages for line in page.split("\n") if line]
    return RawPage("\n".join([*title_of_file(title, lines), *lines]), "pdf", "utf-8")


def _text(page: pdfium.PdfPage) -> str:
    layer = page.get_textpage()
    try:
        text = layer.get_text_range(errors="replace").translate(_HYPHEN)
    finally:
        layer.close()
        page.close()
    return "\n".join(line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _title(document: pdfium.PdfDocument) -> str:
    try:
        return document.get_metadata_value("Title")
    except UnicodeDecodeError:
        return ""


def _refused(problem: str) -> RawPage:
    return RawPage("", "pdf", "", problem)
