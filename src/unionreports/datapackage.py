"""What `datapackage.json` says of a set of tables (Frictionless Data Package): files, hashes, columns, keys."""

from collections.abc import Mapping
from hashlib import file_digest
import json
from pathlib import Path

from unionreports import __version__
from unionreports.tables import TABLES, Table

DESCRIPTOR = "datapackage.json"
_TYPES = {"str": "string", "int64": "integer", "Int64": "integer", "float64": "number", "bool": "boolean"}


def resources(rows: Mapping[str, int], folder: Path) -> list[dict]:
    """An entry of the descriptor for each file of these tables in `folder`; `rows` are their numbers of rows."""
    found = []
    for name, n_rows in rows.items():
        for kind, media in (("csv", "text/csv"), ("parquet", "application/vnd.apache.parquet")):
            path = folder / f"{name}.{kind}"
            if path.exists():
                found.append(
                    {
                        "name": name if kind == "parquet" else f"{name}-csv",
                        "description": TABLES[name].row,
                        "path": path.name,
                        "format": kind,
                        "mediatype": media,
                        **({"encoding": "utf-8"} if kind == "csv" else {}),
                        "bytes": path.stat().st_size,
                        "hash": f"sha256:{sha256(path)}",
                        "rows": n_rows,
                        "schema": _fields(TABLES[name]),
                    }
                )
    return found


def descriptor(entries: list[dict]) -> str:
    """The data package as JSON; it holds no time and no path, so that equal tables have equal descriptors."""
    package = {
        "name": "unionreports-tables",
        "title": "Tables made from work reports of Chinese trade unions",
        "version": __version__,
        "resources": sorted(entries, key=_place),
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _fields(table: Table) -> dict:
    fields = []
    for name, column in table.columns.items():
        constraints = {"required": name in table.key or not (column.nullable or column.dtype == "str")}
        if column.allowed and not column.joined:
            constraints["enum"] = [*column.allowed, ""]
        if column.lowest is not None:
            constraints["minimum"] = column.lowest
        if column.highest is not None:
            constraints["maximum"] = column.highest
        fields.append(
            {"name": name, "type": _TYPES[column.dtype], "description": column.description, "constraints": constraints}
        )
    return {"fields": fields, "primaryKey": list(table.key), "missingValues": [""]}


def _place(resource: dict) -> tuple[int, str]:
    """Order of the files in the descriptor: tables as declared, the CSV before the Parquet."""
    return list(TABLES).index(Path(resource["path"]).stem), resource["format"]


def sha256(path: Path) -> str:
    """Hash of the bytes of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
