"""Folders and study parameters, each with its reason."""

from dataclasses import dataclass
from pathlib import Path

#: Seed of everything random; any other gives another valid run. Passed in, never read inside a model.
SEED = 20240815

#: The lexicons that come with the software.
LEXICONS = Path(__file__).resolve().parents[2] / "data" / "lexicons"

#: Invented pages of a region, to try out how reports are added.
EXAMPLES = LEXICONS.parent / "examples" / "invented_region"

#: Number of topics shown by default. Eleven reports with about 280 units carry no more than a dozen
#: topics that are not one report's own; the choice is examined, not proved, in the notebooks.
N_TOPICS = 12

#: First and last year of each period of rule, both inside it; the last has no end yet. A new leadership is chosen by
#: a party congress late in one year (2002, 2007, 2012, 2017) and governs from the spring after, and the reports of a
#: calendar year are written under it: so a period runs from the first full year to the year of the next congress.
#: The whole stretch after 2017 is one period, since the leadership did not change in 2022.
RULE_PERIODS = ((2003, 2007), (2008, 2012), (2013, 2017), (2018, None))


def lexicon_files(folder: Path, name: str) -> tuple[Path, ...]:
    """The files a lexicon is read from: its base, and what extends it.

    `folder` / NAME.csv replaces the file of that name that comes with the software; `folder` / NAME.extra.csv
    extends whichever of the two is used.

    Parameters
    ----------
    folder
        Folder of a project's lexicons; it need not exist.
    name
        File name, as terms.csv.
    """
    own = folder / name
    extension = folder / f"{name.partition('.')[0]}.extra.csv"
    return (own if own.is_file() else LEXICONS / name, *([extension] if extension.is_file() else []))


#: Units of fewer words than this are one document of the topic models with the other short ones under their heading: a
#: line of a few words bears no topic, and where there are many (a third of the lines of national reports since 1954) topics form around them.
POOL_BELOW = 10

#: Topic model that figures rest on (`model_tables.MODELS`); notebooks show another beside it. This one gives each
#: document's shares with their uncertainty, which the effects need.
TOPIC_MODEL = "structural"
#: Topic model whose shares reports are clustered by: the structural one draws reports of one place, year and level
#: together by its making, and such clusters would only give back what was put in.
CLUSTER_MODEL = "nmf"

#: Way of coding that figures and clusters rest on (`tables.METHODS`); notebooks show the others beside it.
METHOD = "combined"


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
    def texts(self) -> Path:
        """The text taken out of pages that are no plain text, as it was when they were first read."""
        return self.raw / "texts"

    @property
    def sources(self) -> Path:
        return self.raw / "sources.csv"

    @property
    def corrections(self) -> Path:
        return self.raw / "corrections.csv"

    @property
    def lexicons(self) -> Path:
        """Folder of the project's own lexicons, or of those that come with the software where it has none.

        A project may have some files and not others: ask `lexicon_files` for each.
        """
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
