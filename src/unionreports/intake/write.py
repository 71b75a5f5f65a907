"""How do new pages and a person's word get onto the disk, so that a run that is killed leaves a page whole or unused?

Copies come first: a file in a folder below data/raw/pages is no page until a row of sources.csv names it. Then come the
corrections, and last the rows, all in one step. What an addition that was stopped left behind is found again by the next.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from unionreports.config import Project
from unionreports.corpus.corrections import add_corrections
from unionreports.corpus.extraction import text_file
from unionreports.corpus.manifest import add_rows
from unionreports.corpus.manifest_rows import COLUMNS
from unionreports.errors import InputError
from unionreports.files import replace_file
from unionreports.intake.plan import NewPage
from unionreports.intake.word import REASON, Corrected


def write(pages: Sequence[NewPage], corrected: Corrected, texts: Path, project: Project) -> None:
    """Copy the pages, write what a person said of their reports, and the rows that make them pages.

    Parameters
    ----------
    corrected : what corrections.csv holds; what it says already is not written again.
    texts : folder of the texts that were taken out of pages that are no plain text; they are kept, so that what was
        understood is what will be read.

    Raises
    ------
    InputError
        A file changed since it was read; no page is added then.
    """
    for page in pages:
        data = page.found.path.read_bytes()
        if sha256(data).hexdigest() != page.source.sha256:
            raise InputError(
                page.found.origin, "changed while pages were added; none was added", remedy="add the pages again"
            )
        if not page.source.file.exists():
            replace_file(page.source.file, data)
        text = text_file(texts, page.source.sha256)
        if text.exists():
            replace_file(text_file(project.texts, page.source.sha256), text.read_bytes())
    words = [
        {"report_id": report_id, "field": name, "value": value, "reason": REASON}
        for page in pages
        for report_id, fields in page.fields.items()
        for name, value in fields.items()
        if (report_id, name) not in corrected
    ]
    add_corrections(project.corrections, words)
    rows = [
        {name: getattr(page.source, name) for name in COLUMNS if name != "file"} | {"file": page.source.name}
        for page in pages
    ]
    add_rows(project, rows)
