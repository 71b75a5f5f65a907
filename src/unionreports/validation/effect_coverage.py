"""Do 95 % intervals of effects on topics hold the planted effect 95 times of 100, when the topics are found in text?

Corpora are written in which place, year and role change how much is said of each topic, and reports come in pages
that have a habit of their own. Three things stand between the planted effect and its interval, and are told apart: pages
differ by chance (shares known), short units tell little of their topics (topics known), and topics are estimated too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.compare.effects import topic_effects
from unionreports.models.lda import LDA_ALPHA, fit_lda
from unionreports.models.matching import match_topics
from unionreports.models.structural import fit_prevalence, fit_structural
from unionreports.models.topic_model import TopicModel, in_order, named

#: Planted shares, and what place, year and role add to them; each adds to 0 over the topics.
SHARES = np.array((0.06, 0.10, 0.14, 0.18, 0.22, 0.30))
OF_PLACE = np.array((0.04, 0.0, -0.05, 0.04, 0.0, -0.03))
OF_YEAR = np.array((0.0, 0.003, 0.0, -0.006, 0.003, 0.0))
OF_ROLE = np.array((0.0, -0.04, 0.05, 0.0, 0.06, -0.07))
#: Half of what a page says is its own habit, which differs this much between pages (Dirichlet); so half of an effect shows.
OWN_HABIT, HABIT_CONCENTRATION = 0.5, 6.0
#: How alike the units of a report are.
UNIT_CONCENTRATION = 2.0
FIRST_YEAR, LAST_YEAR = 2006, 2018
#: Words of a unit as the models see them, from and to.
WORDS = (10, 60)
N_TERMS = 400
MEASURES = {
    "place, mean": (("place", "甲省", "mean"), SHARES + (1 - OWN_HABIT) * OF_PLACE / 2),
    "place, difference": (("place", "甲省", "difference"), (1 - OWN_HABIT) * OF_PLACE),
    "role, difference": (("role", "plan", "difference"), (1 - OWN_HABIT) * OF_ROLE),
    "year, slope": (("year", "year", "slope"), (1 - OWN_HABIT) * OF_YEAR),
}
#: What is known: nothing but the text (two models), the words of the topics, the shares themselves.
WAYS = ("structural", "lda", "topics known", "shares known")
#: What the command shows: lda takes as long as structural and differs little in coverage.
SHOWN = ("structural", "topics known", "shares known")
NUMBERS_OF_PAGES = (20, 60)


@dataclass(frozen=True)
class PlantedReports:
    """A corpus with planted effects: rows as for `topic_effects`, counts, and the truth behind them."""

    rows: pd.DataFrame
    counts: sp.csr_matrix
    terms: tuple[str, ...]
    topic_term: np.ndarray
    document_topic: np.ndarray


def plant_reports(random: np.random.Generator, n_pages: int, words: tuple[int, int] = WORDS) -> PlantedReports:
    """Pages of one to three reports with four to twelve units each, a third of them plan."""
    rows, means = [], []
    for page in range(n_pages):
        place, habit = page % 2, random.dirichlet(HABIT_CONCENTRATION * SHARES)
        for report in range(random.integers(1, 4)):
            year = int(random.integers(FIRST_YEAR, LAST_YEAR + 1))
            n_units = int(random.integers(4, 13))
            plan = np.arange(n_units) >= n_units - max(1, n_units // 3)
            told = SHARES + (place - 0.5) * OF_PLACE + (year - (FIRST_YEAR + LAST_YEAR) / 2) * OF_YEAR
            # About the report's own mean, so that the role moves nothing between reports.
            means.append((1 - OWN_HABIT) * (told + np.outer(plan - plan.mean(), OF_ROLE)) + OWN_HABIT * habit)
            name = (f"p{page:03d}-{report}", f"p{page:03d}", year, "甲省" if place else "乙省")
            rows += [(f"{name[0]}-{u:02d}", *name, "plan" if p else "review") for u, p in enumerate(plan)]
    frame = pd.DataFrame(rows, columns=["document_id", "report_id", "page_id", "year", "province", "role"])
    frame = frame.assign(year=frame["year"].astype("Int64"), level="county", usable=True)
    shares = np.vstack([random.dirichlet(UNIT_CONCENTRATION * mean / mean.sum()) for mean in np.vstack(means)])
    topics = random.dirichlet(np.full(N_TERMS, 0.05), len(SHARES))
    chances = shares @ topics
    lengths = random.integers(words[0], words[1] + 1, size=len(frame))
    counts = random.multinomial(lengths, chances / np.maximum(chances.sum(axis=1, keepdims=True), 1.0) / (1 + 1e-12))
    return PlantedReports(frame, sp.csr_matrix(counts), tuple(f"t{i:03d}" for i in range(N_TERMS)), topics, shares)


def covered(way: str, n_pages: int, random_state: int, words: tuple[int, int] = WORDS) -> pd.DataFrame:
    """One corpus: whether the interval of each topic and measure holds what was planted.

    Returns
    -------
    Frame of measure, topic, planted, estimate, low, high, holds.

    Raises
    ------
    ValueError
        Where the way is unknown.
    """
    if way not in WAYS:
        raise ValueError(f"way is '{way}'; choose {', '.join(WAYS)}.")
    corpus = plant_reports(np.random.default_rng([random_state, n_pages]), n_pages, words)
    effects = topic_effects(_model(corpus, way, random_state), corpus.rows, ("place", "year", "role"))
    effects = effects.set_index(["covariate", "value", "kind"]).sort_index()
    frames = []
    for measure, (key, planted) in MEASURES.items():
        found = effects.loc[key].sort_values("topic")[["topic", "estimate", "low", "high"]].reset_index(drop=True)
        holds = (found["low"] <= planted) & (found["high"] >= planted)
        frames.append(found.assign(measure=measure, planted=planted, holds=holds))
    return pd.concat(frames, ignore_index=True)


def effect_coverage(
    n: int,
    ways: Sequence[str] = WAYS,
    numbers_of_pages: Sequence[int] = NUMBERS_OF_PAGES,
    words: tuple[int, int] = WORDS,
    random_state: int = 0,
    say: Callable[[str], None] = lambda said: None,
) -> pd.DataFrame:
    """Coverage over n corpora of each kind.

    Returns
    -------
    Frame of way, n_pages, measure, coverage (mean over topics), error (Monte-Carlo standard error, corpora as
    clusters), slope (of estimates on what was planted, topics planted at 0 included: 1 where effects are not shrunk), n.
    """
    rows = []
    for n_pages in numbers_of_pages:
        for way in ways:
            say(f"coverage of effects, {way}, {n_pages} pages")
            found = pd.concat([covered(way, n_pages, random_state + i, words).assign(corpus=i) for i in range(n)])
            for measure in MEASURES:
                part = found[found["measure"] == measure]
                by_corpus = part.groupby("corpus")["holds"].mean()
                error = by_corpus.std() / np.sqrt(n) if n > 1 else np.nan
                planted = part["planted"] - part["planted"].mean()
                shrunk = (planted * part["estimate"]).sum() / (planted**2).sum()
                rows.append((way, n_pages, measure, by_corpus.mean(), error, shrunk, n))
    return pd.DataFrame(rows, columns=["way", "n_pages", "measure", "coverage", "error", "slope", "n"])


def effect_coverage_report(
    n: int = 8,
    random_state: int = 0,
    say: Callable[[str], None] = lambda said: None,
    ways: Sequence[str] = SHOWN,
    numbers_of_pages: Sequence[int] = NUMBERS_OF_PAGES,
) -> str:
    """The coverage as text to print; under a minute for the default number of corpora, which tells of gross faults only."""
    table = effect_coverage(n, ways, numbers_of_pages, random_state=random_state, say=say)
    wide = table.pivot_table(index=["n_pages", "way"], columns="measure", values=["coverage", "slope"], sort=False)
    error = table["error"].max()
    return (
        f"Coverage of 95 % intervals of effects on {len(SHARES)} topics, {n} simulated corpora in each line (Monte-Carlo"
        f" error up to {error:.3f}), and slope of the estimates on what was planted\n"
        f"{wide['coverage'].to_string(float_format=lambda x: f'{x:.3f}')}\n\nslope\n"
        f"{wide['slope'].to_string(float_format=lambda x: f'{x:.2f}')}"
    )


def _model(corpus: PlantedReports, way: str, random_state: int) -> TopicModel:
    """What the way finds, its topics numbered as the planted ones."""
    ids, k = list(corpus.rows["document_id"]), len(SHARES)
    if way in ("lda", "structural"):
        given = (corpus.counts, corpus.terms, ids, k, random_state)
        fitted = fit_lda(*given) if way == "lda" else fit_structural(*given, corpus.rows)
    else:
        documents = in_order(corpus.counts, corpus.terms, ids)
        shares = corpus.document_topic
        if way == "topics known":
            rows = corpus.rows.set_index("document_id").loc[list(documents.ids)]
            shares, _ = fit_prevalence(documents.counts, corpus.topic_term, rows, np.full(k, LDA_ALPHA))
        fitted = named("structural", documents, corpus.topic_term, shares, {}, (), has_posterior=way == "topics known")
    planted = pd.DataFrame(corpus.topic_term, columns=pd.Index(corpus.terms, name="term"))
    order, _ = match_topics(planted, fitted.topic_term)

    def renumbered(frame):
        return None if frame is None else frame[list(order)].set_axis(range(k), axis=1)

    return replace(
        fitted, document_topic=renumbered(fitted.document_topic), concentration=renumbered(fitted.concentration)
    )
