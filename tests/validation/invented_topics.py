"""Invented tables of topic models whose topics are known, for the tests of intrusion sheets."""

import numpy as np
import pandas as pd

N_TERMS = 12
_DIGITS = "零一二三四五六七八九"


def term(topic: int, rank: int) -> str:
    """A word that says which topic it leads: two characters for the topic, two for the rank, none inside another."""
    return "".join(_DIGITS[int(d)] for d in f"{topic:02d}") + "词" + "甲乙丙丁戊己庚辛壬癸子丑"[rank - 1]


def topic_of(word: str) -> int:
    """The topic a word of `term` leads."""
    return 10 * _DIGITS.index(word[0]) + _DIGITS.index(word[1])


def intrusion_tables(n_topics: int = 12, n_documents: int = 60, model: str = "nmf", random_state: int = 1) -> dict:
    """Tables of one model with topics of their own words and documents about one to three topics, one unit each."""
    random = np.random.default_rng(random_state)
    terms = pd.DataFrame(
        [(model, t, r, term(t, r), 0.2 / r) for t in range(n_topics) for r in range(1, N_TERMS + 1)],
        columns=["model", "topic", "rank", "term", "weight"],
    )
    shares = np.zeros((n_documents, n_topics))
    texts = []
    for row in shares:
        about = random.choice(n_topics, random.integers(1, 4), replace=False)
        row[about] = (0.5, 0.3, 0.2)[: len(about)]
        row += random.dirichlet(np.full(n_topics, 0.3)) * 0.05
        row /= row.sum()
        texts.append("，".join(term(t, r) for t in about for r in range(1, 9)) + "，全年工作取得成绩。")
    ids = [f"u{i:03d}" for i in range(n_documents)]
    long = [(model, d, t, float(shares[i, t])) for i, d in enumerate(ids) for t in range(n_topics)]
    return {
        "topic_models": pd.DataFrame({"model": [model], "model_hash": ["0123456789ab"]}),
        "topic_terms": terms,
        "document_topics": pd.DataFrame(long, columns=["model", "document_id", "topic", "share"]),
        "documents": pd.DataFrame({"unit_id": ids, "document_id": ids}),
        "units": pd.DataFrame({"unit_id": ids, "start": 0, "text": texts}),
    }


def perfect(row: pd.Series) -> str:
    """The answer of a coder who knows every word's topic: the choice that fits neither the others nor the text."""
    choices = [c for name, c in row.items() if name.startswith("choice") and c]
    if "text" in row:
        wrong = [i for i, choice in enumerate(choices) if choice.split("、")[0] not in row["text"]]
    else:
        topics = [topic_of(c) for c in choices]
        wrong = [i for i, topic in enumerate(topics) if topics.count(topic) == 1]
    (answer,) = wrong
    return str(answer + 1)


def guessing(seed: int):
    """The answers of a coder who guesses."""
    random = np.random.default_rng(seed)
    return lambda row: str(random.integers(sum(bool(c) for n, c in row.items() if n.startswith("choice"))) + 1)
