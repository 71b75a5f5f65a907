"""A file put together from copied row groups is the file written in a go, to the byte and to every reader."""

from pathlib import Path

import pandas as pd
import pyarrow
import pyarrow.parquet
import pytest

from unionreports.row_groups import ParquetFile, row_groups

SCHEMA = pyarrow.schema(
    [
        pyarrow.field("name", pyarrow.large_string(), nullable=False),
        ("said", pyarrow.large_string()),
        ("year", pyarrow.int64()),
        ("share", pyarrow.float64()),
        ("usable", pyarrow.bool_()),
    ],
    metadata={"who": "测试"},
)
#: Nulls at the ends and alone, a column without a value, one value many times, signs of several bytes, an empty text.
ROWS = [
    {"name": f"第{i}行", "said": ("甲", "甲", "", None, "𠮷\n'\"")[i % 5], "year": None if i % 3 else i - 2**40, "share": i / 7, "usable": (True, False, None)[i % 3]}
    for i in range(40)
]  # fmt: skip
NO_VALUES = [{"name": "x", "said": None, "year": None, "share": None, "usable": None}] * 3
GROUPS = {
    "several": [ROWS[:7], ROWS[7:8], NO_VALUES, ROWS[8:], ROWS[::-1] * 50],
    "one row": [ROWS[:1]],
    "no rows": [],
    "groups without rows": [[], ROWS[:2], [], ROWS[2:4], []],
    # With more than 15 the list is told by another number of bytes.
    "twenty": [ROWS[i : i + 2] for i in range(0, 40, 2)],
}
OPTIONS = {"use_dictionary": ["name", "said", "share"], "column_encoding": {"year": "DELTA_BINARY_PACKED"}}


def as_table(rows) -> pyarrow.Table:
    return pyarrow.Table.from_pylist(rows, SCHEMA)


def written(path: Path, groups) -> Path:
    file = ParquetFile(path, SCHEMA, **OPTIONS)
    for rows in groups:
        file.append(as_table(rows))
    file.close()
    return path


def copied(path: Path, parts) -> Path:
    file = ParquetFile(path, SCHEMA, **OPTIONS)
    for group in parts:
        file.copy(group)
    file.close()
    return path


@pytest.mark.parametrize("kind", GROUPS)
def test_copies_are_what_was_written_and_all_readers_read_it(kind, tmp_path):
    groups = GROUPS[kind]
    whole = written(tmp_path / "whole.parquet", groups)
    again = copied(tmp_path / "again.parquet", row_groups(whole))
    assert again.read_bytes() == whole.read_bytes()
    expected = as_table([row for rows in groups for row in rows])
    read = pyarrow.parquet.read_table(again)
    assert read.equals(expected) and read.schema.equals(SCHEMA, check_metadata=False)
    assert read.schema.metadata[b"who"] == "测试".encode()
    assert not pyarrow.parquet.read_schema(again).field("name").nullable
    metadata = pyarrow.parquet.read_metadata(again)
    assert metadata.num_rows == len(expected) and metadata.num_row_groups == sum(map(bool, groups))
    frame = pd.read_parquet(again)
    assert frame["said"].isna().tolist() == expected["said"].is_null().to_pylist()
    pd.testing.assert_frame_equal(frame, expected.to_pandas())
    strings = pyarrow.parquet.read_table(again, read_dictionary=["said"])["said"]
    assert strings.to_pylist() == expected["said"].to_pylist()


def test_groups_of_two_files_stand_in_any_order_among_new_ones(tmp_path):
    one = row_groups(written(tmp_path / "1.parquet", GROUPS["several"]))
    other = row_groups(written(tmp_path / "2.parquet", GROUPS["twenty"]))
    file = ParquetFile(tmp_path / "mixed.parquet", SCHEMA, **OPTIONS)
    file.copy(other[19])
    file.append(as_table(NO_VALUES))
    file.copy(one[4])
    file.copy(other[0])
    file.close()
    groups = [ROWS[38:], NO_VALUES, GROUPS["several"][4], ROWS[:2]]
    assert (tmp_path / "mixed.parquet").read_bytes() == written(tmp_path / "go.parquet", groups).read_bytes()
    read = pyarrow.parquet.ParquetFile(tmp_path / "mixed.parquet")
    assert [read.read_row_group(i).to_pylist() for i in range(4)] == groups


def test_a_file_without_its_list_of_groups_is_none(tmp_path):
    file = ParquetFile(tmp_path / "x.parquet", SCHEMA)
    file.append(as_table(ROWS))
    file.abandon()
    with pytest.raises(pyarrow.ArrowInvalid):
        pyarrow.parquet.read_table(tmp_path / "x.parquet")


def test_nothing_is_copied_from_a_file_whose_list_is_not_understood(tmp_path):
    whole = written(tmp_path / "x.parquet", GROUPS["several"]).read_bytes()
    footer = int.from_bytes(whole[-8:-4], "little")
    begin = len(whole) - 8 - footer
    spoilt = {
        "one byte too many before the list": whole[:begin] + b"x" + whole[begin:],
        "a byte after the list": whole[:-8] + b"\0" + (footer + 1).to_bytes(4, "little") + b"PAR1",
        "half of it": whole[: len(whole) // 2],
        "nothing": b"",
        "a type that Parquet does not use": whole[:begin] + bytes([0x1B]) + whole[begin + 1 :],
    }
    for what, data in spoilt.items():
        (tmp_path / "spoilt.parquet").write_bytes(data)
        with pytest.raises(ValueError):
            row_groups(tmp_path / "spoilt.parquet")
            pytest.fail(what)
    # Whatever single byte of the list is another, the groups found are those there are, or none.
    known = [(g.start, g.size, g.rows) for g in row_groups(tmp_path / "x.parquet")]
    for at in range(begin, len(whole) - 8, 7):
        (tmp_path / "spoilt.parquet").write_bytes(whole[:at] + bytes([whole[at] ^ 0x15]) + whole[at + 1 :])
        try:
            found = [(g.start, g.size, g.rows) for g in row_groups(tmp_path / "spoilt.parquet")]
        except ValueError:
            continue
        assert [g[:2] for g in found] == [g[:2] for g in known]


def test_rows_written_by_another_program_are_not_taken_for_ones_of_this(tmp_path):
    pyarrow.parquet.write_table(as_table(ROWS), tmp_path / "x.parquet", write_page_index=True, row_group_size=9)
    with pytest.raises(ValueError, match="not that of the bytes before it"):
        row_groups(tmp_path / "x.parquet")
