"""What many tests share: the project, the rules its pages are read with, its tables, and other official reports."""

from pathlib import Path

import pytest

from unionreports.config import LEXICONS, Project
from unionreports.corpus.build import build
from unionreports.corpus.page import read_rules

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def project() -> Project:
    """This project with its default corpus. For reading only."""
    return Project(ROOT)


@pytest.fixture(scope="session")
def rules():
    """What pages are read with, loaded once."""
    return read_rules(LEXICONS)


@pytest.fixture(scope="session")
def furniture(rules):
    """Vocabulary of page furniture."""
    return rules.furniture


@pytest.fixture(scope="session")
def seed_frames(project):
    """Tables of the default corpus, built once. For reading only."""
    return build(project)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The other official reports beside the project; tests that need them are skipped where they are absent."""
    folder = ROOT.parent / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip(f"needs the other official reports, which are not part of the project: no folder {folder.name} beside it")
    return folder
