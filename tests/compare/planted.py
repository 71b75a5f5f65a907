"""Tables of reports whose shares are planted."""

import numpy as np
import pandas as pd

NAMES = ("a", "b", "c")


def tables(shares, pages=None, n_units=20, role="review", **columns):
    """Priorities, units and reports with the given shares of a, b, c, as near as `n_units` allow.

    `shares` has shape (n_reports, 3); `pages` one page for each report; `columns` are columns of reports.
    """
    shares = np.asarray(shares, dtype=float)
    reports = pd.DataFrame({"report_id": [f"r{i:03d}" for i in range(len(shares))]})
    reports["page_id"] = reports["report_id"] if pages is None else list(pages)
    reports = reports.assign(usable=True, **columns)
    rows = []
    for report, share in zip(reports["report_id"], shares, strict=True):
        ends = np.rint(np.cumsum(share) * n_units).astype(int)
        counts = np.diff(ends, prepend=0)
        rows += [(report, name) for name, count in zip(NAMES, counts, strict=True) for _ in range(count)]
    units = pd.DataFrame(rows, columns=["report_id", "priority"])
    units["unit_id"] = [f"{role}{i:05d}" for i in range(len(units))]
    priorities = units[["unit_id", "priority"]].assign(method="m", weight=1.0, is_primary=True)
    return priorities, units[["unit_id", "report_id"]].assign(role=role, text="会员之家"), reports


def noisy(random, centre, n, spread=0.05):
    """Shares of n reports around a centre, or around a row of centres for each."""
    shares = np.clip(np.broadcast_to(centre, (n, len(NAMES))) + random.normal(0, spread, (n, len(NAMES))), 0.01, None)
    return shares / shares.sum(axis=1, keepdims=True)


def both_parts(plan, review, pages=None, **columns):
    """Tables of reports that have a plan and a review."""
    one, other = tables(plan, pages, role="plan", **columns), tables(review, pages, role="review", **columns)
    return *(pd.concat(pair, ignore_index=True) for pair in zip(one[:2], other[:2], strict=True)), one[2]


def shuffled(frames, random):
    """The same tables with their rows in another order."""
    return tuple(f.iloc[random.permutation(len(f))].reset_index(drop=True) for f in frames)
