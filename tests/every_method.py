"""Tables of words and priorities by every method, as `unionreports build` and `models` make them one after the other."""

import pandas as pd

from unionreports.analysis import analyse
from unionreports.model_tasks import code_task


def analyse_by_every_method(tables, lexicons, random_state, say=lambda line: None):
    """`tokens` and `priorities`."""
    made = analyse(tables, lexicons, say)
    task = code_task({**tables, **made}, lexicons, random_state)
    codes = task.function(**task.arguments)
    for note in codes["notes"]["note"]:
        say(note)
    return made | {"priorities": pd.concat([made["priorities"], codes["rows"]], ignore_index=True)}


def code_by_every_method(*arguments):
    return analyse_by_every_method(*arguments)["priorities"]
