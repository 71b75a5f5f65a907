"""Any name becomes one that every file system takes, and no two are the same on any."""

from hypothesis import given, strategies as st
import pytest

from unionreports.intake.file_names import LONGEST, LONGEST_BYTES, free_name, safe_name, same_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("关于2012年工会工作总结.html", "关于2012年工会工作总结.html"),
        ("../../etc/passwd", "passwd"),
        ("C:\\pages\\a.txt", "a.txt"),
        (".bashrc", "bashrc"),
        ("--help.txt", "help.txt"),
        ("=cmd|'!A0.txt", "cmd_'!A0.txt"),
        ("CON.txt", "_CON.txt"),
        ("console.txt", "console.txt"),
        ("a\nb\x1b[31m\u202e.txt", "a b[31m.txt"),
        ("a?b*c.txt", "a_b_c.txt"),
        ("...", "page"),
        ("总" * 300 + ".html", None),
    ],
)
def test_names(name, safe):
    made = safe_name(name)
    assert safe is None or made == safe
    assert len(made) <= LONGEST and len(made.encode()) <= LONGEST_BYTES


@given(st.lists(st.text(min_size=0, max_size=120), max_size=8))
def test_names_are_plain_and_no_two_are_the_same_without_case(names):
    taken: set[str] = set()
    made = [free_name(safe_name(name), taken) for name in names]
    assert len({same_name(name) for name in made}) == len(names)
    for name in made:
        assert name and name == name.strip() and not name.endswith(".") and name[0] not in ".-=+@'~"
        assert not set(name) & set('<>:"/\\|?*') and name.isprintable()
        assert safe_name(name) == name


def test_a_taken_name_is_numbered_before_its_ending():
    taken = {same_name("Report.txt")}
    assert [free_name("report.TXT", taken), free_name("report.txt", taken)] == ["report_2.TXT", "report_3.txt"]
