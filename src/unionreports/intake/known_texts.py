"""What do the reports say that the project has already?"""

from collections.abc import Sequence

from unionreports import store
from unionreports.config import Project
from unionreports.corpus.manifest import Source
from unionreports.corpus.page import Rules, process
from unionreports.corpus.rows import PageRows
from unionreports.errors import InputError
from unionreports.intake.plan import Progress, Reader


def known_texts(
    project: Project, sources: Sequence[Source], rules: Rules, reader: Reader, progress: Progress
) -> dict[str, str]:
    """Text of every report by its id: from the stored tables, and of pages they lack or have otherwise from the pages.

    Parameters
    ----------
    sources : the pages there are.
    reader : gives what is read of pages, by page_id.
    progress : wraps the pages as they are read, given their number.
    """
    texts, at_hand = _stored(project, sources)
    rest = [source for source in sources if source.page_id not in at_hand]
    read = reader(rest)
    for source in progress(rest, len(rest)):
        texts |= texts_of(process(source, read[source.page_id], rules))
    return texts


def texts_of(rows: PageRows) -> dict[str, str]:
    """Text of the units of every report of a page, by its id."""
    texts: dict[str, list[str]] = {}
    for unit in rows.units:
        texts.setdefault(unit["report_id"], []).append(unit["text"])
    return {report_id: "\n".join(parts) for report_id, parts in texts.items()}


def _stored(project: Project, sources: Sequence[Source]) -> tuple[dict[str, str], set[str]]:
    """Texts of reports as stored, and the pages they are of: those whose file is the one the tables were made from."""
    if not {"pages", "reports", "units"} <= set(store.held(project.processed)):
        return {}, set()
    try:
        tables = store.read_tables(("pages", "reports", "units"), project.processed)
    except InputError:
        # Spoilt tables say nothing of the pages; `check` and `build` are there to name and mend them.
        return {}, set()
    pages, reports, units = tables["pages"], tables["reports"], tables["units"]
    present = {(source.page_id, source.sha256) for source in sources}
    same = {row for row in zip(pages["page_id"], pages["sha256"], strict=True) if row in present}
    at_hand = {page_id for page_id, _ in same}
    own = set(reports.loc[reports["page_id"].isin(at_hand), "report_id"])
    texts = units.groupby("report_id", sort=False)["text"].agg("\n".join)
    return {report_id: text for report_id, text in texts.items() if report_id in own}, at_hand
