"""Each way of coding finds planted subjects, says what it rests on, and learns nothing from the units it is scored on."""

from dataclasses import replace
import json

import numpy as np
import pandas as pd
import pytest
from models.invented_units import SUBJECTS, coded, invented_codebook, invented_lexicons, invented_units, raw_page

from unionreports.models.classifier_codes import classifier_codes, classifier_coding
from unionreports.models.coding import Coding
from unionreports.models.combined import coding_of_rows, combined_codes
from unionreports.models.keyword_codes import keyword_codes
from unionreports.models.keyword_documents import find_terms
from unionreports.models.unit_codes import corpus_codings
from unionreports.models.unit_words import coding_segmenter, read_words
from unionreports.table_check import check
from unionreports.tables import PRIORITIES
from unionreports.text.codebook import Codebook, FalseFriend

TRAINED, TRUTH = invented_units(1)
NEW, NEW_TRUTH = invented_units(2, n_reports=5)
NEW = NEW.assign(report_id="q" + NEW["report_id"], unit_id="q" + NEW["unit_id"])
NO_EDITS = pd.DataFrame(
    {
        "page_id": [],
        "start": [],
        "end": [],
        "step": [],
        "reason": [],
        "before": pd.Series(dtype="str"),
        "after": pd.Series(dtype="str"),
    }
)


def by_keywords(units, lexicons, seed=1):
    segmenter = coding_segmenter(lexicons)
    return keyword_codes(
        units, read_words(units["text"].tolist(), segmenter, units["start"]), segmenter, lexicons, seed
    )


def by_classifier(units, lexicons):
    segmenter = coding_segmenter(lexicons)
    return classifier_codes(units, read_words(units["text"].tolist(), segmenter, units["start"]), segmenter, lexicons)


def by_terms(units):
    """Rows of a stand-in for the codebook coder: the first term a unit has, at .9 where it has one."""
    book, rows = invented_codebook(), []
    for unit_id, text in zip(units["unit_id"], units["text"]):
        found = [c for t, c in book.terms.items() if t in text]
        evidence = json.dumps([{"quote": "x", "start": 1, "end": 2, "says": "term"}]) if found else "[]"
        rows.append(
            (unit_id, "codebook", SUBJECTS[found[0] if found else 3], 1.0, True, 0.9 if found else 0.4, evidence)
        )
    return pd.DataFrame(rows, columns=list(PRIORITIES.columns)).astype({"unit_id": "str", "evidence": "str"})


def right(rows, truth):
    """Share of units whose primary code is the planted one."""
    return (rows.loc[rows["is_primary"], "priority"].to_numpy() == np.array(SUBJECTS)[truth]).mean()


def all_codings(units, lexicons):
    reports = pd.DataFrame({"report_id": units["report_id"].unique()}).assign(page_id=lambda r: r["report_id"])
    keywords, combined = corpus_codings(units, reports, NO_EDITS, by_terms(units), lexicons, 1)
    classifier = classifier_coding(units, reports, NO_EDITS, lexicons)
    return {c.method: c for c in (keywords, classifier, combined)}


@pytest.fixture(scope="module")
def codings():
    """The codings of the new units, with the others coded by hand. For reading only."""
    return all_codings(NEW, invented_lexicons(coded(TRAINED, TRUTH)))


def test_planted_subjects_come_back_and_the_combination_is_no_worse(codings):
    assert list(codings) == ["keywords", "classifier", "combined"]
    scores = {method: right(coding.rows, NEW_TRUTH) for method, coding in codings.items()}
    assert right(by_terms(NEW), NEW_TRUTH) < 0.75
    assert scores["keywords"] > 0.9 and scores["classifier"] > 0.9 and scores["combined"] > 0.9


def test_a_unit_without_a_term_is_coded_by_the_company_its_words_keep():
    rows = by_keywords(TRAINED, invented_lexicons()).rows
    without = np.arange(len(TRAINED)) % 8 >= 4
    primary = rows[rows["is_primary"]].reset_index(drop=True)
    fields = without & (TRUTH != 3)
    assert (primary["priority"].to_numpy()[fields] == np.array(SUBJECTS)[TRUTH][fields]).mean() > 0.85


@pytest.mark.parametrize("method", ["keywords", "classifier", "combined"])
def test_rows_are_whole_and_evidence_stands_where_it_says(method, codings):
    rows = codings[method].rows
    check(rows, PRIORITIES.name)
    assert rows["unit_id"].unique().tolist() == NEW["unit_id"].tolist()
    assert (
        np.allclose(rows.groupby("unit_id")["weight"].sum(), 1)
        and (rows.groupby("unit_id")["is_primary"].sum() == 1).all()
    )
    if method != "combined":
        quotes = [(u, q) for u, e in zip(rows["unit_id"], rows["evidence"]) for q in json.loads(e)]
        pages = {report: raw_page(group) for report, group in NEW.groupby("report_id")}
        assert all(pages[u.rsplit("-", 1)[0]][q["start"] : q["end"]] == q["quote"] for u, q in quotes)
        assert (rows["evidence"] != "[]").mean() > 0.9


def test_keywords_of_the_codebook_are_told_from_other_words_of_the_topic():
    rows = by_keywords(TRAINED, invented_lexicons()).rows
    terms = {SUBJECTS[c]: {t for t, of in invented_codebook().terms.items() if of == c} for c in range(4)}
    told = [(p, q) for p, e in zip(rows["priority"], rows["evidence"]) for q in json.loads(e)]
    assert {q["says"] for p, q in told if p != "rest"} == {"keyword of the topic", "word of the topic"}
    assert {q["says"] for p, q in told if p == "rest"} == {"word of the topics for the rest"}
    assert all((q["quote"] in terms[p]) == (q["says"] == "keyword of the topic") for p, q in told)


def test_the_codes_of_a_coded_report_do_not_hang_on_how_it_was_coded():
    book = coded(TRAINED, TRUTH)
    honest = by_classifier(TRAINED, invented_lexicons(book))
    own = (book["report_id"] == "p2-1").to_numpy()
    flipped = book.assign(primary=np.where(own, "boats", book["primary"]))
    turned = by_classifier(TRAINED, invented_lexicons(flipped))
    of = TRAINED["report_id"].to_numpy() == "p2-1"
    assert np.array_equal(honest.probabilities[of], turned.probabilities[of])
    assert not np.array_equal(honest.probabilities[~of], turned.probabilities[~of])
    same = [c.rows[c.rows["unit_id"].isin(TRAINED["unit_id"][of])].reset_index(drop=True) for c in (honest, turned)]
    pd.testing.assert_frame_equal(*same)


def test_a_report_is_known_again_by_its_texts_whatever_it_is_called():
    book = coded(TRAINED, TRUTH)
    renamed = TRAINED.assign(unit_id="z" + TRAINED["unit_id"], report_id="z" + TRAINED["report_id"])
    # One unit is no longer cut as it was when it was coded: its report still gives it away.
    renamed.loc[3, "text"] = renamed.loc[3, "text"] + "又"
    flipped = book.assign(primary=np.where(book["report_id"] == "p0-1", "birds", book["primary"]))
    first, second = (by_classifier(renamed, invented_lexicons(b)).probabilities[:20] for b in (book, flipped))
    assert np.array_equal(first, second)


def test_a_category_without_an_example_is_named_and_never_given():
    book = coded(TRAINED, TRUTH)
    coding = by_classifier(NEW, invented_lexicons(book[book["primary"] != "tea"]))
    assert "no coded unit is an example of tea" in coding.notes[0]
    assert "tea" not in set(coding.rows["priority"])


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_too_few_coded_units_give_a_reason_and_the_others_are_combined(rows):
    book = coded(TRAINED, TRUTH)
    book = book.assign(primary="tea").iloc[:rows]
    codings = all_codings(NEW, invented_lexicons(book))
    assert codings["classifier"].rows.empty and "code" in codings["classifier"].notes[0]
    check(codings["classifier"].rows, PRIORITIES.name)
    assert right(codings["combined"].rows, NEW_TRUTH) > 0.85


def test_units_of_the_only_coded_report_are_left_undecided():
    book = coded(TRAINED, TRUTH)
    coding = by_classifier(TRAINED, invented_lexicons(book[book["report_id"] == "p0-1"]))
    own = TRAINED["report_id"].to_numpy() == "p0-1"
    assert set(coding.probabilities[own].argmax(axis=1)) == {3} and coding.probabilities[own].max() < 0.65
    assert right(coding.rows[~coding.rows["unit_id"].str.startswith("p0-1")], TRUTH[~own]) > 0.5


def test_frames_are_the_residual_under_every_method():
    units = NEW.assign(role=np.where(np.arange(len(NEW)) % 5 == 0, "frame", "plan"))
    for coding in all_codings(units, invented_lexicons(coded(TRAINED, TRUTH))).values():
        rows = coding.rows[coding.rows["unit_id"].isin(units.loc[units["role"] == "frame", "unit_id"])]
        assert set(rows["priority"]) == {"rest"} and (rows["weight"] == 1).all() and (rows["evidence"] == "[]").all()


def test_words_of_the_own_heading_help_to_code_a_unit():
    lexicons = invented_lexicons()
    bare = TRAINED.assign(text=TRAINED["text"].where(TRAINED.index != 4, "又。"))
    headed = bare.assign(heading_path=np.where(bare.index == 4, "又 > " + invented_term(1), ""))
    assert by_keywords(bare, lexicons).rows.set_index("unit_id").loc["p0-1-u004", "priority"] == "rest"
    assert by_keywords(headed, lexicons).rows.set_index("unit_id").loc["p0-1-u004", "priority"] == "boats"


def invented_term(subject):
    """The first term of a subject."""
    return next(t for t, c in invented_codebook().terms.items() if c == subject)


@pytest.mark.parametrize("n", [0, 1, 3])
def test_a_corpus_of_hardly_any_unit_is_coded(n):
    codings = all_codings(NEW.iloc[:n], invented_lexicons(coded(TRAINED, TRUTH)))
    assert all(c.rows["is_primary"].sum() == n for c in codings.values())


def test_units_without_any_term_of_the_codebook_are_the_residual_by_keywords():
    units = NEW.assign(text="没有这样的词。")
    coding = by_keywords(units, invented_lexicons())
    assert set(coding.rows["priority"]) == {"rest"} and "every unit is the residual" in coding.notes[0]
    assert (coding.rows["confidence"] < 0.65).all()


def test_the_same_seed_gives_the_same_rows(codings):
    again = all_codings(NEW, invented_lexicons(coded(TRAINED, TRUTH)))
    for method in codings:
        pd.testing.assert_frame_equal(codings[method].rows, again[method].rows)


def test_a_method_that_is_sure_of_one_code_outweighs_two_that_are_not():
    book, unit = invented_codebook(), NEW.iloc[:1]
    sure = by_terms(unit).assign(priority="tea", confidence=0.95)
    unsure = [by_terms(unit).assign(method=m, priority="boats", confidence=0.4) for m in ("keywords", "classifier")]
    codings = [coding_of_rows(unit, rows, book) for rows in (sure, *unsure)]
    assert combined_codes(unit, codings, book).rows["priority"].iloc[0] == "tea"
    less, *surer = [
        coding_of_rows(unit, rows.assign(confidence=c), book) for rows, c in zip((sure, *unsure), (0.7, 0.9, 0.9))
    ]
    assert combined_codes(unit, [less, *surer], book).rows["priority"].iloc[0] == "boats"


def test_rows_tell_of_probabilities_that_add_to_one():
    book, unit = invented_codebook(), NEW.iloc[:1]
    rows = pd.concat(
        [by_terms(unit).assign(priority=p, is_primary=p == "tea", confidence=0.8) for p in ("tea", "boats")],
        ignore_index=True,
    )
    shares = coding_of_rows(unit, rows, book).probabilities
    assert shares.tolist() == [pytest.approx([0.8, 0.1, 0.05, 0.05])]


def test_rows_of_other_units_are_refused():
    book = invented_codebook()
    with pytest.raises(ValueError, match="other units or another codebook"):
        coding_of_rows(NEW.iloc[:2], by_terms(NEW.iloc[1:3]), book)
    with pytest.raises(ValueError, match="no method has coded"):
        combined_codes(NEW, [], book)


def with_longer_words(units):
    """The units, their terms inside longer words of the dictionary, and lexicons that keep these whole."""
    lexicons = invented_lexicons()
    texts, terms = units["text"], set(lexicons.terms)
    longer = {term: f"驗{term}" for term in invented_codebook().terms}
    for term, word in longer.items():
        texts = texts.str.replace(term, word)
    return units.assign(text=texts), replace(lexicons, terms=tuple(sorted(terms | set(longer.values()))))


def test_terms_inside_longer_words_of_the_dictionary_seed_their_topics():
    units, lexicons = with_longer_words(TRAINED)
    words = read_words(units["text"].tolist(), coding_segmenter(lexicons))
    assert set(words.vocabulary).isdisjoint(invented_codebook().terms)
    coding = by_keywords(units, lexicons)
    assert coding.notes == () and coding.knows.all()
    assert right(coding.rows, TRUTH) > 0.85
    told = {q["quote"]: q["says"] for e in coding.rows["evidence"] for q in json.loads(e) if q["quote"][0] == "驗"}
    assert len(told) == 12 and set(told.values()) == {"keyword of the topic"}


def test_a_term_hidden_by_a_false_friend_seeds_nothing_and_the_note_says_why():
    units, lexicons = with_longer_words(TRAINED)
    tea = [t for t, c in invented_codebook().terms.items() if c == 0]
    book = replace(lexicons.codebook, false_friends=tuple(FalseFriend(f"驗{t}", (), "") for t in tea))
    coding = by_keywords(units, replace(lexicons, codebook=book))
    assert coding.notes == (
        "no topic for tea: no word of a unit or its heading holds a seed term of theirs, longer terms and false friends aside",
    )
    assert coding.knows.all(axis=0).tolist() == [False, True, True, True] and "tea" not in set(coding.rows["priority"])
    without = replace(book, terms={t: c for t, c in book.terms.items() if c})
    assert by_keywords(units, replace(lexicons, codebook=without)).notes == (
        "no topic for tea: the codebook has no seed terms for them",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("走访慰问和慰问金", {"慰问": 2}),
        ("职工心理健康", {"心理健康": 1}),
        ("心理、健康", {}),
        ("集体协商和协商", {"集体协商": 1, "协商": 1}),  # the longer term hides the shorter one
        ("慰问信", {}),  # a false friend
        ("慰", {}),
        ("问", {}),  # no term crosses from one text to the next
        ("送温暖、送清凉", {"送温暖、送清凉": 1}),  # can be no word
        ("", {}),
    ],
)
def test_terms_are_found_in_the_text_whatever_its_words(text, expected):
    terms = {"慰问": 0, "心理健康": 0, "协商": 1, "集体协商": 1, "送温暖、送清凉": 0}
    book = Codebook(
        ("care", "deal", "rest"),
        ("field", "field", "residual"),
        (1, 2, None),
        terms,
        {},
        (FalseFriend("慰问信", (), ""),),
    )
    counts = find_terms(["慰", text, "问"], list(terms), book)
    assert counts[[0, 2]].nnz == 0
    assert {t: n for t, n in zip(terms, counts[1].toarray()[0].tolist()) if n} == expected


def test_a_method_that_knows_nothing_of_a_category_does_not_outvote_the_one_that_does():
    book, n = invented_codebook(), len(NEW)
    rules = coding_of_rows(NEW, by_terms(NEW), book)
    certain = np.tile([0.0, 0.0, 0.02, 0.98], (n, 1))
    rows = by_terms(NEW).assign(method="keywords", priority="rest")
    blind = Coding("keywords", certain, rows, knows=np.tile([False, True, True, True], (n, 1)))
    found = by_terms(NEW)["priority"].to_numpy() == "tea"
    seen, unseen = (combined_codes(NEW, [rules, replace(blind, knows=knows)], book) for knows in (blind.knows, None))
    assert found.any() and set(seen.rows.loc[seen.rows["is_primary"], "priority"].to_numpy()[found]) == {"tea"}
    # It still votes on what it does know, and where it knows the category it is heard.
    boats = by_terms(NEW)["priority"].to_numpy() == "boats"
    assert (seen.probabilities[boats, 3] > rules.probabilities[boats, 3]).all()
    assert (unseen.probabilities[found, 3] > seen.probabilities[found, 3]).all()
    assert np.allclose(seen.probabilities.sum(axis=1), 1) and seen.notes == ("tea: judged by codebook alone",)


def test_a_method_that_knows_nothing_changes_nothing():
    book = invented_codebook()
    rules = coding_of_rows(NEW, by_terms(NEW), book)
    rows = by_terms(NEW).assign(method="classifier", priority="rest")
    blind = Coding("classifier", np.tile([0.0, 0, 0, 1], (len(NEW), 1)), rows, knows=np.zeros((len(NEW), 4), bool))
    alone, both = combined_codes(NEW, [rules], book), combined_codes(NEW, [rules, blind], book)
    assert alone.rows["priority"].tolist() == both.rows["priority"].tolist()


def test_a_category_without_an_example_is_left_to_the_other_methods():
    book = coded(TRAINED, TRUTH)
    codings = all_codings(NEW, invented_lexicons(book[book["primary"] != "tea"]))
    tea = NEW_TRUTH == 0
    assert not codings["classifier"].knows[:, 0].any() and codings["classifier"].knows[:, 1:].all()
    primary = codings["combined"].rows.query("is_primary")["priority"].to_numpy()
    by_keyword = codings["keywords"].rows.query("is_primary")["priority"].to_numpy()
    assert (primary[tea] == "tea").mean() >= (by_keyword[tea] == "tea").mean() > 0.85
    assert "tea: judged by codebook and keywords alone" in codings["combined"].notes


def test_a_model_without_two_categories_knows_none():
    book = coded(TRAINED, TRUTH)
    coding = by_classifier(TRAINED, invented_lexicons(book[book["report_id"] == "p0-1"]))
    own = TRAINED["report_id"].to_numpy() == "p0-1"
    assert not coding.knows[own].any() and coding.knows[~own].all()


def test_a_term_that_can_be_no_word_seeds_its_topic():
    word = invented_term(0)
    term = f"{word}、{word}"
    units = TRAINED.assign(text=[f"{term}。" if t == 0 else text for t, text in zip(TRUTH, TRAINED["text"])])
    lexicons = invented_lexicons()
    terms = {t: c for t, c in lexicons.codebook.terms.items() if c} | {term: 0}
    coding = by_keywords(units, replace(lexicons, codebook=replace(lexicons.codebook, terms=terms)))
    primary = coding.rows.query("is_primary")["priority"].to_numpy()
    assert coding.notes == () and (primary[TRUTH == 0] == "tea").all()
