"""The report on planted topics counts what is found, and not what is not."""

from dataclasses import replace

import numpy as np

from unionreports.models.nmf import fit_nmf
from unionreports.validation import recovery as module
from unionreports.validation.recovery import recovery, recovery_report
from unionreports.validation.topic_worlds import plant_topics

FORM = {"n_documents": 80, "n_words": 150, "n_terms": 200, "n_topics": 5}


def test_each_planted_topic_is_matched_once():
    world = plant_topics(1, **FORM)
    model = fit_nmf(world.counts, world.terms, world.ids, 5, 0)
    assert (recovery(world, model) > 0.95).all()
    # Five times the same topic finds one of five.
    alike = replace(model, topic_term=model.topic_term.apply(lambda column: column * 0 + column.iloc[0]))
    assert (recovery(world, alike) > 0.9).sum() == 1


def test_boilerplate_fills_its_share_and_is_the_same_text_where_it_is_copied():
    world = plant_topics(1, **FORM, boilerplate=0.4, n_passages=2)
    assert (np.asarray(world.counts.sum(axis=1)).ravel() == 150).all()
    assert len(np.flatnonzero(world.boilerplate)) <= 2 * 15


def test_the_report_says_what_was_found(monkeypatch):
    monkeypatch.setattr(module, "SIZES", {"small": FORM})
    monkeypatch.setattr(module, "same_bytes", lambda model, random_state: model != "lda")
    said = []
    lines = recovery_report(1, said.append).splitlines()
    rows = [line.split() for line in lines if line.split()[-1:] and line.split()[-1][0] == "0"]
    assert len(rows) == 9 and len(said) == 4
    assert all(row[-5] == "5/5" and float(row[-2]) < 0.01 for row in rows)
    assert [line.split()[-1] for line in lines[-3:]] == ["yes", "NO", "yes"]


def test_the_order_drawn_changes_the_documents_and_not_the_fit(monkeypatch):
    seen = []

    def fit(counts, terms, ids, n_topics, random_state):
        seen.append(tuple(ids))
        return fit_nmf(counts, terms, ids, n_topics, random_state)

    monkeypatch.setattr(module, "MODELS", {"nmf": fit})
    assert module._fingerprint("nmf", 1, 0) == module._fingerprint("nmf", 1, 1) != module._fingerprint("nmf", 2, 0)
    assert seen[0] != seen[1] and sorted(seen[0]) == sorted(seen[1])
