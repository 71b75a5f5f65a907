"""How is a Parquet file put together from row groups, some of them copied from another file as they are?

A row group is a stretch of bytes that can stand anywhere; only the list at the end of the file says where. That list is
a Thrift structure, which pyarrow can write for its own files and not for bytes that are copied. So it is read and
written here: copying a row group takes a hundredth of the time of decoding and encoding it.

Source: Apache Parquet format, `parquet.thrift`; Apache Thrift, compact protocol.
"""

from dataclasses import dataclass
from pathlib import Path

import pyarrow
import pyarrow.parquet

_MAGIC = b"PAR1"
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12
#: Fields of FileMetaData, RowGroup, ColumnChunk and ColumnMetaData that are used here, by their numbers.
_NUM_ROWS, _ROW_GROUPS = 3, 4
_COLUMNS, _GROUP_ROWS, _GROUP_OFFSET, _GROUP_SIZE, _ORDINAL = 1, 3, 5, 6, 7
_CHUNK_OFFSETS, _METADATA = (2, 4, 6), 3
_METADATA_OFFSETS = (9, 10, 11, 14)
#: Statistics of encodings and sizes, which no reader needs: without them the list is a third as long.
_OPTIONAL = (13, 16)


@dataclass(frozen=True)
class RowGroup:
    """A row group where it stands: its file, its bytes there, its entry in the list, and its number of rows."""

    path: Path | None
    start: int
    size: int
    entry: dict
    rows: int


class ParquetFile:
    """A Parquet file written row group by row group, in the columns and with the options of the groups it is given."""

    def __init__(self, path: Path, schema: pyarrow.Schema, **options):
        self._schema, self._options = schema, {"compression": "zstd", "write_statistics": False, **options}
        self._file = path.open("wb")
        self._file.write(_MAGIC)
        self._entries: list[dict] = []
        self._rows = 0
        # Used again for each group that is copied: to be given new memory takes longer than to read.
        self._space = bytearray()

    def append(self, rows: pyarrow.Table) -> None:
        """Add a row group of these rows; none where there are none."""
        if len(rows):
            data = self._encoded(rows)
            whole, _ = _read_struct(_footer(data), 0)
            group = _group(whole[_ROW_GROUPS][1][1][0], None)
            self._place(group, memoryview(data)[group.start : group.start + group.size])

    def copy(self, group: RowGroup) -> None:
        """Add a row group of another file of the same columns."""
        if len(self._space) < group.size:
            self._space = bytearray(2 * group.size)
        data = memoryview(self._space)[: group.size]
        with group.path.open("rb") as file:
            file.seek(group.start)
            if file.readinto(data) < group.size:
                raise OSError(f"{group.path} became shorter while it was read")
        self._place(group, data)

    def close(self) -> None:
        """Write the list of row groups; without it the file is none."""
        whole, _ = _read_struct(_footer(self._encoded(self._schema.empty_table())), 0)
        whole[_NUM_ROWS] = (_I64, self._rows)
        whole[_ROW_GROUPS] = (_LIST, (_STRUCT, self._entries))
        out = bytearray()
        _write_struct(out, whole)
        self._file.write(out + len(out).to_bytes(4, "little") + _MAGIC)
        self._file.close()

    def abandon(self) -> None:
        """Close without a list of row groups."""
        self._file.close()

    def _encoded(self, rows: pyarrow.Table) -> pyarrow.Buffer:
        sink = pyarrow.BufferOutputStream()
        # In one piece, and one group: where pieces end would show in the bytes.
        pyarrow.parquet.write_table(rows.combine_chunks(), sink, row_group_size=max(len(rows), 1), **self._options)
        return sink.getvalue()

    def _place(self, group: RowGroup, data: bytes | memoryview) -> None:
        shift = self._file.tell() - group.start
        self._file.write(data)
        self._entries.append(_shifted(group.entry, shift, len(self._entries)))
        self._rows += group.rows


def row_groups(path: Path) -> list[RowGroup]:
    """The row groups of a Parquet file, in their order.

    Raises
    ------
    ValueError
        Its list of row groups is not understood, or speaks of other bytes than those before it: it is no file of this
        module, and nothing of it may be copied.
    """
    with path.open("rb") as file:
        end = file.seek(0, 2) - 8
        file.seek(max(end, 0))
        end -= int.from_bytes(file.read(4), "little")
        file.seek(max(end, 0))
        footer = file.read()[:-8]
    try:
        whole, read = _read_struct(footer, 0)
        groups = [_group(entry, path) for entry in whole[_ROW_GROUPS][1][1]]
        begins = [len(_MAGIC), *(group.start + group.size for group in groups)]
        n_rows = sum(group.rows for group in groups)
        stand_so = begins == [*(group.start for group in groups), end]
        fits = stand_so and read == len(footer) and whole[_NUM_ROWS][1] == n_rows
    except (IndexError, KeyError, TypeError):
        raise ValueError(f"{path}: the list of row groups is not understood") from None
    if not fits:
        raise ValueError(f"{path}: the list of row groups is not that of the bytes before it")
    return groups


def _footer(data: pyarrow.Buffer) -> bytes:
    size = int.from_bytes(data[data.size - 8 : data.size - 4], "little")
    return data[data.size - 8 - size : data.size - 8].to_pybytes()


def _group(entry: dict, path: Path | None) -> RowGroup:
    starts = []
    for chunk in entry[_COLUMNS][1][1]:
        metadata = chunk[_METADATA][1]
        starts += [metadata[field][1] for field in _METADATA_OFFSETS if field in metadata]
    return RowGroup(path, min(starts), entry[_GROUP_SIZE][1], entry, entry[_GROUP_ROWS][1])


def _shifted(entry: dict, shift: int, ordinal: int) -> dict:
    """The entry of a row group for another place in a file."""

    def moved(fields: dict, numbers: tuple[int, ...]) -> dict:
        # A place of 0 means that none is given.
        return fields | {n: (fields[n][0], fields[n][1] + shift) for n in numbers if n in fields and fields[n][1]}

    def needed(fields: dict) -> dict:
        return {n: field for n, field in fields.items() if n not in _OPTIONAL}

    kind, chunks = entry[_COLUMNS][1]
    chunks = [
        moved(chunk, _CHUNK_OFFSETS) | {_METADATA: (_STRUCT, moved(needed(chunk[_METADATA][1]), _METADATA_OFFSETS))}
        for chunk in chunks
    ]
    return moved(entry, (_GROUP_OFFSET,)) | {_COLUMNS: (_LIST, (kind, chunks)), _ORDINAL: (_I16, ordinal)}


def _read_number(data: bytes, at: int) -> tuple[int, int]:
    """An unsigned number of seven bits a byte, and where it ends."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, at
        shift += 7


def _read_struct(data: bytes, at: int) -> tuple[dict[int, tuple[int, object]], int]:
    """A structure as a dict from numbers of fields to their types and values, and where it ends."""
    fields, last = {}, 0
    while data[at]:
        kind, step = data[at] & 15, data[at] >> 4
        at += 1
        if step:
            last += step
        else:
            number, at = _read_number(data, at)
            last = number >> 1 ^ -(number & 1)
        value, at = (None, at) if kind in (_TRUE, _FALSE) else _read_value(data, at, kind)
        fields[last] = kind, value
    return fields, at + 1


def _read_value(data: bytes, at: int, kind: int) -> tuple[object, int]:
    if kind == _STRUCT:
        return _read_struct(data, at)
    if kind == _BINARY:
        size, at = _read_number(data, at)
        return data[at : at + size], at + size
    if kind in (_TRUE, _FALSE, _BYTE):
        return data[at], at + 1
    if kind == _DOUBLE:
        return data[at : at + 8], at + 8
    if kind in (_LIST, _SET):
        size, of = data[at] >> 4, data[at] & 15
        at += 1
        if size == 15:
            size, at = _read_number(data, at)
        values = []
        for _ in range(size):
            value, at = _read_value(data, at, of)
            values.append(value)
        return (of, values), at
    if kind not in (_I16, _I32, _I64):
        raise ValueError(f"no type of the compact protocol that Parquet uses: {kind}")
    number, at = _read_number(data, at)
    return number >> 1 ^ -(number & 1), at


def _write_number(out: bytearray, number: int) -> None:
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


def _write_struct(out: bytearray, fields: dict[int, tuple[int, object]]) -> None:
    last = 0
    for number in sorted(fields):
        kind, value = fields[number]
        # Fields of Parquet have small numbers that grow: the step always fits.
        out.append(number - last << 4 | kind)
        last = number
        if kind not in (_TRUE, _FALSE):
            _write_value(out, kind, value)
    out.append(0)


def _write_value(out: bytearray, kind: int, value) -> None:
    if kind == _STRUCT:
        _write_struct(out, value)
    elif kind == _BINARY:
        _write_number(out, len(value))
        out += value
    elif kind in (_TRUE, _FALSE, _BYTE):
        out.append(value)
    elif kind == _DOUBLE:
        out += value
    elif kind in (_LIST, _SET):
        of, values = value
        if len(values) < 15:
            out.append(len(values) << 4 | of)
        else:
            out.append(240 | of)
            _write_number(out, len(values))
        for item in values:
            _write_value(out, of, item)
    else:
        _write_number(out, value << 1 ^ value >> 63)
