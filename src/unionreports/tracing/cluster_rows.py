"""What do the rows of clusters rest on? The reports of the entities, with the units that have content."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from unionreports.models.cluster_features import region_year_of
from unionreports.models.cluster_methods import NONE
from unionreports.tracing.behind import Behind, joined
from unionreports.tracing.corpus import Corpus
from unionreports.tracing.statement_rows import listed

Row = Mapping[str, str]


def clusters(row: Row, corpus: Corpus) -> Behind:
    return _units(corpus, [row["entity_id"]])


def cluster_choice(row: Row, corpus: Corpus) -> Behind:
    return _units(corpus, list(corpus.once(_clustering, row["clustering"])))


def of_cluster(row: Row, corpus: Corpus) -> Behind:
    """Entities of one cluster, group 1, and where the row has a mean of the rest all others, group 2."""
    labels = corpus.once(_clustering, row["clustering"])
    own = [entity for entity, cluster in labels.items() if str(cluster) == row["cluster"]]
    found = _units(corpus, own, 1)
    numbers = {"n": len(own), "n_pages": len(np.unique(found.page))}
    if "n_rest" not in row:
        return joined(found, numbers=numbers)
    others = [entity for entity in labels if entity not in set(own)]
    return joined(found, _units(corpus, others, 2), numbers=numbers | {"n_rest": len(others)})


def cluster_trees(row: Row, corpus: Corpus) -> Behind:
    """Entities of both sides of a merge."""
    left, right = listed(row["left"]), listed(row["right"])
    return joined(_units(corpus, left, 1), _units(corpus, right, 2), numbers={"n": len(left) + len(right)})


def cluster_agreement(row: Row, corpus: Corpus) -> Behind:
    """Entities that both clusterings put into a cluster."""
    a, b = (corpus.once(_clustering, row[f"clustering_{side}"]) for side in "ab")
    both = [entity for entity, cluster in a.items() if cluster != NONE and b.get(entity, NONE) != NONE]
    return joined(_units(corpus, both), numbers={"n": len(both)})


def _clustering(corpus: Corpus, name: str) -> dict[str, int]:
    """Cluster of each entity of a clustering."""
    table = corpus.tables["clusters"]
    rows = table[table["clustering"] == name]
    return dict(zip(rows["entity_id"], rows["cluster"].tolist(), strict=True))


def _entities(corpus: Corpus) -> dict[str, np.ndarray]:
    """Reports of each entity: a report is one, and a region in one year."""
    names = region_year_of(corpus.reports)
    places = corpus.report_ids.get_indexer(names.index)
    of_regions = pd.Series(places).groupby(names.to_numpy()).apply(np.asarray).to_dict() if len(names) else {}
    return of_regions | {report: np.array([i]) for i, report in enumerate(corpus.report_ids)}


def _units(corpus: Corpus, entities: Sequence[str], group: int = 0) -> Behind:
    """Units with content of the reports of entities."""
    reports = corpus.once(_entities)
    missing = [entity for entity in entities if entity not in reports]
    found = [reports[entity] for entity in entities if entity in reports]
    units = corpus.units_of(np.concatenate(found)) if found else np.zeros(0, np.int64)
    content = corpus.value("role")[units] != "frame"
    # A report of frames alone is an entity by its words all the same.
    return corpus.whole(units[content] if content.any() else units, group=group, missing=missing)
