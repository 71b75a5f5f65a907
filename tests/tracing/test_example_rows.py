"""Rows of figures drawn from invented texts lead to the file and the words; a file that is gone is named."""

import pytest

from unionreports.errors import InputError
from unionreports.tracing.example_rows import FILES, example_lines


def test_the_words_are_shown_in_their_file(tmp_path):
    (tmp_path / "pair.txt").write_text("## 2011\n力争新建工会30家。\n新建工会36家。\n", encoding="utf-8")
    row = {"target": "30", FILES: "pair.txt", "start": "8", "end": "17", "later_start": "19.0", "later_end": "26.0"}
    lines = "\n".join(example_lines(row, tmp_path))
    assert "invented" in lines and "【力争新建工会30家】" in lines and "【新建工会36家】" in lines
    assert "characters" not in "\n".join(example_lines({FILES: "pair.txt", "later_start": "", "later_end": ""}, tmp_path))


def test_a_file_that_is_gone_is_named(tmp_path):
    with pytest.raises(InputError, match="is gone"):
        example_lines({FILES: "pair.txt"}, tmp_path)
