"""Do the headline claims survive when words, documents, model, number of topics or seed are chosen otherwise?

A multiverse analysis (Steegen et al. 2016, Perspectives on Psychological Science 11(5)) over all combinations of the choices
below. Each specification reads what units are about from topics of its own: a unit has the shares of its document, a
topic is read as the priority that exceeds its share of all units most, as in `compare.topic_priorities`. Beside them stands
the same claim computed straight from the codes: the sign compares, the size does not, since a topic holds more than the
priority it is read as.

To give a unit the share times P(priority | topic) of every topic instead would use more of the codes, but not heed how badly
few units tell that probability: where nothing differed, its intervals excluded 0 in .118 of cases with 5 reports on 4
pages and .052 with 30 on 30 (this reading: .078 and .045; the codes: .065 and .042).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
import warnings

import numpy as np
import pandas as pd
from sklearn.exceptions import ConvergenceWarning

from unionreports.compare.claims import answer_claims
from unionreports.compare.questions import Resampling
from unionreports.config import N_TOPICS, POOL_BELOW
from unionreports.model_tables import DOCUMENTS, SPECIFICATIONS
from unionreports.models.topics import fit_lda, fit_nmf
from unionreports.runs import Task
from unionreports.text.documents import DocumentTerms, document_terms
from unionreports.text.lexicons import Lexicons

#: The specification that asks no topics but the codes themselves; its model and what goes with it are empty, its topics 0.
BASELINE = "codes"
#: Models tried, with the weight each gives a term.
MODELS_TRIED = {"nmf": ("tfidf", fit_nmf), "lda": ("counts", fit_lda)}
#: Numbers of topics tried, as parts of the study's own.
TOPICS_TRIED = (2 / 3, 1)
#: Seeds tried. The models' usual start is computed, so that the seed hardly enters: each seed but the study's own
#: therefore starts the model at random.
N_SEEDS = 2
#: Bootstrap samples of each interval: its ends move by a fiftieth of its width from seed to seed.
N_RESAMPLES = 1_000
_UNIT_COLUMNS = ["unit_id", "report_id", "heading_id", "role", "text"]


@dataclass(frozen=True)
class Words:
    """How documents and their words are chosen; `dictionary`: whether the segmentation knows the domain's terms."""

    documents: str
    dictionary: bool
    stop_words: bool
    shared_text: bool

    @property
    def columns(self) -> dict:
        """The choices as columns of the table `specifications`."""
        segmenter = "dictionary" if self.dictionary else "plain"
        chosen = {"documents": self.documents, "segmenter": segmenter}
        return chosen | {"stop_words": self.stop_words, "shared_text": self.shared_text}

    @property
    def name(self) -> str:
        return "|".join(
            (
                self.documents,
                "dictionary" if self.dictionary else "plain",
                f"stop words {'out' if self.stop_words else 'in'}",
                f"shared text {'in' if self.shared_text else 'out'}",
            )
        )


def specification_tasks(
    tables: Mapping[str, pd.DataFrame],
    lexicons: Lexicons,
    claims: pd.DataFrame,
    random_state: int,
    n_topics: int = N_TOPICS,
) -> list[Task]:
    """The tasks whose results make the table `specifications`: one for the codes, one for each choice of words.

    Parameters
    ----------
    tables
        Tables units, headings, reports, shared_text, and priorities with the rows of one method.
    lexicons
        As `text.lexicons.read_lexicons` gives them.
    claims
        As `text.claims.read_claims` gives them. Without any there is nothing to do.
    random_state
        The study's seed; others tried follow it.
    n_topics
        The study's number of topics.
    """
    if claims.empty:
        return []
    units, reports = tables["units"][_UNIT_COLUMNS], tables["reports"]
    codes = unit_codes(units, tables["priorities"])
    asked = {"units": units, "reports": reports, "codes": codes, "claims": claims}
    tried = {
        "headings": tables["headings"][["heading_id"]],
        "lexicons": lexicons,
        "n_topics": tuple(sorted({max(2, round(n_topics * part)) for part in TOPICS_TRIED})),
        "seeds": tuple(random_state + i for i in range(N_SEEDS)),
    }
    tasks = [Task(BASELINE, answer_from_codes, asked | {"random_state": random_state})]
    for chosen in product(DOCUMENTS, (True, False), (True, False), (True, False)):
        words = Words(*chosen)
        shared = None if words.shared_text else tables["shared_text"]
        tasks.append(Task(words.name, answer_from_topics, asked | tried | {"words": words, "shared": shared}))
    return tasks


def specifications_table(results: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Table `specifications` from the results of the tasks."""
    if not results:
        return SPECIFICATIONS.empty()
    table = pd.concat(results, ignore_index=True)
    return table.astype({name: column.dtype for name, column in SPECIFICATIONS.columns.items()})


def unit_codes(units: pd.DataFrame, priorities: pd.DataFrame) -> pd.DataFrame:
    """1 for the primary priority of each unit with content, else 0: units by priorities in alphabetical order."""
    content = units.loc[units["role"] != "frame", "unit_id"]
    primary = priorities[priorities["is_primary"] & priorities["unit_id"].isin(content)]
    codes = pd.get_dummies(primary.set_index("unit_id")["priority"], dtype=float)
    return codes.loc[[unit for unit in content if unit in codes.index]].sort_index(axis=1)


def answer_from_codes(
    units: pd.DataFrame, reports: pd.DataFrame, codes: pd.DataFrame, claims: pd.DataFrame, random_state: int
) -> pd.DataFrame:
    """Rows of the table `specifications` for the codes themselves: what topics are to be compared with."""
    answers = answer_claims(codes, units, reports, claims, Resampling(random_state, N_RESAMPLES))
    chosen = {"documents": "unit", "segmenter": "", "stop_words": False, "shared_text": True}
    return _rows(
        BASELINE, answers, chosen | {"model": "", "weighting": "", "n_topics": 0, "random_state": random_state}
    )


def answer_from_topics(
    units: pd.DataFrame,
    headings: pd.DataFrame,
    reports: pd.DataFrame,
    codes: pd.DataFrame,
    lexicons: Lexicons,
    claims: pd.DataFrame,
    words: Words,
    shared: pd.DataFrame | None,
    n_topics: Sequence[int],
    seeds: Sequence[int],
) -> pd.DataFrame:
    """Rows of the table `specifications` for one choice of words and every model, number of topics and seed.

    Parameters
    ----------
    codes
        As `unit_codes` gives them.
    words
        The choice of words; `shared` holds the stretches to leave out where it says so.
    n_topics, seeds
        Those to try; the first seed is the study's own.
    """
    found = document_terms(
        units,
        headings,
        lexicons,
        documents=words.documents,
        pool_below=POOL_BELOW if words.documents == "unit" else 0,
        stop_words=words.stop_words,
        dictionary=words.dictionary,
        shared=shared,
        reports=reports,
    )
    resampling = Resampling(seeds[0], N_RESAMPLES)
    frames = []
    for model, (weighting, _) in MODELS_TRIED.items():
        for number, seed in product(n_topics, seeds):
            start = "nndsvda" if seed == seeds[0] else "random"
            shares, told, remark = read_by_topics(found, codes, model, number, seed, start)
            answers = answer_claims(shares, units, reports, claims, resampling, words.documents == "report", told)
            if remark:
                # Where there are no topics at all, nothing else need be said of a claim.
                said = [f"{remark}; {note}" if note and told else remark for note in answers["note"]]
                answers = answers.assign(note=said)
            made = {"model": model, "weighting": weighting, "n_topics": number, "random_state": seed}
            name = "|".join((model, words.name, f"K {number}", f"seed {seed}"))
            frames.append(_rows(name, answers, words.columns | made))
    return pd.concat(frames, ignore_index=True)


def read_by_topics(
    found: DocumentTerms, codes: pd.DataFrame, model: str, n_topics: int, random_state: int, start: str
) -> tuple[pd.DataFrame, list[str], str]:
    """What each unit is about by the topics of its document, each topic read as one priority.

    Returns
    -------
    Shares of the priorities in each unit whose document has words (rows add to 1); the priorities that some topic is
    read as (none where there are fewer documents or terms than topics); and what must be said of the fit, empty where
    nothing must.
    """
    n_documents, n_terms = found.n_with_terms, len(found.terms)
    if n_topics > min(n_documents, n_terms):
        remark = f"{n_topics} topics are asked of {n_documents} documents with {n_terms} terms"
        return codes.head(0), [], remark
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ConvergenceWarning)
        fitted = MODELS_TRIED[model][1](found.counts, found.terms, found.ids, n_topics, random_state, start=start)
    remark = "the model had not converged" if caught else ""
    owner = found.documents.set_index("unit_id")["document_id"].reindex(codes.index)
    placed = owner.isin(fitted.document_topic.index).to_numpy()
    topics, kept = fitted.document_topic.loc[owner[placed]].to_numpy(), codes[placed]
    # Overlap beyond the base rate, rounded, so that of two equal ones the first by name counts.
    excess = topics.T @ (kept.to_numpy() - kept.to_numpy().mean(axis=0))
    weight = topics.sum(axis=0)
    read_as = (
        np.divide(excess, weight[:, None], out=np.zeros_like(excess), where=weight[:, None] > 0).round(9).argmax(axis=1)
    )
    of_topic = np.eye(kept.shape[1])[read_as]
    told = sorted(set(kept.columns[read_as[weight > 0]]))
    return pd.DataFrame(topics @ of_topic, index=kept.index, columns=kept.columns), told, remark


def _rows(specification: str, answers: pd.DataFrame, chosen: Mapping) -> pd.DataFrame:
    """Answers as rows of the table `specifications`."""
    rows = answers.assign(specification=specification, **chosen)
    return rows[list(SPECIFICATIONS.columns)].astype({n: c.dtype for n, c in SPECIFICATIONS.columns.items()})
