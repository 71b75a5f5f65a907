"""The report on clusters counts what it says it counts."""

import re

import numpy as np

from unionreports.model_tables import CLUSTER_METHODS
from unionreports.validation import cluster_worlds


def test_the_report_counts_each_method_and_size(monkeypatch):
    monkeypatch.setattr(cluster_worlds, "SIZES", (11,))
    monkeypatch.setattr(cluster_worlds, "PLANTED_SIZES", (12,))
    told = []
    report = cluster_worlds.cluster_report(4, 1, told.append)
    rows = [line for line in report.splitlines() if re.match(r"\| \d", line)]
    assert [row.count("|") for row in rows] == [len(CLUSTER_METHODS) + 2] * 2 and len(told) == 2
    assert [int(n) for n in re.findall(r"(\d+) of 4", rows[0])] == [4] * 4
    assert len(re.findall(r"\d\.\d{3} \(\d of 2\)", rows[1])) == 4


def test_a_method_that_always_finds_clusters_would_be_counted_as_wrong(monkeypatch):
    monkeypatch.setattr(cluster_worlds, "SIZES", (11,))
    monkeypatch.setattr(cluster_worlds, "PLANTED_SIZES", ())
    monkeypatch.setattr(cluster_worlds, "verdict", lambda values, method, seed: np.arange(len(values)) % 2)
    assert cluster_worlds.cluster_report(3, 0).count("0 of 3") == len(CLUSTER_METHODS)
