"""Files that are no pages of reports, in every way a folder of pages has been seen or can be made to hold them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
import zipfile

from fuzz.office import doc, ole, package, paragraph, pdf
from invented_reports import report

TEXT = report()


def zipped(*files: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files, the same bytes each time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            packed.writestr(info, data)
    return out.getvalue()


def office(part: str) -> bytes:
    return zipped(("[Content_Types].xml", "<Types/>"), (part, "<x/>"))


def locked(data: bytes, name: bytes) -> bytes:
    """A zip whose file is said to be encrypted, in both of its headers."""
    spoilt = bytearray(data)
    spoilt[data.find(name) - 24] |= 1
    spoilt[data.rfind(name) - 38] |= 1
    return bytes(spoilt)


def web(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>总结</title></head><body>{body}</body></html>".encode()


_BOMB = (
    "<!DOCTYPE html [<!ENTITY a0 'x'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]><html><body><script src=a.js></script></body></html>"
)
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "工会"><!ENTITY b "&a;&a;&a;">]>'
_RECIPE = "红烧肉的做法\n五花肉切块，冷水下锅，加姜片焯水后捞出。\n锅中放糖炒出糖色，放入肉块翻炒，加生抽和水，小火炖一个小时即可出锅。"

#: What it is -> (name it lies under, how its bytes are made).
PAGES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a file of 0 bytes": ("empty.txt", bytes),
    "blanks and line ends alone": ("blank.txt", lambda: b" \r\n\t\n"),
    "the mark of UTF-8 and nothing behind it": ("mark.txt", lambda: b"\xef\xbb\xbf"),
    "10,000 zero bytes": ("zeros.txt", lambda: bytes(10_000)),
    "random bytes": ("noise.txt", lambda: Random(1).randbytes(5_000)),
    "a program (ELF)": ("tool.txt", lambda: b"\x7fELF\2\1\1" + bytes(range(256)) * 20),
    "a photograph": ("photo.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(500)),
    "a picture of a page named .txt": ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500)),
    "a scanned PDF": ("scan.pdf", lambda: pdf([[], []])),
    "a PDF locked with a password": ("locked.pdf", lambda: pdf([[TEXT[:40]]], encrypted=True)),
    "a PDF cut off": ("cut.pdf", lambda: pdf([[TEXT[:40]]])[:400]),
    "a PDF whose fonts name no characters": ("fonts.pdf", lambda: pdf([["\ue123" * 40]])),
    "a web page named .pdf that holds nothing": ("really_html.pdf", lambda: web("<script>1</script>")),
    "a .docx cut off": ("cut.docx", lambda: package(paragraph(TEXT))[:300]),
    "a .docx without text": ("pictures.docx", lambda: package("<w:p/>")),
    "a .docx that unpacks to 24 MB of one word": ("bomb.docx", lambda: package(paragraph("工" * 8_000_000))),
    "a .docx that declares entities": ("entities.docx", lambda: package(paragraph("&b;"), head=_ENTITIES)),
    "a .docx locked with a password": ("locked.docx", lambda: ole({"EncryptedPackage": b"x" * 99})),
    "a .doc locked with a password": ("locked.doc", lambda: doc([f"{TEXT}\r"], flags=0x0300)),
    "a .doc cut off": ("cut.doc", lambda: doc([f"{TEXT}\r"])[:-600]),
    "a workbook (.xlsx)": ("sheet.xlsx", lambda: office("xl/workbook.xml")),
    "a workbook of before 2007 (.xls)": ("sheet.xls", lambda: ole({"Workbook": b"x"})),
    "a presentation (.pptx)": ("slides.pptx", lambda: office("ppt/presentation.xml")),
    "an OpenDocument text (.odt)": ("text.odt", lambda: zipped(("mimetype", "x"), ("content.xml", "<x/>"))),
    "an OFD document": ("notice.ofd", lambda: zipped(("OFD.xml", "<x/>"))),
    "a text in RTF named .doc": ("rich.doc", lambda: b"{\\rtf1\\ansi " + TEXT.encode("gbk") + b"}"),
    "a zip": ("pages.zip", lambda: zipped(("a.txt", TEXT))),
    "a zip cut off": ("cut.zip", lambda: zipped(("a.txt", TEXT))[:60]),
    "a RAR archive": ("pages.rar", lambda: b"Rar!\x1a\x07\0" + bytes(99)),
    "a packed page (.gz)": ("page.html.gz", lambda: b"\x1f\x8b\x08\0" + bytes(99)),
    "a table of texts (.csv)": ("texts.csv", lambda: f'text\n"{TEXT}"\n'.encode()),
    "JSON lines": ("texts.jsonl", lambda: b'{"text": "a"}\n'),
    "a web page without text": ("frame.html", lambda: web("<iframe src=a.html></iframe><script>1</script>")),
    "a web page that is an entity bomb": ("bomb.html", lambda: _BOMB.encode()),
    "a web page in no encoding": ("bytes.html", lambda: b"<html><body><p>" + Random(2).randbytes(3_000)),
    "a saved web page without a page in it": (
        "saved.mht",
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\nx\r\n--x--",
    ),
    "Chinese that was spoilt in many places": (
        "spoilt.txt",
        lambda: b"\xff".join(TEXT.encode()[at : at + 40] for at in range(0, 1_200, 40)),
    ),
    "Chinese of which question marks are left": ("lost.txt", lambda: TEXT.encode("ascii", "replace")),
    "a text in Russian": ("russian.txt", lambda: "Отчёт о работе профсоюза. ".encode("cp1251") * 40),
    "a text that is no report": ("recipe.txt", _RECIPE.encode),
    "a host's page of links alone": ("links.html", lambda: web("<a href=/1>工会要闻</a> <a href=/2>通知公告</a>" * 9)),
    "one sign, 300,000 times": ("brackets.txt", lambda: "（".encode() * 300_000),
}  # fmt: skip

#: What a page may hold and be read all the same -> (name, bytes).
ODD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "half of a surrogate pair": ("halves.txt", lambda: TEXT.replace("工会", "工\ud800会", 1).encode("utf-8", "surrogatepass")),
    "control characters and sequences that steer a terminal": ("control.txt", lambda: TEXT.replace("，", "，\x1b[31m\x07", 1).encode()),
    "marks that turn the direction of writing": ("direction.txt", lambda: TEXT.replace("，", "，\u202e\u2066").encode()),
    "characters of private use and of no width": ("private.txt", lambda: TEXT.replace("会", "会\ue004\u200b").encode()),
    "a web page with 200,000 elements one in the other": (
        "deep.html",
        lambda: web("<div>" * 200_000 + "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))),
    ),
    "a web page that says it is in another encoding": (
        "lies.html",
        lambda: web("".join(f"<p>{line}</p>" for line in TEXT.split("\n"))).replace(b"<head>", b"<head><meta charset=big5>"),
    ),
    "a .docx named .txt": ("word.txt", lambda: package("".join(map(paragraph, TEXT.split("\n"))))),
    "UTF-16, its last byte cut off": ("utf16.txt", lambda: TEXT.encode("utf-16")[:-1]),
    "scripts, formulas and markup in its sentences": (
        "script.txt", lambda: TEXT.replace("，", "，<script>alert(1)</script>=1+1 $x^2$ ", 3).encode(),
    ),
}  # fmt: skip


def write(folder: Path, files: dict[str, tuple[str, Callable[[], bytes]]]) -> None:
    for name, make in files.values():
        (folder / name).write_bytes(make())
