"""How like is each thing promised to each thing told later, without a model that would have to be fetched?"""

import numpy as np
from scipy.sparse import csr_array, diags_array

from unionreports.measures.commitments.contents import COMMON, Contents

#: Share of the likeness that asks how much of the promise is told; the rest asks how much of what is told was promised,
#: less because a review adds places, days and figures that no plan has.
_OF_PROMISE = 0.8
#: Likeness that is left where both name members of one family (persons, levels, owners, trades) and none the same; where both
#: name one of a row of events and another; where both name programmes and none the same.
_OTHER_MEMBER, _OTHER_ORDINAL, _OTHER_NAME = 0.2, 0.2, 0.6
#: Common words and pairs of their own from which two texts can be of one thing on the strength of their ratio alone: two
#: words of two characters, each with its pair and signs. One word (狠抓投资, 投资4360万元) is too little, however large a part of a short promise it is.
ENOUGH = 5.0
#: A promise of less than so many words and pairs of its own names nothing that could be looked for.
LEAST_CONTENT = 2.5


def names_thing(found: Contents) -> np.ndarray:
    """Whether each text names a thing of its own that can be looked for; vague and elliptical ones (加强领导, 产量达到15万吨) do not."""
    own = found.own @ (_content(found) * ~found.is_mark)
    return np.fromiter(map(bool, found.names), bool, len(found.names)) | (own >= LEAST_CONTENT)


def rarity(found: Contents) -> np.ndarray:
    """Weight of each feature by how few texts have it: ln(1 + n / n_with), shape (n_features,)."""
    n_with = np.asarray(found.own.sum(axis=0)).ravel()
    return np.log1p(found.own.shape[0] / np.maximum(n_with, 1))


def likeness(found: Contents, promises: np.ndarray, statements: np.ndarray, rare: np.ndarray) -> np.ndarray:
    """Likeness of texts, 0 to 1.

    Of what the promise says, weighted by rarity in the corpus times rarity among these very texts, the share that the
    statement says too; and the other way round; as a weighted geometric mean (a Tversky index in its spirit: Tversky 1977,
    Psychological Review 84). So a sentence that every plan and every review has weighs little, and the object decides.

    Parameters
    ----------
    promises, statements
        Numbers of the texts.
    rare
        As `rarity` gives it, of the whole corpus.

    Returns
    -------
    ndarray of shape (n_promises, n_statements)
    """
    if not len(promises) or not len(statements):
        return np.zeros((len(promises), len(statements)))
    here = np.concatenate([promises, statements])
    n_with = np.asarray(found.own[here].sum(axis=0)).ravel()
    weight = found.worth * rare * np.log1p(len(here) / np.maximum(n_with, 1))
    meant = found.own[promises]
    thing, marks = diags_array(weight * ~found.is_mark), diags_array(weight * found.is_mark)
    own = found.own[statements]
    both = (meant @ thing @ own.T).toarray()
    marked = (meant @ marks @ own.T).toarray()
    # Marks confirm what the words say, and say nothing alone.
    of_promise = (both + np.minimum(marked, both)) / np.maximum(_sums(meant @ thing), 1e-9)[:, None]
    of_statement = both / np.maximum(_sums(own @ thing), 1e-9)[None, :]
    alike = np.minimum(of_promise, 1) ** _OF_PROMISE * np.minimum(of_statement, 1) ** (1 - _OF_PROMISE)
    evidence = (meant @ diags_array(_content(found)) @ own.T).toarray()
    return alike * np.minimum(evidence / ENOUGH, 1) * _conflicts(found, promises, statements)


def _content(found: Contents) -> np.ndarray:
    """Worth of each feature beyond that of the genre's, so that many words of the genre do not add up to a thing."""
    return ((found.worth - COMMON) / (1 - COMMON)).clip(0)


def _sums(matrix: csr_array) -> np.ndarray:
    return np.asarray(matrix.sum(axis=1)).ravel()


def _conflicts(found: Contents, promises: np.ndarray, statements: np.ndarray) -> np.ndarray:
    """What is left of the likeness where the two speak of other persons, levels, trades, years or programmes."""
    left = np.ones((len(promises), len(statements)))
    families = sorted({family for p in promises.tolist() for family in found.members[p]})
    here = {t: found.members[t] for t in (*promises.tolist(), *statements.tolist())}
    sets = [
        (_OTHER_ORDINAL if f.startswith("ordinal") else _OTHER_MEMBER, {t: own.get(f) for t, own in here.items()})
        for f in families
    ]
    for worth, named in (*sets, (_OTHER_NAME, found.names)):
        theirs = [(j, named[s]) for j, s in enumerate(statements.tolist()) if named[s]]
        for i, p in enumerate(promises.tolist()):
            if named[p]:
                left[i, [j for j, other in theirs if not named[p] & other]] *= worth
    return left
