"""Commands run one after the other in one process, without loading the same rules and lexicons for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module

import pytest

_LOADERS = (
    ("unionreports.text.lexicons", "read_lexicons"),
    ("unionreports.incremental", "read_rules"),
    ("unionreports.corpus.page", "read_rules"),
    ("unionreports.corpus.gazetteer", "read_gazetteer"),
)


@contextmanager
def loaded_once() -> Iterator[None]:
    """The time in which each is loaded when it is first asked for; for tests that change none of them."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in _LOADERS:
            patch.setattr(f"{module}.{name}", lru_cache(getattr(import_module(module), name)))
        yield
