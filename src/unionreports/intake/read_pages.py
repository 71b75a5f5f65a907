"""What is read of pages that the tables do not hold, without a trace in the project?"""

from collections.abc import Sequence
from pathlib import Path

from unionreports.corpus.extraction import page_of, text_file, texts_of
from unionreports.corpus.manifest import Source
from unionreports.corpus.reading.raw_page import RawPage
from unionreports.intake.plan import Progress


def read_pages(
    sources: Sequence[Source], kept: Path, folder: Path, jobs: int = 1, progress: Progress | None = None
) -> dict[str, RawPage]:
    """Pages by page_id.

    Parameters
    ----------
    kept
        Folder of the texts that were taken out before; nothing is written there.
    folder
        Folder for the texts that are taken out now.
    jobs, progress
        As for `texts_of`.
    """
    known = {source.page_id for source in sources if text_file(kept, source.sha256).exists()}
    pages = texts_of([s for s in sources if s.page_id not in known], folder, jobs, progress=progress)
    return {source.page_id: pages.get(source.page_id) or page_of(source, kept) for source in sources}
