"""The source loads nothing that could run, and has no pattern that could try its way through a page for ever."""

import ast
import importlib
import json
from pathlib import Path
import pkgutil
import re
from re import _constants, _parser

import pytest

import unionreports

ROOT = Path(__file__).parents[1]
_MODULES = sorted((ROOT / "src").rglob("*.py"))
#: Calls that run what a file holds.
_RUNS = {"eval", "exec", "compile", "__import__", "load_module", "system", "popen"}
_LOADERS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "yaml", "jsonpickle"}


def test_nothing_is_loaded_that_could_run():
    for path in [*_MODULES, *(ROOT / "notebooks").glob("*.ipynb")]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            text = "\n".join(
                "".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"
            )
        assert not re.search(
            r"allow_pickle\s*=\s*True|shell\s*=\s*True|read_pickle|to_pickle|escape\s*=\s*False", text
        ), path
        if path.suffix == ".ipynb":
            # The one view in HTML escapes what it shows; anything else is printed or shown as a frame.
            assert not re.search(r"\b(?:Markdown|Javascript|SVG)\(", text), path
            assert set(re.findall(r"\bHTML\((.{0,14})", text)) <= {"topic_browser."}, path
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                names = {alias.name.partition(".")[0] for alias in node.names} | {
                    (getattr(node, "module", "") or "").partition(".")[0]
                }
                assert not names & _LOADERS, path
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                of_re = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re"
                assert called not in _RUNS or of_re, f"{path}, line {node.lineno}: {called}"
                if called == "load" and getattr(getattr(node.func, "value", None), "id", "") == "np":
                    assert any(k.arg == "allow_pickle" and k.value.value is False for k in node.keywords), path


_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
#: Repetitions up to so often cannot take long, even one in the other.
_FEW = 20
_SAMPLE = frozenset([*map(chr, range(0x180)), *"工会一、。；：■◆►·（ㄅㆠˉ\u3000\u0301\ufffd\ue000\U00020000"])


def _characters(op, argument) -> frozenset[str]:
    """Those of some characters that one item of a pattern takes."""
    if op is _constants.LITERAL:
        return frozenset(chr(argument))
    if op is _constants.NOT_LITERAL:
        return _SAMPLE - {chr(argument)}
    if op is _constants.ANY:
        return _SAMPLE
    if op is _constants.IN:
        found: set[str] = set()
        for kind, value in argument:
            if kind is _constants.RANGE:
                found |= {c for c in _SAMPLE if value[0] <= ord(c) <= value[1]} | {chr(value[0]), chr(value[1])}
            elif kind is _constants.LITERAL:
                found.add(chr(value))
            elif kind is _constants.CATEGORY:
                sign = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(value).rpartition("_")[2]]
                found |= {c for c in _SAMPLE if bool(re.match(sign, c)) != ("NOT" in str(value))}
        return _SAMPLE - found if argument[0][0] is _constants.NEGATE else frozenset(found)
    return frozenset()


def _inner(tree) -> list:
    """Repetitions of any length anywhere in a pattern, with what they repeat."""
    found = []
    for op, argument in tree:
        if op in _REPEATS:
            found += [argument[2]] if argument[1] > _FEW else []
            found += _inner(argument[2])
        elif op is _constants.SUBPATTERN:
            found += _inner(argument[3])
        elif op is _constants.BRANCH:
            found += [one for branch in argument[1] for one in _inner(branch)]
        elif op in (_constants.ASSERT, _constants.ASSERT_NOT):
            found += _inner(argument[1])
    return found


def ambiguous(pattern: str | bytes, flags: int = 0) -> bool:
    """Whether a repetition holds another without a sign that only parts the rounds: (a+)* and not (a+、)*."""
    for body in _inner(_parser.parse(pattern, flags)):
        inner = _inner(body)
        within = frozenset().union(*(_characters(*item) for repeated in inner for item in repeated))
        parting = [
            _characters(*item) if op not in _REPEATS else _characters(*argument[2][0])
            for op, argument in body
            if op not in _REPEATS or (argument[0] > 0 and argument[1] <= _FEW)
            for item in [(op, argument)]
        ]
        # A repetition of another length, such as \ufffd+ in ([^\ufffd]\ufffd+)*, parts nothing: it is one of the inner ones.
        if inner and not any(signs and signs.isdisjoint(within) for signs in parting) and not _alternate(body):
            return True
    return False


def _alternate(body) -> bool:
    """Whether each round is one sign and then a run of others that the sign is none of, as in (、[一-龥]*)*."""
    if len(body) != 2:
        return False
    (op, argument), (then, repeated) = body
    return (
        op not in _REPEATS and then in _REPEATS and _characters(op, argument).isdisjoint(_characters(*repeated[2][0]))
    )


@pytest.mark.parametrize(("pattern", "wrong"), [
    ("(?:a+)+b", True), ("(?:a*b?)*", True), ("(?:a|a+)*", True), ("((?:ab?)+)*", True), (r"(?:\s*\w*)*", True), ("(?:.*,){30,}", True),
    ("(?:a+,)*", False), ("(?:, ?a+)*", False), ("[^。]*。", False), ("(?:a{1,3})*", False), ("(?:、[一-龥]*){2,}", False), ("(?:ab)*", False),
])  # fmt: skip
def test_ambiguous_repetitions_are_told_from_others(pattern, wrong):
    assert ambiguous(pattern) == wrong


def test_no_pattern_can_try_its_way_through_a_page():
    """Every pattern of a module: one repetition inside another takes exponential time where their rounds can be parted in many ways."""
    seen = {}
    for module in pkgutil.walk_packages(unionreports.__path__, "unionreports."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _patterns(value):
                seen.setdefault(pattern, f"{module.name}.{name}")
    assert len(seen) > 300
    assert {
        where: pattern.pattern[:80]
        for pattern, where in seen.items()
        if ambiguous(pattern.pattern, pattern.flags & ~re.UNICODE)
    } == {}


def _patterns(value, depth: int = 0):
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, dict):
        yield from (found for one in value.values() for found in _patterns(one, depth + 1))
    elif depth < 3 and isinstance(value, (list, tuple, set, frozenset)):
        yield from (found for one in value for found in _patterns(one, depth + 1))
    elif depth < 2 and type(value).__module__.startswith("unionreports"):
        yield from (found for one in getattr(value, "__dict__", {}).values() for found in _patterns(one, depth + 1))
