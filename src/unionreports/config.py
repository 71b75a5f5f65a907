"""Folders and study parameters, each with its reason."""

from dataclasses import dataclass
from pathlib import Path

#: Seed of everything random; any other gives another valid run. Passed in, never read inside a model.
SEED = 20240815

#: The lexicons that come with the software.
LEXICONS = Path(__file__).resolve().parents[2] / "data" / "lexicons"

#: Number of topics shown by default. Eleven reports with about 280 units carry no more than a dozen
#: topics that are not one report's own; the choice is examined, not proved, in the notebooks.
N_TOPICS = 12


@dataclass(frozen=True)
class Project:
    """The folders of one corpus. Everything under `processed` and `figures` can be deleted and made again."""

    root: Path

    @property
    def raw(self) -> Path:
        return self.root / "data" / "raw"

    @property
    def pages(self) -> Path:
        return self.raw / "pages"

    @property
    def sources(self) -> Path:
        return self.raw / "sources.csv"

    @property
    def corrections(self) -> Path:
        return self.raw / "corrections.csv"

    @property
    def lexicons(self) -> Path:
        """The project's own lexicons, or those that come with the software where it has none."""
        own = self.root / "data" / "lexicons"
        return own if own.is_dir() else LEXICONS

    @property
    def processed(self) -> Path:
        return self.root / "data" / "processed"

    @property
    def figures(self) -> Path:
        return self.root / "figures"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"
