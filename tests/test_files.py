"""A file is replaced whole or not at all."""

import os

import pytest

from unionreports.files import replace_file


def test_a_file_is_replaced_and_folders_are_made(tmp_path):
    path = tmp_path / "deep" / "表.csv"
    replace_file(path, "一\n".encode())
    replace_file(path, "二\n".encode())
    assert path.read_text(encoding="utf-8") == "二\n" and [p.name for p in path.parent.iterdir()] == ["表.csv"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "表.csv"
    replace_file(path, b"old")

    def fail(*names):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old" and [p.name for p in tmp_path.iterdir()] == ["表.csv"]
