"""Which kind of office file is this package of files, and who reads it?"""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from .raw_page import RawPage
from .refusals import refused

#: A file inside a zip -> what the zip is.
_ZIPPED = (
    ("word/", "docx"),
    ("xl/", "workbook"),
    ("ppt/", "slides"),
    ("OFD.xml", "ofd"),
    ("META-INF/container.xml", "ebook"),
    ("content.xml", "odt"),
)
#: A stream inside an OLE file -> what it is; a document may have a table inside, never the other way round.
_STREAMS = (("WordDocument", "doc"), ("PowerPoint Document", "slides"), ("Workbook", "workbook"), ("Book", "workbook"), ("EncryptedPackage", "locked"))


def read_package(data: bytes) -> RawPage:
    """Read a zip that is a word processor file; any other kind is named."""
    try:
        with ZipFile(BytesIO(data)) as package:
            names = package.namelist()
    except (BadZipFile, ValueError, NotImplementedError):
        return RawPage("", "archive", "", "a broken archive or office file: obtain it again")
    if "[Content_Types].xml" in names or not names:
        wanted = _ZIPPED[:3]
    else:
        wanted = _ZIPPED[3:]
    for part, found in wanted:
        if any(name.startswith(part) for name in names):
            if found != "docx":
                return refused(found)
            from .docx import read_docx

            return read_docx(data)
    return refused("archive")


def read_ole(data: bytes) -> RawPage:
    """Read an office file of before 2007 that is a document; any other kind is named."""
    for stream, found in _STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            if found != "doc":
                return refused(found)
            from .doc import read_doc

            return read_doc(data)
    return refused("ole")
