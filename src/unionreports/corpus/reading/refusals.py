"""How is a file named that holds no text a reader can take out, and what can be done?"""

from .raw_page import RawPage

#: Kinds known by their first bytes alone.
UNREAD = ("image", "archive", "rtf")
#: Kind -> (format of `tables.FORMATS`, what it is and what to do).
_REFUSALS = {
    "image": ("image", "an image: recognise its characters (OCR) and save the text as .txt"),
    "archive": (
        "archive",
        "an archive of files and no page: add what is in it with `unionreports add FILE` (zip or tar; unpack any other)",
    ),
    "workbook": (
        "table",
        "a workbook and no page: save its sheet as .csv and add the rows with `unionreports add FILE`",
    ),
    "rows": (
        "table",
        "a table of texts and no page: take it out of here and add its rows with `unionreports add FILE`",
    ),
    "rtf": ("unknown", "a text in rich text format (RTF): save it as .docx or .txt"),
    "slides": ("unknown", "a presentation: save its text as .txt"),
    "odt": ("unknown", "an OpenDocument text: save it as .docx"),
    "ofd": ("unknown", "an OFD document: save it as .docx or its text as .txt"),
    "ebook": ("unknown", "an electronic book: save its text as .txt"),
    "locked": ("unknown", "an office file locked with a password: open it and save it without one"),
    "ole": ("unknown", "an office file of an unknown kind: save it as .docx or its text as .txt"),
}


def refused(kind: str) -> RawPage:
    """The page of a file that is named and not read."""
    form, problem = _REFUSALS[kind]
    return RawPage("", form, "", problem)
