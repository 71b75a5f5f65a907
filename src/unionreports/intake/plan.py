"""What will be added: every page read, understood and checked before a byte is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from pathlib import Path
from unicodedata import normalize

from unionreports.config import Project
from unionreports.corpus.manifest import Source, new_id
from unionreports.corpus.manifest_rows import folded
from unionreports.corpus.page import Rules, process
from unionreports.corpus.reading.raw_page import RawPage
from unionreports.corpus.rows import PageRows, Row
from unionreports.errors import InputError, Tell
from unionreports.intake.file_names import free_name, safe_name, same_name
from unionreports.intake.found import Found
from unionreports.intake.given import Given, read_given
from unionreports.intake.word import Corrected, fields_given

#: Folder below data/raw/pages that `add` copies pages into.
FOLDER = "added"
#: What is read of pages, by page_id.
Reader = Callable[[Sequence[Source]], Mapping[str, RawPage]]
#: Wraps pages, given their number, to show how far the work is.
Progress = Callable[[Iterable, int], Iterable]


@dataclass(frozen=True)
class NewPage:
    """One page to add.

    Attributes
    ----------
    found : where it is taken from.
    source : its row of sources.csv; `source.file` is the copy that will be made.
    rows : what the software understands.
    fields : report -> fields that a person's word sets -> their values.
    notes : what of a person's word is not used, or replaces what the software is sure of.
    """

    found: Found
    source: Source
    rows: PageRows
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: Sequence[str] = ()

    @property
    def reports(self) -> list[Row]:
        """Rows of its reports, as inferred."""
        return self.rows.reports


def plan(
    found: Sequence[Found],
    sources: Sequence[Source],
    said: Mapping[str, str],
    corrected: Corrected,
    project: Project,
    rules: Rules,
    reader: Reader,
    progress: Progress,
    tell: Tell,
) -> list[NewPage]:
    """The pages that can be added, each read and understood.

    Parameters
    ----------
    found : what was found; told and left out is what cannot be read, is a page already, or is wrongly described.
    sources : the pages there are.
    said : what the options say of all pages; what a table says of its own row counts more.
    corrected : what corrections.csv holds.
    reader : gives what is read of pages, by page_id.
    progress : wraps the pages as they are understood, given their number.
    """
    new = list(_new(found, sources, said, rules, tell))
    read = reader([source for _, source, _ in new])
    names = _Names(project.pages / FOLDER, {source.file for source in sources})
    pages = []
    for one, source, given in progress(new, len(new)):
        page = read[source.page_id]
        if page.problem:
            problem, _, remedy = page.problem.partition(": ")
            tell(InputError(one.origin, problem, remedy=remedy or "obtain the page in another form"))
            continue
        file = names.of(one.name, source.sha256)
        source = replace(source, file=file, name=f"{FOLDER}/{file.name}")
        rows = process(source, page, rules)
        pages.append(NewPage(one, source, rows, *fields_given(rows.reports, given, corrected, rules.gazetteer)))
    return pages


def _new(
    found: Iterable[Found], sources: Sequence[Source], said: Mapping[str, str], rules: Rules, tell: Tell
) -> Iterator[tuple[Found, Source, Given]]:
    """Pages that are none yet, with what a person says of them; `Source.file` is where they were found."""
    there = {source.sha256: f"page {source.page_id} ({source.name})" for source in sources if source.sha256}
    ids = {folded(source.page_id) for source in sources}
    for one in found:
        try:
            with one.path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
            if digest in there:
                raise InputError(
                    one.origin, f"has the same bytes as {there[digest]}", remedy="nothing is to be done: it is there"
                )
            own = dict(said) | {name: cell for name, cell in one.said.items() if cell.strip()}
            given = read_given(own, rules.gazetteer, _wrong(one))
        except OSError as error:
            tell(InputError(one.origin, f"cannot be read ({error.strerror})", remedy="check its permissions"))
            continue
        except InputError as error:
            tell(error)
            continue
        there[digest] = f"{one.origin}, which comes before it"
        note = "; ".join(filter(None, (given.note, one.container and f"from {one.container}")))
        cells = {name: getattr(given, name) for name in ("url", "host", "retrieved", "page_date", "terms")}
        yield one, Source(new_id(digest, ids), one.path, sha256=digest, note=note, listed=True, **cells), given


def _wrong(found: Found) -> Callable[[str, str, str, str], InputError]:
    def wrong(column: str, problem: str, value: str, allowed: str) -> InputError:
        remedy = "correct the cell and add the table again: what is added already is passed over then"
        return InputError(found.origin, problem, column=column, value=value, allowed=allowed, remedy=remedy)

    return wrong


class _Names:
    """Names for the copies in a folder. A copy that lies there without a row is left from an addition that was undone
    or stopped: it is used again where it has the same bytes, and never overwritten."""

    def __init__(self, folder: Path, listed: set[Path]):
        self._folder = folder
        there = sorted(path for path in folder.iterdir()) if folder.is_dir() else []
        self._taken = {same_name(path.name) for path in there}
        self._orphans = {same_name(path.name): path for path in there if path not in listed}

    def of(self, name: str, digest: str) -> Path:
        safe = safe_name(name)
        attempt = set()
        while True:
            free = free_name(safe, attempt)
            orphan = self._orphans.get(same_name(free))
            if orphan is not None and orphan.is_file() and sha256(orphan.read_bytes()).hexdigest() == digest:
                del self._orphans[same_name(free)]
                return orphan
            if same_name(free) not in self._taken:
                self._taken.add(same_name(free))
                return self._folder / normalize("NFC", free)
