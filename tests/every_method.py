"""Tables of words and priorities by every method, as `unionreports build` and `models` make them one after the other."""

import pandas as pd

from unionreports.analysis import analyse, code_pages
from unionreports.model_tasks import code_task


def analyse_by_every_method(tables, lexicons, random_state, say=lambda line: None):
    """`tokens` and `priorities`."""
    made = analyse(tables, lexicons, say)
    return made | {"priorities": _with_corpus_codes(tables, made["priorities"], lexicons, random_state, say)}


def code_by_every_method(tables, lexicons, random_state, say=lambda line: None):
    """`priorities`."""
    return _with_corpus_codes(tables, code_pages(tables, lexicons, say), lexicons, random_state, say)


def _with_corpus_codes(tables, priorities, lexicons, random_state, say):
    task = code_task({**tables, "priorities": priorities}, lexicons, random_state)
    codes = task.function(**task.arguments)
    for note in codes["notes"]["note"]:
        say(note)
    return pd.concat([priorities, codes["rows"]], ignore_index=True)
