"""Which topics does a document lead one to expect before it is read, by its place, year, level, role and report?

Dirichlet-multinomial regression (Mimno & McCallum 2008): the parameters of a document's Dirichlet prior are
exp(x λ_k), x what is known of the document.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

#: Columns of the rows of documents, by the name of the covariate.
COLUMNS = {"place": "province", "year": "year", "level": "level", "role": "role"}
#: Standard deviation that a coefficient is expected to have: a factor of e up or down (MALLET's default).
SCALE = 1.0
#: Steps of the optimiser in each round; the next round goes on from there.
_STEPS = 10
#: Parameters of the prior stay between e^-10 and e^5.
_LOWEST, _HIGHEST = -10.0, 5.0


@dataclass(frozen=True)
class Groups:
    """Documents that nothing known tells apart have one prior.

    Attributes
    ----------
    design
        What is known of each group, shape (n_groups, n_columns); the first column is 1.
    of_document
        Group of each document, shape (n_documents,).
    columns
        Names of the columns.
    """

    design: sp.csr_matrix
    of_document: np.ndarray
    columns: tuple[str, ...]


def group_documents(rows: pd.DataFrame) -> Groups:
    """What is known of documents, as a design matrix with a column for each value and each report.

    Reports have a column of their own, so that documents are drawn towards what their own report says and not only
    towards its place: without them the variance between reports shrinks and intervals of places become too narrow
    (`compare.effects`). Empty values have no column and lie at the middle; the year is standardised.

    Parameters
    ----------
    rows
        One row for each document: report_id and the columns of `COLUMNS`.
    """
    year = rows["year"].to_numpy(dtype=float, na_value=np.nan)
    known = year[~np.isnan(year)]
    spread = known.std() if len(known) else 0.0
    columns = {"": np.ones(len(rows))}
    if spread > 0:
        columns["year"] = np.where(np.isnan(year), 0.0, (year - known.mean()) / spread)
    for column in ("province", "level", "role", "report_id"):
        values = rows[column].to_numpy()
        columns |= {f"{column} {value}": (values == value).astype(float) for value in sorted(set(values) - {""})}
    # What one value says of all documents, the first column says already.
    kept = {name: values for name, values in columns.items() if not name or np.ptp(values) > 0}
    rows_of, of_document = np.unique(np.column_stack(list(kept.values())), axis=0, return_inverse=True)
    return Groups(sp.csr_matrix(rows_of), of_document.ravel(), tuple(kept))


def prior(groups: Groups, coefficients: np.ndarray) -> np.ndarray:
    """Dirichlet parameters of the prior of each document, shape (n_documents, n_topics)."""
    return np.exp(np.clip(groups.design @ coefficients, _LOWEST, _HIGHEST))[groups.of_document]


def update_coefficients(groups: Groups, coefficients: np.ndarray, concentration: np.ndarray) -> np.ndarray:
    """Coefficients that expect better what the posteriors say, shape (n_columns, n_topics).

    Maximises the expected log prior of the documents' shares, less the penalty of `SCALE`, by L-BFGS. Documents enter
    by the sums of their groups.

    Parameters
    ----------
    concentration
        Dirichlet parameters of each document's posterior, shape (n_documents, n_topics).
    """
    design, shape = groups.design, coefficients.shape
    size = np.bincount(groups.of_document).astype(float)[:, None]
    logs = np.zeros((len(size), shape[1]))
    np.add.at(logs, groups.of_document, digamma(concentration) - digamma(concentration.sum(axis=1, keepdims=True)))
    penalised = np.ones((shape[0], 1))
    penalised[0] = 0

    def loss(flat):
        at = flat.reshape(shape)
        exponent = design @ at
        alpha = np.exp(np.clip(exponent, _LOWEST, _HIGHEST))
        total = alpha.sum(axis=1, keepdims=True)
        value = (size * gammaln(total)).sum() - (size * gammaln(alpha)).sum() + (alpha * logs).sum()
        slope = alpha * (size * (digamma(total) - digamma(alpha)) + logs)
        slope[(exponent < _LOWEST) | (exponent > _HIGHEST)] = 0
        pull = penalised * at / SCALE**2
        return (pull * at).sum() / 2 - value, (pull - design.T @ slope).ravel()

    found = minimize(loss, coefficients.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return found.x.reshape(shape)
