"""What does a coder see who looks for an intruder, and which one is it?

Chang, J., Boyd-Graber, J., Gerrish, S., Wang, C. & Blei, D. (2009), Reading Tea Leaves: How Humans Interpret Topic
Models, NIPS 22. Word intrusion: the leading terms of a topic and one that does not belong to it. Topic intrusion: a
document, the topics it is most about, and one it is not about. A coder finds the intruder where the rest makes sense.

Everything is drawn by hashes of the seed, the model's hash and what is drawn from, so that the answers need to be kept
nowhere: whoever has the tables and the sheet's id draws them again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import pandas as pd

from unionreports.text.quotes import quoted

#: Leading terms of a topic beside which its intruder stands (Chang et al.).
SHOWN_TERMS = 5
#: The intruder is taken from behind those, down to this rank of another topic: no word is on the sheet twice, so that
#: none is known for an intruder because it leads elsewhere.
INTRUDER_RANKS = 10
#: Topics that a document is most about, at most (Chang et al.); each has more of it than an even share.
LEADING_TOPICS = 3
#: Terms by which a topic is shown in the topic task (Chang et al.).
TOPIC_TERMS = 8
#: A document says enough to be judged, and is shown up to here.
LEAST_CHARS, MOST_CHARS = 40, 400


@dataclass(frozen=True)
class Item:
    """One question of a sheet.

    Attributes
    ----------
    item : what the sheet calls it; says nothing to whoever has not the tables.
    topic : the topic whose words are judged; in the topic task the intruding topic.
    document_id, text : document that is judged, and what is shown of it; empty in the word task.
    choices : what is shown, in an order that says nothing.
    intruder : position of the intruder among them.
    topics : topic that each choice stands for; in the word task the one it leads.
    shares : share of each choice's topic in the document; empty in the word task.
    """

    item: str
    topic: int
    choices: tuple[str, ...]
    intruder: int
    topics: tuple[int, ...]
    document_id: str = ""
    text: str = ""
    shares: tuple[float, ...] = ()


def word_items(topic_terms: pd.DataFrame, model_hash: str, random_state: int) -> list[Item]:
    """An item for every topic that can have one: five leading terms and an intruder, in the order of the draw.

    The intruder leads another topic (ranks 6 to 10) and is improbable here: not among the first ten, and in the lower
    half of such terms by its weight here. It neither contains nor is contained in a term of the topic (协商 in 集体协商).
    A topic with fewer than five terms, or for which no intruder is left, has no item.

    Parameters
    ----------
    topic_terms : rows of one model of the table `topic_terms`.
    model_hash : of that model.
    random_state : seed.
    """
    draw = _Draw(random_state, model_hash, "words")
    rows = topic_terms.sort_values(["topic", "rank"])
    first = {int(t): g["term"].head(INTRUDER_RANKS).tolist() for t, g in rows.groupby("topic")}
    leading = rows["term"].isin([term for terms in first.values() for term in terms])
    weights = rows[leading].set_index(["topic", "term"])["weight"].to_dict()
    taken = {term for terms in first.values() for term in terms[:SHOWN_TERMS]}
    items = []
    for topic in sorted(first, key=draw.place):
        shown = first[topic][:SHOWN_TERMS]
        leads = {term: other for other, terms in first.items() if other != topic for term in terms[SHOWN_TERMS:]}
        fit = [
            term
            for term in leads
            if term not in taken and term not in first[topic] and not any(term in own or own in term for own in shown)
        ]
        if len(shown) < SHOWN_TERMS or not fit:
            continue
        here = {term: weights.get((topic, term), 0.0) for term in fit}
        improbable = [term for term in fit if here[term] <= np.median(list(here.values()))]
        intruder = min(improbable, key=lambda term: draw.place(topic, term))
        taken.add(intruder)
        choices = sorted([*shown, intruder], key=lambda term: draw.place(topic, "choice", term))
        topics = tuple(leads[term] if term == intruder else topic for term in choices)
        items.append(Item(draw.name(topic), topic, tuple(choices), choices.index(intruder), topics))
    return items


def topic_items(
    document_topics: pd.DataFrame,
    documents: pd.DataFrame,
    units: pd.DataFrame,
    topic_terms: pd.DataFrame,
    model_hash: str,
    random_state: int,
    n: int | None = None,
) -> list[Item]:
    """Items of documents drawn at random: a quote, the topics it is most about, and one it is not about.

    Shown are the topics with more than an even share, three at most: a short unit is often about one thing, and a topic
    with hardly a share would be a second intruder. The intruder is drawn from the lower half of the other topics.

    Parameters
    ----------
    document_topics, topic_terms : rows of one model of these tables.
    documents, units : tables of these names.
    n : items wanted; all documents that say enough where there are fewer or none is given.
    """
    draw = _Draw(random_state, model_hash, "topics")
    texts = _texts(documents, units)
    shares = document_topics.pivot(index="document_id", columns="topic", values="share").fillna(0)
    words = topic_terms.sort_values(["topic", "rank"]).groupby("topic")["term"]
    names = {int(topic): "、".join(terms.head(TOPIC_TERMS)) for topic, terms in words}
    enough = [d for d in shares.index if len(texts.get(d, "")) >= LEAST_CHARS]
    items = []
    for document in sorted(enough, key=draw.place):
        if len(items) == n:
            break
        own = shares.loc[document]
        by_share = [int(t) for t in own.sort_values(ascending=False, kind="stable").index if int(t) in names]
        leading = [t for t in by_share[:LEADING_TOPICS] if own[t] > 1 / len(own)]
        others = by_share[len(leading) :]
        low = [t for t in others[len(others) // 2 :] if own[t] < 1 / len(own)]
        if leading and low:
            intruder = min(low, key=lambda topic: draw.place(document, topic))
            topics = sorted([*leading, intruder], key=lambda topic: draw.place(document, "choice", topic))
            items.append(
                Item(
                    draw.name(document),
                    intruder,
                    tuple(names[t] for t in topics),
                    topics.index(intruder),
                    tuple(topics),
                    document,
                    quoted(texts[document], MOST_CHARS),
                    tuple(float(own[t]) for t in topics),
                )
            )
    return items


def items_of(
    tables: Mapping[str, pd.DataFrame], task: str, model: str, model_hash: str, random_state: int, n: int | None = None
) -> list[Item]:
    """The first n items of a task and a model, from the tables of the models and of the corpus."""
    terms = tables["topic_terms"][tables["topic_terms"]["model"] == model]
    if task == "words":
        return word_items(terms, model_hash, random_state)[:n]
    shares = tables["document_topics"][tables["document_topics"]["model"] == model]
    return topic_items(shares, tables["documents"], tables["units"], terms, model_hash, random_state, n)


def items_hash(items: Sequence[Item]) -> str:
    """Hash of items with all that is shown of them, whatever their order."""
    return _hash(sorted("\x1f".join((i.item, i.text, *i.choices)) for i in items))[:8]


class _Draw:
    """Chance that is the same for the same seed, model and task, whatever the order in which it is asked."""

    def __init__(self, random_state: int, model_hash: str, task: str):
        self._seed = (str(random_state), model_hash, task)

    def place(self, *parts) -> str:
        """Where something stands in a random order."""
        return _hash((*self._seed, *map(str, parts)))

    def name(self, subject) -> str:
        """Name of an item; it begins with a letter, since a spreadsheet takes a bare 12e45678 for a number."""
        return "i" + self.place("name", subject)[:12]


def _hash(parts) -> str:
    return sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _texts(documents: pd.DataFrame, units: pd.DataFrame) -> dict[str, str]:
    """Text of every document, its units in the order of their page."""
    rows = documents.merge(units[["unit_id", "start", "text"]], on="unit_id").sort_values(["document_id", "start"])
    return rows.groupby("document_id")["text"].agg("\n".join).to_dict()
