"""What does a later report's statement say of the promise it answers: kept, partly, contradicted?"""

from collections.abc import Mapping, Sequence

from unionreports.measures.commitments.outcome_words import begun, denied, in_part, names_several, of_all, only_one
from unionreports.measures.commitments.problem_words import LACKING
from unionreports.measures.commitments.results import fitting_figures, reached

#: Share of the target below which a figure with words of denial is no part of it.
_FAR_BELOW = 0.5


def judge(
    promise: str,
    statement: str,
    role: str,
    targets: Sequence[Mapping],
    results: Sequence[Mapping],
    others: Sequence[str] = (),
) -> tuple[str, str]:
    """Outcome of a promise that a statement answers.

    Figures decide where they can be compared: of one measure (or, where the lexicon has none, of one measure in words) and
    one unit. Else words do; a word the promise itself has (取消收费, 开展试点) says nothing.

    Parameters
    ----------
    promise, statement
        The words.
    role
        Role of the statement's unit.
    targets, results
        Rows of `indicators` that they set and state.
    others
        What stands beside the statement and is like the promise too: of several things promised it can tell another.

    Returns
    -------
    tuple of str
        Outcome and reason.
    """
    no, some = denied(promise, statement), in_part(promise, statement)
    fitting = fitting_figures(promise, statement, targets, results)
    if fewer := of_all(promise, statement):
        return "partly", f"in words: {fewer}"
    sums = [reached(t, r) for t, r in fitting if t["reliable"] and r["reliable"]]
    if sums:
        said = "; ".join(text for _, _, text in sums)
        if all(done for done, _, _ in sums):
            if no and role == "problem":
                return "contradicted", f"{said}; the report denies it: {no}"
            return "kept", said
        lowest = min(share for _, share, _ in sums)
        if no and lowest < _FAR_BELOW or lowest <= 0:
            return "contradicted", f"{said}; the report denies it: {no}" if no else said
        return "partly", said
    if not no and not fitting and (one := only_one(promise, statement)):
        return "partly", f"in words: {one}"
    if no and (step := begun(statement)):
        return "partly", f"begun: {step}; {no}"
    if no and any(not denied(promise, other) for other in others) and names_several(promise):
        return "partly", f"of several things one is told as done, one is denied: {no}"
    if no:
        return "contradicted", f"the report denies it: {no}"
    if names_several(promise) and (word := next(filter(None, (denied(promise, other) for other in others)), "")):
        return "partly", f"of several things one is told as done, one is denied: {word}"
    if role == "problem" and (lacking := next((m for m in LACKING.findall(statement) if m not in promise), "")):
        return "partly", f"named among the problems: {lacking}"
    if some:
        return "partly", f"in words: {some}"
    if fitting:
        return "kept", "told as done; the figures are damaged and are not compared"
    return "kept", "told as done; no figure that compares with the one promised" if targets else "told as done"
