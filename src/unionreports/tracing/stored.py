"""The tables of a project, each read when it is first asked for."""

from collections.abc import Iterator, Mapping

import pandas as pd

from unionreports import store
from unionreports.config import Project
from unionreports.tables import TABLES
from unionreports.text.claims import read_claims
from unionreports.text.lexicons import Lexicons, read_lexicons
from unionreports.tracing.corpus import Corpus

#: The claims of a project, which stand among its lexicons.
CLAIMS = "claims"


class StoredTables(Mapping[str, pd.DataFrame]):
    """Tables of a folder, checked as `store.read_table` does; and `claims`, of the project's lexicons."""

    def __init__(self, project: Project):
        self._project = project
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._read:
            self._read[name] = self._claims() if name == CLAIMS else store.read_table(name, self._project.processed)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter([*TABLES, CLAIMS])

    def __len__(self) -> int:
        return len(TABLES) + 1

    def _claims(self) -> pd.DataFrame:
        return read_claims(self._project.lexicons, read_lexicons(self._project.lexicons).codebook)


def corpus_of(project: Project) -> Corpus:
    """Lookups in the stored tables and the lexicons of a project."""

    def lexicons() -> Lexicons:
        return read_lexicons(project.lexicons)

    return Corpus(StoredTables(project), lexicons)
