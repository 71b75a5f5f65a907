"""Do the topic models find planted topics again, in what time, and does order, workers or folding in change them?"""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pandas as pd

from unionreports.models.fold_in import fold_in
from unionreports.models.lda import fit_lda
from unionreports.models.matching import match_topics
from unionreports.models.nmf import fit_nmf
from unionreports.models.structural import fit_structural
from unionreports.models.topic_model import TopicModel
from unionreports.validation.topic_worlds import PlantedTopics, plant_topics

#: A planted topic counts as found where a fitted one, each used once, points its way this closely.
FOUND = 0.9
#: Documents of the size of a report, and of a unit. Forty words a unit say less: 20 topics over more terms could not be
#: told even by someone who knew each unit's shares, once half of the words are boilerplate.
SIZES = {
    "300 documents of 3,000 words": {"n_documents": 300, "n_words": 3_000, "n_terms": 6_000, "n_topics": 20},
    "400 units of 40 words": {"n_documents": 400, "n_words": 40, "n_terms": 300, "n_topics": 10},
}
BOILERPLATES = {
    "none": {},
    "half, drawn anew": {"boilerplate": 0.5},
    "half, 5 passages copied": {"boilerplate": 0.5, "n_passages": 5},
}
_WIDTH = 12


def _structural(counts, terms, ids, n_topics, random_state) -> TopicModel:
    """The structural model of documents in reports of ten, whose place and year say nothing of their topics."""
    report = np.array([int(name[1:]) // 10 for name in ids])
    covariates = pd.DataFrame(
        {
            "document_id": list(ids),
            "report_id": [f"r{number}" for number in report],
            "province": [f"place {number % 3}" for number in report],
            "year": pd.array(2010 + report % 7, dtype="Int64"),
            "level": "county",
            "role": "review",
        }
    )
    return fit_structural(counts, terms, ids, n_topics, random_state, covariates)


MODELS: Mapping[str, Callable[..., TopicModel]] = {"nmf": fit_nmf, "lda": fit_lda, "structural": _structural}


def recovery(world: PlantedTopics, model: TopicModel) -> np.ndarray:
    """Cosine of each planted topic with its match among the fitted ones, shape (n_topics,)."""
    planted = pd.DataFrame(world.topic_term, columns=list(world.terms))
    return match_topics(planted, model.topic_term)[1]


def recovery_table(random_state: int, say: Callable[[str], None] = lambda line: None) -> pd.DataFrame:
    """Every model in every world, with one random corpus each.

    Parameters
    ----------
    random_state
        Seed of corpora and models.
    say
        Is told which world comes next.

    Returns
    -------
    DataFrame
        size, boilerplate, model, n_topics, found, smallest (cosine), seconds, fold_in (mean absolute difference of the
        shares of the model's own documents, folded in, from those it gave them), background (share of the words).
        Seconds are of the processor: fits use one thread, so on a machine with nothing else to do a clock shows the same.
    """
    rows = []
    for size, form in SIZES.items():
        for name, boilerplate in BOILERPLATES.items():
            say(f"planted topics: {size}, boilerplate {name}")
            world = plant_topics(random_state, **form, **boilerplate)
            for model, fit in MODELS.items():
                begin = time.process_time()
                fitted = fit(world.counts, world.terms, world.ids, form["n_topics"], random_state)
                seconds = time.process_time() - begin
                cosines = recovery(world, fitted)
                rows.append(
                    {
                        "size": size,
                        "boilerplate": name,
                        "model": model,
                        "n_topics": form["n_topics"],
                        "found": int((cosines > FOUND).sum()),
                        "smallest": float(cosines.min()),
                        "seconds": seconds,
                        "fold_in": fold_in_distance(fitted, world),
                        "background": fitted.background_share,
                    }
                )
    return pd.DataFrame(rows)


def fold_in_distance(model: TopicModel, world: PlantedTopics) -> float:
    """Mean absolute difference between the shares of the documents of a model and those they get when folded in."""
    folded = fold_in(model, world.counts, world.terms, world.ids).document_topic
    return float((folded - model.document_topic).abs().to_numpy().mean())


def same_bytes(model: str, random_state: int, workers: int = 2) -> bool:
    """Whether documents in another order, and fits in several processes at a time, give the same bytes.

    A smaller world than those of the table: bytes do not differ by size.
    """
    turned = [(model, random_state, order) for order in range(workers)]
    alone = [_fingerprint(*turned[0])]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return len({*alone, *pool.map(_fingerprint, *zip(*turned))}) == 1


def _fingerprint(model: str, random_state: int, order: int) -> bytes:
    """Numbers of a fit to documents in an order."""
    world = plant_topics(random_state, n_documents=60, n_words=100, n_terms=200, n_topics=5, boilerplate=0.3)
    rows = np.random.default_rng(order).permutation(60) if order else np.arange(60)
    ids = [world.ids[i] for i in rows]
    fitted = MODELS[model](world.counts[rows], world.terms, ids, 5, random_state)
    return fitted.topic_term.to_numpy().tobytes() + fitted.document_topic.to_numpy().tobytes()


def recovery_report(random_state: int, say: Callable[[str], None] = lambda line: None) -> str:
    """What `unionreports recovery` prints of topic models. Parameters as for `recovery_table`."""
    table = recovery_table(random_state, say)
    lines = [f"Planted topics found again (cosine > {FOUND:g}), one corpus each", ""]
    lines += ["boilerplate".ljust(26) + "".join(h.rjust(_WIDTH) for h in _HEADINGS)]
    for size, rows in table.groupby("size", sort=False):
        lines.append(size)
        lines += [
            f"  {row.boilerplate:<24}" + "".join(cell.rjust(_WIDTH) for cell in _cells(row))
            for row in rows.itertuples()
        ]
    say("order of documents and number of workers")
    lines += ["", "Same bytes in another order of documents and with 1 or 2 workers"]
    lines += [f"  {model:<24}" + ("yes" if same_bytes(model, random_state) else "NO").rjust(_WIDTH) for model in MODELS]
    return "\n".join(lines) + "\n"


_HEADINGS = ("model", "found", "smallest", "seconds", "fold-in", "background")


def _cells(row) -> tuple[str, ...]:
    found = f"{row.found}/{row.n_topics}"
    return row.model, found, f"{row.smallest:.2f}", f"{row.seconds:.1f}", f"{row.fold_in:.4f}", f"{row.background:.2f}"
