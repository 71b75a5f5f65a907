"""The vectoriser obeys scikit-learn's rules for estimators, counts right, and says what it pruned."""

import pickle

from gensim.models import TfidfModel
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.decomposition import NMF
from sklearn.exceptions import NotFittedError, SkipTestWarning
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks as checks, get_tags

from unionreports.text.vectorise import NoTermLeft, TermVectorizer, gensim_corpus, gensim_dictionary

TEXTS = ["职代会和厂务公开，职代会。", "厂务公开！劳动竞赛3次", "劳动竞赛，劳动竞赛；帮扶职工", "帮扶 职工"]
TERMS = ("职代会", "厂务公开", "劳动竞赛", "帮扶")


def vectorizer(**more):
    return TermVectorizer(**{"terms": TERMS, **more})


#: scikit-learn skips its data-driven checks for estimators of text (tag two_d_array is false, as for its own
#: CountVectorizer); these of its checks need no data matrix, and the rest is restated for text below.
WITHOUT_DATA = [
    checks.check_estimator_cloneable, checks.check_estimator_repr, checks.check_estimator_tags_renamed,
    checks.check_valid_tag_types, checks.check_no_attributes_set_in_init, checks.check_mixin_order,
    checks.check_do_not_raise_errors_in_init_or_set_params, checks.check_get_params_invariance,
    checks.check_set_params, checks.check_parameters_default_constructible,
]


@pytest.mark.parametrize("check", WITHOUT_DATA, ids=lambda check: check.__name__)
def test_scikit_learn_checks_without_data(check):
    check("TermVectorizer", TermVectorizer())


def test_scikit_learn_runs_what_it_runs_for_estimators_of_text():
    with pytest.warns(SkipTestWarning, match="string=True"):
        results = checks.check_estimator(vectorizer(), on_skip=None)
    assert [r["status"] for r in results] == ["passed"] * len(results) and results


def test_tags_say_that_it_takes_strings():
    tags = get_tags(TermVectorizer()).input_tags
    assert tags.string and not tags.two_d_array


def test_counts_are_those_of_the_texts():
    fitted = vectorizer()
    counts = fitted.fit_transform(TEXTS)
    assert fitted.get_feature_names_out().tolist() == ["劳动竞赛", "厂务公开", "帮扶", "职代会", "职工"]
    assert counts.format == "csr" and counts.dtype == np.int64
    assert counts.toarray().tolist() == [[0, 1, 0, 2, 0], [1, 1, 0, 0, 0], [2, 0, 1, 0, 1], [0, 0, 1, 0, 1]]


def test_fit_returns_self_and_fit_then_transform_is_fit_transform():
    estimator = vectorizer()
    assert estimator.fit(TEXTS) is estimator
    assert (estimator.transform(TEXTS) != vectorizer().fit_transform(TEXTS)).nnz == 0


def test_transform_does_not_change_the_estimator_and_fit_is_idempotent():
    estimator = vectorizer().fit(TEXTS)
    before = dict(estimator.vocabulary_)
    estimator.transform(["全新文字", "职代会"])
    assert estimator.vocabulary_ == before
    assert estimator.fit(TEXTS).vocabulary_ == before


def test_rows_follow_documents_in_any_order_and_any_subset():
    estimator = vectorizer().fit(TEXTS)
    whole = estimator.transform(TEXTS).toarray()
    assert (estimator.transform(TEXTS[::-1]).toarray() == whole[::-1]).all()
    assert (estimator.transform(TEXTS[1:3]).toarray() == whole[1:3]).all()
    assert vectorizer().fit(TEXTS[::-1]).vocabulary_ == estimator.vocabulary_


def test_unfitted_use_is_an_error_and_unknown_words_are_none():
    with pytest.raises(NotFittedError):
        vectorizer().transform(TEXTS)
    with pytest.raises(NotFittedError):
        vectorizer().get_feature_names_out()
    assert vectorizer().fit(TEXTS).transform(["", "医院学校"]).nnz == 0


def test_parameters_survive_cloning_and_pickling_and_stay_as_given():
    stop = ["职工"]
    estimator = vectorizer(stop_words=stop, min_df=2)
    estimator.fit(TEXTS)
    assert estimator.get_params()["stop_words"] is stop
    assert clone(estimator).get_params() == estimator.get_params()
    assert not hasattr(clone(estimator), "vocabulary_")
    assert (pickle.loads(pickle.dumps(estimator)).transform(TEXTS) != estimator.transform(TEXTS)).nnz == 0


def test_it_stands_in_a_pipeline():
    shares = make_pipeline(vectorizer(), NMF(2, init="nndsvda", random_state=0)).fit_transform(TEXTS)
    assert shares.shape == (4, 2)


@pytest.mark.parametrize(
    "options, kept, pruned",
    [
        ({"stop_words": ["职工"]}, ["劳动竞赛", "厂务公开", "帮扶", "职代会"], {"职工": "stop word", "和": "short", "次": "short", "3": "short"}),
        ({"min_df": 2}, ["劳动竞赛", "厂务公开", "帮扶", "职工"], {"职代会": "min_df", "和": "short", "次": "short", "3": "short"}),
        ({"max_df": 0.25}, ["职代会"], dict.fromkeys(["劳动竞赛", "厂务公开", "帮扶", "职工"], "max_df") | {"和": "short", "次": "short", "3": "short"}),
        ({"min_length": 1}, ["劳动竞赛", "厂务公开", "和", "帮扶", "次", "职代会", "职工"], {"3": "number"}),
        ({"min_length": 1, "numbers": True}, ["3", "劳动竞赛", "厂务公开", "和", "帮扶", "次", "职代会", "职工"], {}),
    ],
)
def test_what_is_pruned_is_said_with_its_reason(options, kept, pruned):
    estimator = vectorizer(**options).fit(TEXTS)
    assert estimator.get_feature_names_out().tolist() == kept
    assert dict(zip(estimator.pruned_["term"], estimator.pruned_["reason"])) == pruned


@pytest.mark.parametrize(
    "documents, options, says",
    [
        ("一个字符串", {}, "put it in a list"),
        ([], {}, "no documents"),
        (["好", 3], {}, "document 1 is int"),
        (TEXTS, {"min_df": -1}, "min_df is -1"),
        (TEXTS, {"max_df": 1.5}, "max_df is 1.5"),
        (TEXTS, {"min_df": 3, "max_df": 1}, "none can satisfy both"),
    ],
)
def test_wrong_input_is_named(documents, options, says):
    with pytest.raises(ValueError, match=says):
        vectorizer(**options).fit(documents)


def test_an_empty_vocabulary_is_an_error_of_its_own():
    with pytest.raises(NoTermLeft, match="lower min_df"):
        vectorizer(min_df=4).fit(TEXTS)


def test_gensim_sees_the_same_ids_and_counts():
    estimator = vectorizer()
    counts = estimator.fit_transform(TEXTS)
    dictionary = gensim_dictionary(counts, estimator.get_feature_names_out())
    assert dictionary.token2id == estimator.vocabulary_
    assert [dictionary[i] for i in range(len(dictionary))] == list(estimator.vocabulary_)
    assert [dict(bag) for bag in gensim_corpus(counts)] == [
        {3: 2, 1: 1}, {0: 1, 1: 1}, {0: 2, 2: 1, 4: 1}, {2: 1, 4: 1},
    ]
    assert dictionary.doc2bow(["职代会", "职代会", "厂务公开"]) == [(1, 1), (3, 2)]
    assert dictionary.dfs == {0: 2, 1: 2, 2: 2, 3: 1, 4: 2}
    assert dictionary.num_docs == 4 and dictionary.num_pos == 11
    assert len(TfidfModel(dictionary=dictionary)[dictionary.doc2bow(["职代会"])]) == 1
