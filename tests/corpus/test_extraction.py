"""Texts are taken out once and kept; a file that breaks its reader breaks nothing else."""

from hashlib import sha256

import pytest

from hostile_reader import hostile
from unionreports.corpus import extraction
from unionreports.corpus.extraction import page_of, prune_texts, text_file, texts_of
from unionreports.corpus.manifest import Source
from unionreports.corpus.reading.raw_page import RawPage

TEXT = "秀水县总工会2015年工作总结"


def web(title: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body><p>全年新建工会三十六家。</p></body></html>".encode(
        "gb18030"
    )


def source(folder, name: str, data: bytes) -> Source:
    file = folder / name
    file.write_bytes(data)
    return Source(name.replace(".", "_"), file, sha256=sha256(data).hexdigest())


@pytest.fixture
def pages(tmp_path):
    names = ["a.html", "b.txt", "c.html", "d.htm", "e.html"]
    return [source(tmp_path, name, TEXT.encode() if name == "b.txt" else web(f"{TEXT}{name}")) for name in names]


def test_texts_are_kept_and_read_from_then_on_for_any_number_of_processes(pages, tmp_path):
    folder = tmp_path / "texts"
    found = texts_of(pages, folder, jobs=2)
    assert list(found) == ["a_html", "c_html", "d_htm", "e_html"]
    page = found["c_html"]
    assert page == RawPage(f"{TEXT}c.html\n全年新建工会三十六家。", "html", "gb18030")
    kept = text_file(folder, pages[2].sha256)
    assert kept.read_bytes().decode() == page.text and kept.stem == pages[2].sha256[:16]
    assert texts_of(pages, tmp_path / "other") == found
    # Nothing is read anew: neither by a reader that dies nor from what the page would give today.
    kept.write_bytes("另一\r\n文本".encode())
    again = texts_of(pages, folder, reader=hostile)
    assert again == found | {"c_html": RawPage("另一\r\n文本", "html", "gb18030")}
    assert page_of(pages[2], folder) == again["c_html"]
    assert page_of(pages[1], folder) == RawPage(TEXT, "txt", "utf-8")
    kept.unlink()
    assert page_of(pages[2], folder) == page and not kept.exists()


def test_a_crash_or_hang_marks_one_page_only(tmp_path):
    data = [b"<html>1", b"<html>crash", b"<html>2", b"<html>hang", b"<html>3"]
    sources = [source(tmp_path, f"{number}.html", of_page) for number, of_page in enumerate(data)]
    seen = []
    found = texts_of(sources, tmp_path / "t", seconds=1, reader=hostile, progress=lambda it, n: seen.append(n) or it)
    assert seen == [5]
    assert [found[s.page_id].text for s in sources] == [
        "0.html\u2028\r\n",
        "",
        "2.html\u2028\r\n",
        "",
        "4.html\u2028\r\n",
    ]
    assert "stopped" in found["1_html"].problem and "longer than 1 s" in found["3_html"].problem
    assert all(".txt" in found[name].problem for name in ("1_html", "3_html"))
    assert len(list((tmp_path / "t").iterdir())) == 3


def test_a_process_that_does_not_start_is_named_too(tmp_path):
    sources = [source(tmp_path, f"{number}.html", b"<html>%d" % number) for number in range(2)]

    def reader(name, data): ...

    reader.__module__ = "no_module"
    found = texts_of(sources, tmp_path / "t", reader=reader)
    assert all("stopped" in page.problem for page in found.values()) and len(found) == 2


def test_what_cannot_be_read_is_named_and_nothing_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(extraction, "LARGEST", 100)
    folder = tmp_path / "texts"
    large = source(tmp_path, "large.html", web(TEXT) + b" " * 100)
    image = source(tmp_path, "scan.png", b"\x89PNG\r\n\x1a\n1")
    gone = Source("gone", tmp_path / "gone.html", sha256="0" * 64)
    changed = source(tmp_path, "changed.html", b"<html>1")
    changed.file.write_bytes(b"<html>2")
    spoilt = source(tmp_path, "spoilt.html", b"<html>3")
    folder.mkdir()
    text_file(folder, spoilt.sha256).write_bytes(b"\xff")
    found = texts_of([large, image, gone, changed, spoilt], folder)
    words = {
        "large_html": "more than the 100",
        "scan_png": "an image",
        "gone": "cannot be read",
        "changed_html": "changed",
        "spoilt_html": "no UTF-8",
    }
    for page_id, word in words.items():
        assert found[page_id].text == "" and word in found[page_id].problem, page_id
    assert [file.name for file in folder.iterdir()] == [text_file(folder, spoilt.sha256).name]


def test_texts_of_pages_that_are_gone_are_removed_and_nothing_else(tmp_path):
    wanted, gone = "a" * 64, "b" * 64
    left = [text_file(tmp_path, gone), tmp_path / f".{'c' * 16}.txt.x1"]
    stay = [text_file(tmp_path, wanted), tmp_path / "notes.txt", tmp_path / "README.md"]
    for file in left + stay:
        file.write_text("x")
    assert prune_texts(tmp_path, [wanted]) == sorted(left)
    assert sorted(tmp_path.iterdir()) == sorted(stay)
    assert prune_texts(tmp_path / "nothing", []) == []
