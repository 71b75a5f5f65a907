"""Data without clusters that are like given data in everything else: what a silhouette has to beat.

Several kinds, since no one kind of data without structure fits shares and words alike, and a clustering must beat each:

principal axes
    Each axis is drawn by itself from the unimodal distribution nearest to its values (Grenander 1956: isotonic densities
    on both sides of the mode), stretched to their variance; rows get the lengths found. After Tibshirani, Walther &
    Hastie (2001), whose box of uniform axes has no long tails: on skewed shares it is beaten by outliers alone.
bent axes
    The same, but the later axes follow the first as they do in the data (quadratic regression), and only what it
    leaves open is drawn by itself. Keeps bends: reports from short to long lie on a curve, as words of a long text
    are missing in a short one, and independent axes fill that curve to a box.
copula
    Each feature has the nearest unimodal distribution, and features hang together by the correlation of their normal
    scores. Keeps bends among shares.
Dirichlet
    Fitted by its moments. Keeps corners: where each report has one large share, reports of the same largest share
    lie together, and no more than that is in the data.

The last two are for few features (shares), the second is for many (words) and for large corpora.
"""

from collections.abc import Callable

import numpy as np
from scipy.optimize import isotonic_regression
from scipy.special import ndtr, ndtri
from scipy.stats import rankdata

from unionreports.models.entity_space import EntitySpace
from unionreports.models.matching import unit_rows

#: Among fewer entities a curve through four clusters cannot be told from a bend: planted clusters of words were missed
#: in 5 of 6 corpora of 31 reports, while the principal axes alone made clusters of nothing there in none of 10.
_LEAST_BENT = 60
#: Standard deviations from the middle beyond which bends go on level.
_FAR = 4.0
#: Draws points of one dataset without structure.
Draw = Callable[[np.random.Generator], np.ndarray]


def null_models(space: EntitySpace) -> dict[str, Draw]:
    """Name of each kind of data without structure -> a function that draws points of it, shape as `space.points`."""
    models = {"principal axes": _principal_axes(space.points)}
    if space.features is not None and space.features.shape[1] > 1:
        shares = space.features / space.features.sum(axis=1, keepdims=True)
        shares = shares[:, shares.std(axis=0) > 1e-12]
        models |= {"copula": _copula(shares), "Dirichlet": _dirichlet(shares)}
    if space.features is None and len(space.ids) >= _LEAST_BENT:
        models["bent axes"] = _bent_axes(space.points)
    return models


def nearest_unimodal(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Unimodal distribution nearest to values: knots and the distribution function at them, linear between.

    The mode lies in the shortest interval that holds half the values; the density rises to it and falls from it.
    """
    knots = np.sort(values)
    n = len(knots)
    gaps = np.maximum(np.diff(knots), 1e-9 * max(knots[-1] - knots[0], 1e-300))
    half = n // 2
    first = int(np.argmin(knots[half:] - knots[: n - half]))
    mode = int(np.clip(np.searchsorted(knots, knots[first : first + half + 1].mean()), 1, n - 1))
    parts = [isotonic_regression(1 / gaps[:mode], weights=gaps[:mode]).x]
    if mode < n - 1:
        parts.append(isotonic_regression(1 / gaps[mode:], weights=gaps[mode:], increasing=False).x)
    heights = np.concatenate([[0.0], np.cumsum(np.concatenate(parts) * gaps)])
    return np.concatenate([[0.0], np.cumsum(gaps)]) + knots[0], heights / heights[-1]


def _stretched(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nearest unimodal distribution, stretched to mean and variance of the values."""
    knots, heights = nearest_unimodal(values)
    weight, left, right = np.diff(heights), knots[:-1], knots[1:]
    mean = weight @ (left + right) / 2
    variance = weight @ (left**2 + left * right + right**2) / 3 - mean**2
    scale = np.sqrt(values.var() / variance) if variance > 0 else 1.0
    return (knots - mean) * scale + values.mean(), heights


def _principal_axes(points: np.ndarray) -> Draw:
    draw_axes = _independent(points)
    lengths = np.linalg.norm(points, axis=1)

    def draw(random: np.random.Generator) -> np.ndarray:
        return unit_rows(draw_axes(random)) * random.permutation(lengths)[:, None]

    return draw


def _bent_axes(points: np.ndarray) -> Draw:
    lengths = np.linalg.norm(points, axis=1)
    middle, scale = points[:, 0].mean(), max(points[:, 0].std(), 1e-12)
    powers = _powers((points[:, 0] - middle) / scale)
    bends = np.linalg.lstsq(powers, points[:, 1:], rcond=None)[0]
    draw_rest = _independent(np.column_stack([points[:, 0], points[:, 1:] - powers @ bends]))

    def draw(random: np.random.Generator) -> np.ndarray:
        drawn = draw_rest(random)
        drawn[:, 1:] += _powers((drawn[:, 0] - middle) / scale) @ bends
        return unit_rows(drawn) * random.permutation(lengths)[:, None]

    return draw


def _powers(first: np.ndarray) -> np.ndarray:
    """Powers of the first axis, shape (n, 3); beyond _FAR they stay as they are there."""
    return np.vander(np.clip(first, -_FAR, _FAR), 3)


def _independent(points: np.ndarray) -> Draw:
    """Each axis by itself, unimodal; an axis without variance stays as it is."""
    axes = [_stretched(column) if np.ptp(column) > 1e-12 else None for column in points.T]

    def draw(random: np.random.Generator) -> np.ndarray:
        uniform = random.random(points.shape)
        drawn = points.copy()
        for j, axis in enumerate(axes):
            if axis is not None:
                drawn[:, j] = np.interp(uniform[:, j], axis[1], axis[0])
        return drawn

    return draw


def _copula(shares: np.ndarray) -> Draw:
    n, n_features = shares.shape
    features = [nearest_unimodal(column) for column in shares.T]
    normal = ndtri((rankdata(shares, axis=0) - 0.5) / n)
    normal = (normal - normal.mean(axis=0)) / normal.std(axis=0)
    sizes, axes = np.linalg.eigh(normal.T @ normal / n)
    root = axes * np.sqrt(np.maximum(sizes, 0))

    def draw(random: np.random.Generator) -> np.ndarray:
        uniform = ndtr(random.standard_normal((n, n_features)) @ root.T)
        drawn = np.column_stack([np.interp(uniform[:, j], q, knots) for j, (knots, q) in enumerate(features)])
        drawn[drawn.sum(axis=1) <= 0] = shares.mean(axis=0)
        return unit_rows(drawn)

    return draw


def _dirichlet(shares: np.ndarray) -> Draw:
    mean = shares.mean(axis=0)
    mean = mean / mean.sum()
    # Minka 2000, Estimating a Dirichlet distribution: the variance is mean * (1 - mean) / (precision + 1).
    precision = max((1 - mean @ mean) / shares.var(axis=0, ddof=1).sum() - 1, 1e-3)

    def draw(random: np.random.Generator) -> np.ndarray:
        drawn = random.gamma(precision * mean, size=shares.shape)
        drawn[drawn.sum(axis=1) <= 0] = mean
        return unit_rows(drawn)

    return draw
