"""Which pages have changed since their rows were made, by content and never by time?

`data/processed/.pages.json` holds for each page a hash of all that its rows depend on. It stands beside the tables, is
no part of them, and counts for nothing where it does not fit them: then all pages are read anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
import json
from pathlib import Path

from unionreports.config import LEXICONS, Project
from unionreports.content_hash import content_hash, environment_hash, package_hash
from unionreports.corpus.manifest import Source, read_sources
from unionreports.row_order import natural

STATE = ".pages.json"
#: Tables whose rows are those of single pages; a page's rows depend on nothing but what its key is made of.
PAGE_TABLES = ("pages", "edits", "reports_inferred", "headings", "units", "tokens", "priorities")
#: Pages of a group, on average.
_GROUP_PAGES = 32
#: Lexicons that are read for statements, models and figures only: who names topics need not read the pages again.
_NOT_OF_PAGES = ("beneficiaries", "ceilings", "claims", "contrasts", "measures", "prices", "synonyms", "topic_labels")
#: What a source has besides the cells of its row and the hash of its bytes.
_NOT_OF_ROWS = ("file", "listed")


@dataclass(frozen=True)
class PageState:
    """What stands in the page tables.

    Attributes
    ----------
    keys
        Page to the hash of what its rows were made from, in the order of the tables.
    rows
        Page to its number of rows in each of `PAGE_TABLES`.
    files
        File of a page table to its SHA-256.
    csv_sizes
        Page table to the bytes that each group of pages (`page_groups`) has in its CSV.
    """

    keys: Mapping[str, str]
    rows: Mapping[str, tuple[int, ...]]
    files: Mapping[str, str]
    csv_sizes: Mapping[str, list[int]]

    def write(self, folder: Path) -> None:
        pages = {page_id: [self.keys[page_id], *rows] for page_id, rows in self.rows.items()}
        body = {"files": dict(self.files), "csv_sizes": dict(self.csv_sizes), "pages": pages}
        text = json.dumps({"hash": _hash(body), **body}, ensure_ascii=False, separators=(",", ":"))
        (folder / STATE).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_state(folder: Path) -> PageState | None:
    """The state that stands in a folder of tables; None where there is none, or not as it was written."""
    try:
        held = json.loads((folder / STATE).read_text(encoding="utf-8"))
        body = {name: held[name] for name in ("files", "csv_sizes", "pages")}
        if held["hash"] != _hash(body):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    pages = held["pages"]
    return PageState(
        {page_id: key for page_id, (key, *_) in pages.items()},
        {page_id: tuple(rows) for page_id, (_, *rows) in pages.items()},
        held["files"],
        held["csv_sizes"],
    )


def page_groups(page_ids: Iterable[str]) -> list[tuple[str, ...]]:
    """Pages in the order of the tables, in groups whose rows are written together.

    Where a group begins the page's own id says: so a page that comes or goes leaves all groups but its own as they were.
    """
    groups: list[list[str]] = []
    for page_id in sorted(page_ids, key=natural):
        if not groups or int(sha256(page_id.encode()).hexdigest(), 16) % _GROUP_PAGES == 0:
            groups.append([])
        groups[-1].append(page_id)
    return list(map(tuple, groups))


def page_keys(project: Project, sources: Iterable[Source]) -> dict[str, str]:
    """Page to a hash of all that its rows depend on: its bytes, its row of the manifest, its kept text, and the rules."""
    rules = content_hash((_lexicons(project), package_hash(), environment_hash()))
    kept = {path.stem: path for path in project.texts.glob("*.txt")} if project.texts.is_dir() else {}
    keys = {}
    for source in sources:
        said = {f.name: getattr(source, f.name) for f in fields(source) if f.name not in _NOT_OF_ROWS}
        text = kept.get(source.sha256[:16])
        kept_text = text and sha256(text.read_bytes()).hexdigest()
        keys[source.page_id] = _hash([rules, said, kept_text])
    return keys


def out_of_date(project: Project) -> str:
    """How the pages differ from those the tables were made of, as a sentence; empty where they do not.

    Raises
    ------
    InputError
        There are no pages.
    """
    state = read_state(project.processed)
    if state is None:
        return "it cannot be told which pages the tables were made of"
    # What is wrong in the manifest `build` tells.
    keys = page_keys(project, read_sources(project, lambda error: None))
    found = {
        "new": len(keys.keys() - state.keys.keys()),
        "gone": len(state.keys.keys() - keys.keys()),
        "changed, or read by other rules now": sum(state.keys.get(p, key) != key for p, key in keys.items()),
    }
    said = [f"{n} {what}" for what, n in found.items() if n]
    return f"since the tables were made pages are {', '.join(said)}" if said else ""


def _lexicons(project: Project) -> dict[str, str]:
    """Hash of each file of lexicons that pages may be read with: the project's own, or the software's where it has none."""
    files = {path.name: path for folder in (LEXICONS, project.lexicons) for path in folder.iterdir() if path.is_file()}
    wanted = sorted(name for name in files if name.partition(".")[0] not in _NOT_OF_PAGES)
    return {name: content_hash(files[name]) for name in wanted}


def _hash(value) -> str:
    """Hash of what JSON can hold."""
    return sha256(json.dumps(value).encode()).hexdigest()
