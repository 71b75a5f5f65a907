"""Whatever is in an archive or a table of texts, each page of it is given, or what is in its way is named."""

import bz2
import csv
import gzip
import io
import json
import lzma
from pathlib import Path
from random import Random
import tarfile
import tracemalloc
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from invented_reports import report
from unionreports.corpus.reading.containers import open_container
from unionreports.corpus.reading.members import Limits
from unionreports.corpus.reading.read import read_page
from unionreports.errors import InputError

TEXT = report()


def opened(name: str, data: bytes, limits: Limits = Limits()):
    """Members, what was told, what was noted."""
    told, noted = [], []
    members = list(open_container(Path("/where/it/lies") / name, data, told.append, noted.append, limits))
    return members, [str(error) for error in told], noted


def zipped(*files: tuple[str, bytes | str], method=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(*files: tuple[str, bytes], mode="w", kinds=()) -> bytes:
    """A tar of files, and of entries of other kinds (name, type)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, kind in kinds:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


FILES = [("2015/总结.txt", TEXT.encode()), ("b.html", b"<p>b</p>")]
CUT = tarred(*FILES, ("c.txt", Random(1).randbytes(30_000)), mode="w:gz")[:-9_000]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(*FILES)),
        ("a.zip", zipped(*FILES, method=zipfile.ZIP_STORED)),
        ("with no ending", zipped(*FILES)),
        ("a.tar", tarred(*FILES)),
        ("a.tar.gz", tarred(*FILES, mode="w:gz")),
        ("a.tgz", tarred(*FILES, mode="w:gz")),
        ("a.tar.bz2", tarred(*FILES, mode="w:bz2")),
        ("a.tar.xz", tarred(*FILES, mode="w:xz")),
    ],
)
def test_every_file_of_an_archive_is_a_page(name, data):
    members, told, noted = opened(name, data)
    assert [(m.name, m.data, m.origin) for m in members] == [(n, d, f"{name}: {n}") for n, d in FILES]
    assert not told and not noted
    nested, told, _ = opened("out.zip", zipped((name, data), ("c.txt", "c")))
    assert [m.origin for m in nested] == [*(f"out.zip: {name}: {n}" for n, _ in FILES), "out.zip: c.txt"] and not told
    _, told, _ = opened("outer.zip", zipped(("out.zip", zipped((name, data)))))
    assert len(told) == 1 and f"outer.zip: out.zip: {name}" in told[0] and "not opened" in told[0]


def test_what_is_no_container_is_its_only_page():
    office = zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))
    for name, data in [("a.txt", TEXT.encode()), ("a.docx", office), ("empty.txt", b""), ("scan.pdf", b"%PDF-1.4")]:
        [member], told, _ = opened(name, data)
        assert (member.name, member.data, member.origin, told) == (name, data, name, [])


@pytest.mark.parametrize(
    "name", ["../x.txt", "a/../../x.txt", "/etc/x", "C:\\x.txt", "\\x.txt", "..\\x", "a/.. /x", "."]
)
def test_no_name_leads_out_of_an_archive(name):
    for archive in (zipped((name, "x"), ("ok.txt", "ok")), tarred((name, b"x"), ("ok.txt", b"ok"))):
        members, told, _ = opened("a.zip", archive)
        assert [m.name for m in members] == ["ok.txt"]
        assert len(told) == 1 and "leads out of the archive" in told[0] and "remedy" in told[0]


def test_links_devices_and_encrypted_files_are_named():
    kinds = [("s", tarfile.SYMTYPE), ("h", tarfile.LNKTYPE), ("c", tarfile.CHRTYPE), ("f", tarfile.FIFOTYPE)]
    members, told, _ = opened("a.tar", tarred(("a.txt", b"a"), kinds=kinds))
    assert [m.name for m in members] == ["a.txt"] and ["link or device" in t for t in told] == [True] * 4
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("secret.txt", "x")
        archive.writestr("rare.txt", "x", zipfile.ZIP_LZMA)
    data = bytearray(out.getvalue())
    local, listed = data.find(b"secret.txt") - 30, data.rfind(b"secret.txt") - 46
    data[local + 6] |= 1  # the bit for encrypted, in both headers of the file
    data[listed + 8] |= 1
    members, told, _ = opened("a.zip", bytes(data))
    assert not members and ["link" in told[0], "encrypted" in told[1], "rare way" in told[2]] == [True] * 3


def test_names_in_gbk_and_big5_are_read_and_files_of_the_system_counted():
    for encoding, name in (("gbk", "工会工作总结.txt"), ("big5", "總工會工作報告.txt"), ("gbk", "镇江.txt")):
        raw = name.encode(encoding)
        data = zipped(("X" * len(raw), "x")).replace(b"X" * len(raw), raw)
        assert [m.name for m in opened("a.zip", data)[0]] == [name]
    files = [("__MACOSX/._a.txt", "x"), ("a/.DS_Store", "x"), ("Thumbs.db", "x"), ("~$a.docx", "x"), ("a/b.txt", "x")]
    members, told, noted = opened("a.zip", zipped(*files))
    assert [m.name for m in members] == ["a/b.txt"] and not told
    assert noted == ["/where/it/lies/a.zip: hidden files and files of the system passed over: 4"]


@pytest.mark.parametrize("pack", [lambda *f: zipped(*f), lambda *f: tarred(*f, mode="w:gz")], ids=["zip", "tar"])
def test_limits_hold_and_what_is_left_out_is_named(pack):
    noise = Random(7).randbytes(3_000)
    members, told, _ = opened("a", pack(("a", b"ab"), ("b", noise), ("c", b"ab")), Limits(member_bytes=2_999))
    assert [m.name for m in members] == ["a", "c"] and "larger than" in told[0] and len(told) == 1
    members, told, _ = opened("a", pack(*((str(n), b"ab") for n in range(9))), Limits(members=4))
    assert len(members) == 4 and len(told) == 1 and "more than 4 files" in told[0]
    shrinks = (bytes(range(256)) * 20)[:3_000]
    members, told, _ = opened("a", pack(*((str(n), shrinks) for n in range(5))), Limits(total_bytes=8_000))
    assert len(members) == 2 and len(told) == 1 and "the rest is not read" in told[0]
    members, told, _ = opened("a", pack(("a", bytes(100_000)), ("b", b"ab")), Limits(ratio=50, ratio_from=500))
    assert "a" not in [m.name for m in members] and len(told) == 1 and "made to do harm" in told[0]


@pytest.mark.parametrize(
    "data",
    [
        zipped(("a", bytes(45_000_000))),
        tarred(("a", bytes(45_000_000)), mode="w:gz"),
        zipped(("a.zip", zipped(("a", bytes(45_000_000))))),
    ],
    ids=["zip", "tar.gz", "nested"],
)
def test_a_bomb_never_fills_the_memory(data):
    tracemalloc.start()
    members, told, _ = opened("a", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not members and "harm" in told[0] and peak < 12_000_000


def test_a_zip_that_lists_too_many_files_and_a_tar_that_claims_any_size_are_not_begun():
    lists = bytearray(zipped(("a", "a")))
    lists[-10:-6] = (200 * 2**20).to_bytes(4, "little")
    assert "too many files" in opened("a.zip", bytes(lists))[1][0]
    assert "too many files" in opened("a.zip", bytes(lists) + b"PK\x05\x06")[1][0]
    claims = tarfile.TarInfo("a")
    claims.size = 10**12
    told = opened("a.tar", claims.tobuf() + bytes(4096))[1]
    assert "larger than" in told[0] and "too large to be passed over" in told[1]
    header = tarfile.TarInfo("a")
    header.type, header.size = tarfile.XHDTYPE, 10**9
    assert "header longer than any name" in opened("a.tar", header.tobuf() + bytes(2**21))[1][0]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.rar", b"Rar!\x1a\x07\x00", "(RAR)"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "(7z)"),
        ("a.zip", b"", "broken zip"),
        ("a.zip", zipped(*FILES)[:-30], "broken zip"),
        ("a.tgz", CUT, "what stands behind the break is not read"),
        ("a.tar", tarred(*FILES).replace(b"b.html", b"c.html"), "bad checksum"),
        ("page.html.gz", gzip.compress(b"<p>", mtime=0), "single packed file"),
        ("a.xlsx", zipped(("xl/workbook.xml", "<x/>"), ("[Content_Types].xml", "")), "save it as CSV"),
    ],
)
def test_an_archive_that_cannot_be_opened_is_named_with_a_remedy(name, data, says):
    _, told, _ = opened(name, data)
    assert says in told[0] and "remedy" in told[0]
    with pytest.raises(InputError):
        list(open_container(Path(name), data))


def test_the_files_before_a_break_are_pages():
    assert [m.name for m in opened("a.tgz", CUT)[0]] == [name for name, _ in FILES]


def test_a_file_is_read_from_the_disk_and_one_that_is_not_there_is_named(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(("a.txt", "a")))
    assert [m.origin for m in open_container(path)] == ["a.zip: a.txt"]
    with pytest.raises(InputError, match="cannot be read"):
        list(open_container(tmp_path / "b.zip"))


ROW = {
    "title": "工会工作总结",
    "text": '各位代表：\n"劳动竞赛"，一二',
    "date": "2016年3月2日 10:15",
    "year": "2015年度",
    "评论": "好",
}
SAID = {"title": "工会工作总结", "page_date": "2016-03-02", "year": "2015", "note": '{"评论": "好"}'}
PAGE = '工会工作总结\n发布时间：2016-03-02\n各位代表：\n"劳动竞赛"，一二'


def written(separator: str) -> str:
    """The row as CSV, all cells quoted."""
    lines = (ROW, ROW.values())
    return "\r\n".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines) + "\r\n"


@pytest.mark.parametrize(
    ("name", "data", "origin"),
    [
        ("t.csv", written(",").encode(), "t.csv, line 2"),
        ("t.csv", written(";").encode("utf-8-sig"), "t.csv, line 2"),
        ("t.tsv", written("\t").encode("gb18030"), "t.tsv, line 2"),
        ("t.csv", written("\t").encode("utf-16"), "t.csv, line 2"),
        ("t.csv", ("sep=;\n\n" + written(";")).encode(), "t.csv, row 2 (line 4)"),
        ("t.csv", written(",").replace("title", "标题").replace("text", " 正 文").replace(" 正 文", "正文").encode("gbk"), "t.csv, line 2"),
        ("t.json", json.dumps([ROW]).encode(), "t.json, item 1"),
        ("t.json", json.dumps({"n": 1, "data": [ROW]}).encode("utf-16-le"), "t.json, item 1"),
        ("t.json", json.dumps(ROW, ensure_ascii=False).encode("gb18030"), "t.json, item 1"),
        ("t.jsonl", ("\n" + json.dumps(ROW)).encode(), "t.jsonl, line 2"),
        ("t.json", (json.dumps(ROW) + "\n{broken").encode(), "t.json, line 1"),
    ],
)  # fmt: skip
def test_a_row_of_a_table_is_a_page_with_its_title_and_date_before_it(name, data, origin):
    members, _, _ = opened(name, data)
    assert [(m.data.decode().replace("\r\n", "\n"), m.metadata, m.origin) for m in members] == [(PAGE, SAID, origin)]
    assert members[0].name.startswith("t.row0000") and members[0].name.endswith(".txt")


@pytest.mark.parametrize(
    ("row", "page", "said"),
    [
        ({"text": "a"}, "a", {}),
        ({"text": "题 目\na", "title": "题目"}, "题 目\na", {"title": "题目"}),
        ({"text": "a", "date": "2016-3"}, "a", {"page_date": "2016-03"}),
        ({"text": "a", "date": "20160302"}, "发布时间：2016-03-02\na", {"page_date": "2016-03-02"}),
        ({"text": "t\n发布时间：2016-03-02\na", "date": "2016/3/2"}, "t\n发布时间：2016-03-02\na", {"page_date": "2016-03-02"}),
        ({"text": "a", "date": "2016-02-30"}, "a", {"page_date": "2016-02-30"}),
        ({"text": "a", "year": 2012, "region_code": "330200.0"}, "a", {"year": "2012", "region": "330200"}),
        ({"text": "a", "year": "20I2"}, "a", {"year": "20I2"}),
        ({"text": "a", "来源": "x", "site": "y"}, "a", {"host": "x", "note": '{"site": "y"}'}),
        ({"text": ["a", "b\ud800"], "note": "n", "k": {"z": 1}}, "a\nb\ufffd", {"note": 'n; {"k": "{\\"z\\": 1}"}'}),
        ({"text": "a", "Long": "一" * 400}, "a", {"note": '{"Long": "' + "一" * 300 + '… (400 characters)"}'}),
    ],
)  # fmt: skip
def test_what_a_row_says_is_kept_in_the_forms_of_the_manifest(row, page, said):
    [member], told, _ = opened("t.json", json.dumps([row]).encode())
    assert (member.data.decode(), member.metadata, told) == (page, said, [])


def test_a_text_in_html_gets_title_and_date_where_its_reader_looks_for_them():
    row = {"content": "<p>各位代表：</p><p>一年来，工会工作</p>", "标题": "某市<总工会>工作总结", "date": "2016-03-02"}
    [member], _, _ = opened("t.json", json.dumps(row).encode())
    lines = read_page(member.name, member.data).text.split("\n")
    assert lines[:2] == ["某市<总工会>工作总结", "发布时间：2016-03-02"] and "一年来，工会工作" in lines


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("t.csv", "a,b\n1,2\n", "", "no column is known to hold the texts"),
        ("t.csv", "text,content\n1,2\n", "", "several columns"),
        ("t.csv", "text,url,url\n1,2,3\n", "", "stands here twice"),
        ("t.csv", "text,url\nok,x\n,x\n \t,y\n", "line 3", "the text is empty (2 rows: line 3, line 4)"),
        ("t.csv", "text,url\nok,x\na,b,c\n", "line 3", "not the 2 cells"),
        ("t.csv", 'text,url\n"a"b,c\nok,x\n', "line 2", 'a quote inside a cell is written ""'),
        ("t.csv", 'text,url\nok,x\n"a,b\nc,d\n', "line 3", "never closed"),
        ("t.jsonl", '{"text":"ok"}\n{bad\n[1]\n', "line 2", "not JSON"),
        ("t.json", '[{"text":"ok"},{"foo":1}]', "", "no text among the columns foo"),
        ("t.json", "[" * 99_999, "line 1", "not JSON, or nested too deeply"),
        ("t.json", '{"text":' + "9" * 5_000 + "}", "line 1", "not JSON"),
        ("t.csv", " \n", "", "empty"),
        ("t.csv", "\x00\x01\x02" * 99, "", "no table in an encoding"),
    ],
)
def test_what_is_wrong_with_a_table_is_named_and_its_other_rows_are_used(name, text, line, says):
    members, told, _ = opened(name, text.encode())
    assert [m.data for m in members] == [b"ok"] * text.count("ok")
    assert any(says in t and f"{name}{', ' + line if line else ''}" in t and "remedy" in t for t in told)


def test_ten_thousand_long_rows_are_read_in_seconds_and_the_limit_of_cells_is_left_as_it_was():
    usual = csv.field_size_limit()
    rows = "".join(f'{n},"{TEXT}"\n' for n in range(9_999)) + f"9999,{'一' * 200_000}\n"
    members, told, _ = opened("t.csv", f"title,text\n{rows}".encode())
    assert len(members) == 10_000 and not told and csv.field_size_limit() == usual
    assert len({m.name for m in members}) == 10_000 and len(members[-1].data) > 600_000


SEEDS = [
    zipped(*FILES, ("t.csv", "title,text\na,b\n")),
    tarred(*FILES, mode="w:gz"),
    tarred(*FILES, kinds=[("l", tarfile.SYMTYPE)]),
    bz2.compress(tarred(*FILES)),
    lzma.compress(tarred(*FILES)),
    written(",").encode(),
    json.dumps([ROW]).encode(),
    b"",
]


@settings(max_examples=150)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 30_000), st.binary(max_size=6)), max_size=4),
    st.integers(0, 40_000),
    st.sampled_from(["a.zip", "a.tgz", "a.csv", "a.json", "a.jsonl", "a.txt", "a.tar.xz"]),
)
def test_any_bytes_give_plain_names_and_what_is_wrong_is_told(seed, changes, length, name):
    data = bytearray(seed)
    for at, new in changes:
        data[at % (len(data) + 1) : at % (len(data) + 1) + len(new)] = new
    for member in opened(name, bytes(data[:length]), Limits(total_bytes=200_000))[0]:
        assert not member.name.startswith("/") and ".." not in member.name.split("/") and "\\" not in member.name
        assert member.name.isprintable() and all(value.encode() for value in member.metadata.values())


def test_a_file_without_a_name_in_a_zip_is_named_by_its_zip():
    """Found by fuzzing: the five letters of the name are said to be a comment."""
    data = zipped(("a.txt", "a"))
    at = data.rfind(b"PK\x01\x02")
    [told] = opened("a.zip", data[: at + 28] + bytes(4) + b"\5\0" + data[at + 34 :])[1]
    assert told.startswith("/where/it/lies/a.zip: ") and "leads out of the archive" in told
