"""What the table `topic_choice` says of the number of topics, in sentences: preferences, spread, disagreement; no verdict."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

#: Name of each measure, and 1 where more is better.
_MEASURES = {
    "npmi": ("coherence (NPMI)", 1),
    "c_v": ("coherence (C_v)", 1),
    "exclusivity": ("exclusivity", 1),
    "held_out": ("held-out likelihood", 1),
    "stability": ("stability", 1),
    "own_report": ("share of one report's own topics", -1),
}
#: Measures that move with the number of topics by their making.
_BY_MAKING = (
    "Exclusivity falls and topics of one report's own grow in number as topics are added, whatever the texts: "
    "that these prefer few topics is no finding."
)
_NO_VERDICT = (
    "No number is chosen by these measures. Whoever chooses reads the topics of the numbers they allow, and asks which "
    "of them tell apart what the study is about."
)
#: Fewer pages than this leave held-out likelihood and stability wide open.
_FEW_PAGES = 10


def choice_reading(table: pd.DataFrame) -> list[str]:
    """Sentences on the table `topic_choice`; the same for the same table, empty where it has no row.

    A number does as well as the best one where its value lies within the interval (or the range of the refits) of the best.
    """
    sentences = []
    for model in table["model"].unique():
        rows = table[(table["model"] == model) & table["value"].notna()]
        sentences += _of_model(str(model).upper(), rows.sort_values("n_topics", ignore_index=True))
    return [*sentences, _BY_MAKING, _NO_VERDICT] if sentences else []


def _of_model(name: str, rows: pd.DataFrame) -> list[str]:
    """Sentences on one model: each measure, then what they say together."""
    tried = sorted(rows.loc[rows["n_topics"] > 1, "n_topics"].unique())
    if not tried:
        return []
    sentences, allowed, preferred = [], {}, {}
    for measure, (title, sign) in _MEASURES.items():
        own = rows[(rows["measure"] == measure) & (rows["n_topics"] > 1)]
        if own.empty:
            sentences.append(f"{name}, {title}: not computed.")
            continue
        best = own.loc[(sign * own["value"]).idxmax()]
        reach = best["low"] if sign > 0 else best["high"]
        as_good = own[sign * own["value"] >= sign * (best["value"] if np.isnan(reach) else reach)]["n_topics"].tolist()
        preferred[measure], allowed[measure] = int(best["n_topics"]), as_good
        sentences.append(f"{name}, {title}: {_preference(best, as_good, tried)}")
        if measure == "held_out":
            sentences += _against_none(name, best, rows)
    return [*sentences, _together(name, preferred, allowed, tried), *_few_pages(name, rows)]


def _preference(best: pd.Series, as_good: Sequence[int], tried: Sequence[int]) -> str:
    """Which number a measure prefers, and which others it does not tell from it."""
    spread = "" if np.isnan(best["low"]) else f", {best['low']:.2f} to {best['high']:.2f}"
    text = f"best with {best['n_topics']} topics ({best['value']:.2f}{spread}, n = {best['n']})"
    others = [k for k in as_good if k != best["n_topics"]]
    if len(others) == len(tried) - 1 and others:
        text += "; it is flat: every other number tried does as well within that spread"
    elif others:
        text += f"; {_numbers(others)} {'do' if len(others) > 1 else 'does'} as well within that spread"
    else:
        text += "; no other number comes within that spread"
    if len(tried) > 1 and best["n_topics"] in (tried[0], tried[-1]):
        end = "smallest" if best["n_topics"] == tried[0] else "largest"
        text += f". This is the {end} number tried, and the best may lie beyond it"
    return text + "."


def _against_none(name: str, best: pd.Series, rows: pd.DataFrame) -> list[str]:
    """Whether topics help to foresee words at all."""
    none = rows.loc[(rows["measure"] == "held_out") & (rows["n_topics"] == 1), "value"]
    if none.empty:
        return []
    value = float(none.iloc[0])
    if best["low"] > value:
        return [
            f"{name}: topics help to foresee the words of other pages ({best['value']:.2f} against {value:.2f} without)."
        ]
    doubt = "no number of topics is shown to foresee the words of other pages better than no topics at all"
    return [f"{name}: {doubt} ({value:.2f}); what the topics say of these pages may not hold for others."]


def _together(name: str, preferred: dict[str, int], allowed: dict[str, list[int]], tried: Sequence[int]) -> str:
    """Whether the measures agree."""
    first, last = min(preferred.values()), max(preferred.values())
    agree = (
        f"all measures prefer {first} topics"
        if first == last
        else f"the measures do not agree, their preferences run from {first} to {last} topics"
    )
    votes = {k: sum(k in numbers for numbers in allowed.values()) for k in tried}
    most = max(votes.values())
    numbers = _numbers([k for k in tried if votes[k] == most])
    if most == len(allowed):
        return f"{name}: {agree}; within their spread all {len(allowed)} allow {numbers}."
    return f"{name}: {agree}; no number is within the spread of all {len(allowed)}, {most} of them allow {numbers}."


def _few_pages(name: str, rows: pd.DataFrame) -> list[str]:
    pages = int(rows.loc[rows["measure"] == "held_out", "n"].max()) if (rows["measure"] == "held_out").any() else 0
    if pages >= _FEW_PAGES:
        return []
    return [f"{name}: only {pages} pages could be held out; their intervals say little of other pages."]


def _numbers(numbers: Sequence[int]) -> str:
    """4, 6 and 8"""
    words = [str(k) for k in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
