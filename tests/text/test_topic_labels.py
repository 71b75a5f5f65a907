"""Hand labels hold for the model they were given to, and for no other."""

import pandas as pd
import pytest

from unionreports.errors import InputError
from unionreports.text.lexicons import read_lexicons
from unionreports.text.topic_labels import labels_not_applied, labels_of, read_topic_labels

HASH, OLD = "0123456789ab", "fedcba987654"
HEADER = "model_hash,topic,label,label_zh,coder,note\n"
TERMS = pd.DataFrame(
    [("nmf", t, r, f"{name}{r}") for t, name in enumerate("甲乙丙") for r in (4, 2, 1, 3)],
    columns=["model", "topic", "rank", "term"],
)


@pytest.fixture
def folder(tmp_path):
    def written(*rows, extra=()):
        (tmp_path / "topic_labels.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        if extra:
            (tmp_path / "topic_labels.extra.csv").write_text(HEADER + "\n".join(extra) + "\n", encoding="utf-8")
        return tmp_path

    return written


def test_a_topic_has_its_label_or_else_its_leading_terms_in_brackets(folder):
    labels = read_topic_labels(folder(f"{HASH},1,Bargaining,集体协商,Li,", extra=[f"{HASH},2,,帮扶,Li,vague"]))
    assert labels_of(labels, HASH, TERMS) == {0: "[甲1 甲2 甲3]", 1: "Bargaining 集体协商", 2: "帮扶"}


def test_labels_of_another_model_are_said_and_not_applied(folder):
    labels = read_topic_labels(folder(f"{HASH},0,Bargaining,,Li,", f"{OLD},0,Safety,,Li,", f"{OLD},99,Sport,,Li,"))
    assert labels_of(labels, HASH, TERMS)[0] == "Bargaining"
    (said,) = labels_not_applied(labels, [HASH])
    assert "topic_labels.csv, line 3: 2 labels are for the model fedcba987654" in said
    assert labels_not_applied(labels, [HASH, OLD]) == []
    assert labels_of(labels, "aaaaaaaaaaaa", TERMS) == {0: "[甲1 甲2 甲3]", 1: "[乙1 乙2 乙3]", 2: "[丙1 丙2 丙3]"}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["1.23457E+11,0,Safety,,,"], "line 2, column model_hash: no hash of a model"),
        ([f"{HASH},first,Safety,,,"], "line 2, column topic: no number of a topic"),
        ([f"{HASH},-1,Safety,,,"], "no number of a topic"),
        ([f"{HASH},0,,,Li,why"], "line 2, column label: no label"),
        (
            [f"{HASH},0,Safety,,Li,", f"{HASH},00,Sport,,Wang,"],
            "line 3, column topic: topic 0 of this model is named in",
        ),
    ],
)
def test_what_is_no_label_is_refused_with_its_place(folder, rows, says):
    with pytest.raises(InputError) as error:
        read_topic_labels(folder(*rows))
    assert says in str(error.value) and "remedy" in str(error.value)


def test_a_label_for_a_topic_the_model_has_not_is_refused(folder):
    labels = read_topic_labels(folder(f"{HASH},0,Safety,,,", extra=[f"{HASH},3,Sport,,,"]))
    with pytest.raises(InputError, match=r"topic_labels.extra.csv, line 2, column topic(.|\n)*allowed: 0 to 2"):
        labels_of(labels, HASH, TERMS)
    with pytest.raises(ValueError, match="several models"):
        labels_of(labels, HASH, pd.concat([TERMS, TERMS.assign(model="lda")]))


def test_a_topic_named_in_both_files_is_refused_and_the_files_are_lexicons(folder):
    found = folder(f"{HASH},0,Safety,,,", extra=[f"{HASH},0,Sport,,,"])
    with pytest.raises(InputError, match=r"extra.csv, line 2(.|\n)*topic_labels.csv, line 2 too"):
        read_topic_labels(found)
    # Nothing else that reads the folder takes them for slips.
    read_lexicons(found)


def test_a_project_without_labels_uses_those_of_the_software(tmp_path):
    labels = read_topic_labels(tmp_path / "none")
    assert list(labels.columns) == ["model_hash", "topic", "label", "label_zh", "coder", "note", "file", "line"]
    assert labels["topic"].dtype == "int64"
