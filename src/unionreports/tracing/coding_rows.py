"""What do figures of agreement rest on? Units that were coded twice: by hand and by a method, or by two methods."""

from collections.abc import Mapping

import numpy as np

from unionreports.tracing.behind import Behind
from unionreports.tracing.corpus import Corpus
from unionreports.validation.method_agreement import ALL
from unionreports.validation.reference import reference_codes
from unionreports.validation.witnesses import independent, methods_of

Row = Mapping[str, str]
_OF_REPORT = "report "


def agreement(row: Row, corpus: Corpus) -> Behind:
    """Hand-coded units of the subset; where hand and method agree group 1, else 2."""
    code = corpus.code(row["method"])
    hand, confidence = corpus.once(_reference)
    subset = row["subset"]
    inside = (hand != "") & (code != "")
    if subset.startswith(_OF_REPORT):
        inside &= corpus.value("report_id") == subset.removeprefix(_OF_REPORT)
    elif subset == "without frame units":
        inside &= corpus.value("role") != "frame"
    elif subset == "high confidence":
        inside &= confidence == "high"
    elif subset == "medium and low confidence":
        inside &= np.isin(confidence, ("medium", "low"))
    units = np.flatnonzero(inside)
    sizes = corpus.sizes(units)
    numbers = {name: sizes[name] for name in ("n_units", "n_reports")}
    return corpus.whole(units, group=np.where(hand[units] == code[units], 1, 2), numbers=numbers)


def category(row: Row, corpus: Corpus) -> Behind:
    """Hand-coded units of which hand (group 1, with the method or without) or the method alone (group 2) says the priority."""
    code, (hand, _) = corpus.code(row["method"]), corpus.once(_reference)
    by_hand = hand == row["priority"]
    by_method = (code == row["priority"]) & (hand != "")
    units = np.flatnonzero(by_hand | by_method)
    numbers = {"n_reference": int((by_hand & (code != "")).sum()), "n_coded": int(by_method.sum())}
    return corpus.whole(units, group=np.where(by_hand[units], 1, 2), numbers=numbers)


def confusion(row: Row, corpus: Corpus) -> Behind:
    """Units that hand and method coded so."""
    code, (hand, _) = corpus.code(row["method"]), corpus.once(_reference)
    units = np.flatnonzero((hand == row["reference"]) & (code == row["coded"]))
    return corpus.whole(units, numbers={"n": len(units)})


def methods(row: Row, corpus: Corpus) -> Behind:
    """Units with two codes; of the priority, where one is named, those add to the number that any of them has it."""
    names = [row["method_a"], row["method_b"]]
    if names == [ALL, ALL]:
        names = independent(methods_of(corpus.once(_methods)))
    codes = np.column_stack([corpus.code(name) for name in names])
    coded = codes != ""
    units = np.flatnonzero(coded.sum(axis=1) > 1)
    first = codes[units][np.arange(len(units)), coded[units].argmax(axis=1)]
    agree = ((codes[units] == first[:, None]) | ~coded[units]).all(axis=1)
    said = (codes[units] == row["priority"]).any(axis=1) if row["priority"] else np.ones(len(units), bool)
    sizes = corpus.sizes(units)
    numbers = {name: sizes[name] for name in ("n_units", "n_reports")}
    return corpus.whole(units, said, np.where(agree, 1, 2), numbers=numbers)


def _methods(corpus: Corpus) -> list[str]:
    return corpus.tables["priorities"]["method"].unique().tolist()


def _reference(corpus: Corpus) -> tuple[np.ndarray, np.ndarray]:
    """Hand code of each unit and its confidence; empty where it has none."""
    codes, _ = reference_codes(corpus.lexicons.coded_units, corpus.units, corpus.reports, corpus.pages)
    at = corpus.unit_ids.get_indexer(codes["unit_id"])
    found = [np.full(len(corpus.units), "", dtype=object) for _ in range(2)]
    for values, column in zip(found, ("primary", "confidence"), strict=True):
        values[at] = codes[column].to_numpy(dtype=object)
    return found[0], found[1]
