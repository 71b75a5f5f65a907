"""Copies of a report are found under other furniture and after changes; reports of one body and the next year are not."""

import random

from unionreports.intake.near_duplicates import near_duplicates

HAN = [chr(c) for c in range(0x4E00, 0x4E00 + 2_000)]


def prose(seed: int, length: int = 3_000) -> str:
    """Invented text whose short sequences do not recur by chance."""
    draw = random.Random(seed)
    return "".join(draw.choice(HAN) + "，" * (i % 17 == 16) for i in range(length))


def altered(text: str, share: float) -> str:
    draw = random.Random(1)
    return "".join(draw.choice(HAN) if draw.random() < share else c for c in text)


OLD = {f"old{n}": prose(n) for n in range(5)}


def found(text: str) -> list[tuple[str, float, float]]:
    return [(l.other, round(l.of_new, 1), round(l.of_other, 1)) for l in near_duplicates({"new": text}, OLD)]


def test_a_copy_with_other_figures_punctuation_and_furniture_is_found():
    copy = OLD["old2"].replace("，", ", ").replace(HAN[5], HAN[5] + "2012")
    assert found(prose(90, 150) + copy + prose(91, 150)) == [("old2", 0.9, 1.0)]


def test_a_copy_in_which_every_tenth_character_is_another_is_found():
    assert [other for other, *_ in found(altered(OLD["old3"], 0.1))] == ["old3"]
    assert found(altered(OLD["old3"], 0.3)) == []


def test_a_compendium_is_found_by_its_parts_and_a_part_by_its_compendium():
    parts = {other: (of_new, of_other) for other, of_new, of_other in found(OLD["old1"] + prose(80) + OLD["old4"])}
    assert parts == {"old1": (0.3, 1.0), "old4": (0.3, 1.0)}
    whole = {"whole": prose(80) + OLD["old1"] + prose(81)}
    [part] = near_duplicates({"part": OLD["old1"]}, whole)
    assert part.other == "whole" and part.of_new > 0.99 and 0.28 < part.of_other < 0.38


def test_a_body_that_repeats_a_third_of_its_last_report_is_no_copy():
    assert found(OLD["old0"][:1_000] + prose(70, 2_000)) == []
    # Nor where set phrases make it nearly a half.
    assert found(OLD["old0"][:1_350] + prose(70, 1_650)) == []


def test_a_few_words_are_not_judged():
    assert near_duplicates({"new": OLD["old0"][:150]}, OLD) == [] == near_duplicates({}, {})


def test_new_texts_are_compared_with_those_before_them():
    likes = near_duplicates({"a": prose(50), "b": prose(51), "c": prose(50)}, OLD)
    assert [(like.new, like.other) for like in likes] == [("c", "a")]


def test_what_everybody_writes_does_not_hide_a_copy():
    formula = prose(60, 900)
    many = {f"m{n}": formula + prose(200 + n, 300) for n in range(130)}
    own = prose(61, 2_000)
    likes = near_duplicates({"new": formula + own}, many | {"zz": own})
    assert ("zz", 1.0) in [(like.other, round(like.of_other, 2)) for like in likes]
    # A hundred and thirty copies of one text: some of them are named.
    assert near_duplicates({"new": own}, {f"c{n}": own for n in range(130)})
