"""What many tests share: the project, the rules its pages are read with, its tables, and other official reports."""

from pathlib import Path

from hypothesis import settings
import pytest

from every_method import analyse_by_every_method
from unionreports.config import LEXICONS, SEED, Project
from unionreports.corpus.build import build
from unionreports.corpus.page import read_rules
from unionreports.text.lexicons import read_lexicons

ROOT = Path(__file__).parents[1]


# An example that takes long on a busy machine is no fault of the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def pytest_configure(config):
    """pytest-xdist hands files out as they are collected, not those with the fewest tests, often the longest, last."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items):
    """Files with slow tests first: for one that comes last all other processes wait."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


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
def coded_frames(seed_frames):
    """Those tables with the words of the units and their priorities by every method. For reading only."""
    return seed_frames | analyse_by_every_method(seed_frames, read_lexicons(LEXICONS), SEED)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The other official reports beside the project; tests that need them are skipped where they are absent."""
    folder = ROOT.parent / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip(
            f"needs the other official reports, which are not part of the project: no folder {folder.name} beside it"
        )
    return folder
