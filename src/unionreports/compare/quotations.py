"""What is said under each topic, in lines to print: its most typical units, with place, year and the way back."""

from collections.abc import Mapping

import pandas as pd

from unionreports.compare.topic_reading import document_words, typical_units

#: Leading terms by which the unit to quote is chosen in a document of several.
_N_TERMS = 10


def quoted_units(tables: Mapping[str, pd.DataFrame], model: str, n: int = 3) -> dict[int, pd.DataFrame]:
    """The most typical units of each topic of a model, as `compare.topic_reading.typical_units` gives them.

    Parameters
    ----------
    tables
        The tables topic_terms, document_topics, documents, vocabulary, units, reports, pages and tokens.
    """
    terms = tables["topic_terms"][lambda rows: (rows["model"] == model) & (rows["rank"] <= _N_TERMS)].sort_values(
        ["topic", "rank"]
    )
    words = document_words(tables["tokens"], tables["documents"], tables["vocabulary"])
    given = [tables[name] for name in ("document_topics", "documents", "units", "reports", "pages")]
    return {
        int(topic): typical_units(*given, model, topic, n, tuple(leading), words)
        for topic, leading in terms.groupby("topic")["term"]
    }


def quotations(tables: Mapping[str, pd.DataFrame], model: str, names: Mapping[int, str], n: int = 3) -> list[str]:
    """Lines to print: each topic by its name, and under it quotes with share, place, year, unit and address."""
    lines = []
    for topic, found in quoted_units(tables, model, n).items():
        lines.append(f"Topic {topic} {names.get(topic, '')}")
        for row in found.itertuples():
            where = " ".join(
                part for part in (row.place or "place ?", row.year or "year ?", row.unit_id, row.url) if part
            )
            lines.append(f"  {row.share:.0%} {where}: {row.quote}")
    return lines
