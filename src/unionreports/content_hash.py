"""When are two inputs the same? A hash of their content, whatever process, run or machine they come from."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
import hashlib
import inspect
from pathlib import Path
import platform
import sys

import numpy as np
import pandas as pd
import scipy.sparse as sp

import unionreports


def content_hash(value) -> str:
    """SHA-256 of a value: scalars, text, sequences, sets, mappings, dataclasses, arrays, sparse matrices, frames, paths.

    A path stands for what lies there, a file or a folder with all its files, wherever that is.
    Values of other types or dtypes have other hashes, and so have mappings in another order: a function may heed it.

    Raises
    ------
    TypeError
        The value is, or holds, something whose content cannot be told, as an open file or a function.
    """
    return _digest(value).hex()


@lru_cache(maxsize=1)
def package_hash() -> str:
    """Hash of the package's own code: a result made by other code is another result."""
    root = Path(unionreports.__file__).parent
    files = sorted(root.rglob("*.py"), key=lambda path: path.relative_to(root).as_posix())
    return content_hash([(path.relative_to(root).as_posix(), path.read_bytes()) for path in files])


@lru_cache(maxsize=1)
def environment_hash() -> str:
    """Hash of the Python version and of every installed library with its version.

    Both stand in the name of the folder of its metadata; to read the metadata themselves takes twenty times as long.
    """
    folders = [Path(folder) for folder in dict.fromkeys(sys.path) if Path(folder).is_dir()]
    installed = {e.name for f in folders for e in f.iterdir() if e.suffix in (".dist-info", ".egg-info")}
    return content_hash([platform.python_version(), sorted(installed)])


@lru_cache(maxsize=64)
def code_hash(function) -> str:
    """Hash of a function's name and of all code it may rest on: the package, and its own module where that lies elsewhere."""
    own = b""
    if not function.__module__.startswith(f"{unionreports.__name__}."):
        own = Path(inspect.getfile(function)).read_bytes()
    return content_hash((function.__module__, function.__qualname__, own, package_hash()))


def _digest(value) -> bytes:
    kind, parts = _parts(value)
    found = hashlib.sha256(kind.encode())
    for part in parts:
        # The length parts the parts: ("ab", "c") is not ("a", "bc").
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.digest()


def _parts(value) -> tuple[str, list]:
    """What kind of thing a value is, and its content as bytes."""
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    if value is None or value is pd.NA or isinstance(value, bool | int | float | complex):
        return kind, [repr(value).encode()]
    if isinstance(value, str):
        return kind, [value.encode("utf-8", "surrogatepass")]
    if isinstance(value, bytes):
        return kind, [value]
    if isinstance(value, Path):
        return "path", _of_path(value)
    if isinstance(value, np.generic):
        return kind, [value.tobytes()]
    if isinstance(value, np.ndarray):
        return "array", _of_array(value)
    if sp.issparse(value):
        rows = value.tocsr(copy=True)
        rows.sum_duplicates()
        return "sparse", [
            _digest(part) for part in (rows.shape, rows.data, rows.indices.astype("int64"), rows.indptr.astype("int64"))
        ]
    if isinstance(value, pd.DataFrame):
        columns = [_digest(value.iloc[:, i]) for i in range(value.shape[1])]
        return "frame", [_digest(value.columns), _digest(value.index), *columns]
    if isinstance(value, pd.Series):
        return "series", [str(value.dtype).encode(), _digest(value.name), *_of_column(value)]
    if isinstance(value, pd.Index):
        return "index", [str(value.dtype).encode(), _digest(list(value.names)), *_of_column(value)]
    if is_dataclass(value) and not isinstance(value, type):
        return kind, [_digest((field.name, getattr(value, field.name))) for field in fields(value)]
    if isinstance(value, Mapping):
        return "mapping", [_digest(pair) for pair in value.items()]
    if isinstance(value, set | frozenset):
        return "set", sorted(_digest(item) for item in value)
    if isinstance(value, list | tuple | range):
        return "sequence", [_digest(item) for item in value]
    raise TypeError(
        f"the content of a {kind} cannot be told; pass numbers, text, sequences, mappings, arrays or frames."
    )


def _of_path(path: Path) -> list[bytes]:
    if not path.is_dir():
        return [path.read_bytes()] if path.is_file() else []
    files = {file.relative_to(path).as_posix(): file for file in path.rglob("*") if file.is_file()}
    return [
        part for name in sorted(files) for part in (name.encode("utf-8", "surrogateescape"), files[name].read_bytes())
    ]


def _of_array(value: np.ndarray) -> list[bytes]:
    shape = [value.dtype.str.encode(), repr(value.shape).encode()]
    if value.dtype == object:
        return [*shape, *(_digest(item) for item in value.ravel())]
    return [*shape, np.ascontiguousarray(value).tobytes()]


def _of_column(values: pd.Series | pd.Index) -> list[bytes]:
    if isinstance(values.dtype, np.dtype):
        return _of_array(values.to_numpy())
    missing = values.isna()
    if values.dtype == "str":
        # One long text instead of a hash for each cell: corpora have millions of characters.
        texts = values.fillna("").tolist()
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        return [*map(_digest, (np.asarray(missing), lengths, "".join(texts)))]
    return [_digest(np.asarray(missing)), *(_digest(item) for item in values[~missing].tolist())]
