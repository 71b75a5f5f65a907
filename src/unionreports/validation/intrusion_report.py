"""What do the commands that lock and score intrusion sheets print?"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from unionreports.text.quotes import CUT
from unionreports.validation.coefficients import MISSING
from unionreports.validation.intrusion_answers import Answers, read_answers
from unionreports.validation.intrusion_scores import LEAST_SHARE, intrusion_scores, topic_results, word_results
from unionreports.validation.report_text import number, table, with_interval, wrapped
from unionreports.validation.sheet_lock import lock_sheet, require_lock

#: Fewer items than this leave an interval too wide to tell a good model from a bad one.
FEW_ITEMS = 20
_TITLES = {"words": "Word intrusion", "topics": "Topic intrusion"}
_PRECISION = (
    "precision: share of the items whose intruder was found, an empty answer being one not found; chance: what "
    "guessing brings. In parentheses the 95 % interval, which counts items and not coders: coders judged the same ones."
)
_LOG_ODDS = (
    "log_odds (Chang et al. 2009): how much more the model thinks of the topic taken for the intruder than of the true "
    f"one, as a logarithm, 0 at best; shares below {LEAST_SHARE:g} count as that."
)
_ALPHA = "alpha (Krippendorff, nominal): agreement of the coders' choices beyond chance, right or wrong."
_WORDS = "Topic by topic: how many coders found the intruder, and which words were taken for it instead."
_TOPICS = (
    "Topic by topic: answers where it intruded and how many found it; answers where the passage is about it and how "
    "many took it for the intruder."
)


def lock_sheets(paths: Sequence[Path], tables: Mapping[str, pd.DataFrame]) -> str:
    """Lock filled-in sheets, after a look at whether they can be read, and say so.

    A slip that is found only after the lock could not be mended without breaking it, so every answer is read first;
    nothing is scored.

    Parameters
    ----------
    paths : filled-in sheets.
    tables : as for `score_sheets`.

    Raises
    ------
    InputError
        As for `read_answers`, or a sheet was changed since it was locked.
    """
    lines = []
    # All of them before the first lock.
    for path, answers in [(path, read_answers(path, tables)) for path in paths]:
        lock = lock_sheet(path)
        lines.append(f"{path}: locked, {_answered(answers)}. Keep {lock.name} beside it, and do not save it again.")
    return "\n".join(lines) + "\n"


def score_sheets(paths: Sequence[Path], tables: Mapping[str, pd.DataFrame]) -> str:
    """Text on locked sheets: what each coder scored, how far they agree, and how each topic fared.

    Sheets of different tasks, models or seeds are scored one draw after the other.

    Parameters
    ----------
    paths : filled-in sheets with their locks.
    tables : topic_models, topic_terms, document_topics, documents and units.

    Raises
    ------
    InputError
        A sheet that is not locked or was changed since; else as for `read_answers` and `intrusion_scores`.
    """
    for path in paths:
        require_lock(path)
    draws: dict[str, list[Answers]] = {}
    for path in paths:
        answers = read_answers(path, tables)
        draws.setdefault(str(answers.draw), []).append(answers)
    return "\n".join(_of_draw(answers) for answers in draws.values())


def _of_draw(answers: Sequence[Answers]) -> str:
    draw = answers[0].draw
    scores = intrusion_scores(answers)
    coders = "; ".join(f"{a.coder}: {_answered(a)}" for a in answers)
    parts = [
        f"{_TITLES[draw.task]}, model {draw.model} ({draw.model_hash}), seed {draw.random_state}\n{coders}.",
        _scores(scores[scores["measure"] != "alpha"]),
        *[wrapped(note) for note, used in ((_PRECISION, True), (_LOG_ODDS, draw.task == "topics")) if used],
    ]
    if draw.n < FEW_ITEMS:
        parts.append(wrapped(f"n = {draw.n} items are few: only a large difference from chance can be told."))
    cut = sum(item.text.endswith(CUT) for item in answers[0].items)
    if cut:
        said = f"{cut} of {draw.n} passages are only the beginning of their document, whose shares speak of all of it."
        parts.append(wrapped(said))
    for row in scores[scores["measure"] == "alpha"].itertuples():
        interval = with_interval(pd.DataFrame([row]))[0]
        parts.append(
            f"alpha = {interval} over {row.n_items} items that two coders or more answered.\n{wrapped(_ALPHA)}"
        )
    words = draw.task == "words"
    results = word_results(answers) if words else topic_results(answers)
    parts += [wrapped(_WORDS if words else _TOPICS), table(results)]
    return "\n\n".join(parts) + "\n"


def _scores(scores: pd.DataFrame) -> str:
    wide = scores.assign(cell=with_interval(scores), guess=scores["chance"].map(number))
    columns = []
    for measure, rows in wide.groupby("measure", sort=False):
        rows = rows.set_index("coder")
        columns += [rows["cell"].rename(measure), rows["guess"].rename("chance"), rows["n_items"].rename("n")]
    return table(pd.concat(columns, axis=1).rename_axis("coder").reset_index())


def _answered(answers: Answers) -> str:
    given = int((answers.chosen != MISSING).sum())
    return f"{given} of {len(answers.items)} items answered"
