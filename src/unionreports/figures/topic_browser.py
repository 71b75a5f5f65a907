"""All topics of a model to unfold and browse in a notebook: plain HTML, no script, nothing loaded from elsewhere.

pyLDAvis (last release 2023) loads its scripts from the network and shows terms alone; here a topic stands with its
quotations and the pages they come from.
"""

from collections.abc import Mapping
from html import escape

import pandas as pd

_SUMMARY = "<summary><b>{number}</b> {name} — {share:.1%} of all{unstable}{priority}</summary>"


def topic_browser(
    topics: pd.DataFrame,
    names: Mapping[int, str],
    shares: Mapping[int, float],
    stable: frozenset[int],
    priorities: Mapping[int, str],
    quotes: Mapping[int, pd.DataFrame],
) -> str:
    """HTML with a folded entry for each topic: its terms in three orders, and its most typical units.

    Parameters
    ----------
    topics
        Of `compare.topic_reading.leading_terms`.
    names, shares, priorities
        Label of each topic, its mean share of the documents, and what is said of the priority it matches.
    stable
        Topics that come back when the model is fitted again.
    quotes
        Of `compare.quotations.quoted_units`.
    """
    if topics.empty:
        return "<p>No topics were fitted.</p>"
    return "\n".join(
        f"<details>{_summary(row.topic, names, shares, stable, priorities)}{_terms(row)}{_quotes(quotes.get(row.topic))}</details>"
        for row in topics.itertuples()
    )


def _summary(topic, names, shares, stable, priorities) -> str:
    return _SUMMARY.format(
        number=topic,
        name=escape(names.get(topic, "")),
        share=shares.get(topic, 0.0),
        unstable="" if topic in stable else ", unstable",
        priority=f", {escape(priorities[topic])}" if topic in priorities else "",
    )


def _terms(row) -> str:
    orders = (("most frequent", row.probability), ("FREX", row.frex), ("lift", row.lift))
    return "<ul>" + "".join(f"<li>{name}: {escape(terms)}</li>" for name, terms in orders) + "</ul>"


def _quotes(found: pd.DataFrame | None) -> str:
    if found is None:
        return ""
    return "".join(
        f"<blockquote>{escape(row.quote)}<br>{_source(row)}, {row.share:.0%}</blockquote>" for row in found.itertuples()
    )


def _source(row) -> str:
    """Place, year and unit, with a link to the page where its address is one a browser may open."""
    said = escape(" ".join(part for part in (row.place, row.year, row.unit_id) if part))
    if not row.url.startswith(("http://", "https://")):
        return said
    return f'<a href="{escape(row.url, quote=True)}" rel="noopener noreferrer">{said}</a>'
