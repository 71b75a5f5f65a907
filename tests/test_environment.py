"""Every way to set the project up installs the same versions, and the files agree with one another."""

from importlib.metadata import version
from pathlib import Path
import re
import subprocess
import tomllib

from packaging.requirements import Requirement
import pytest
import yaml

import unionreports

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def locked() -> list[str]:
    """The requirements of the lock, without their hashes."""
    return re.findall(r"^([a-z0-9][^ ]*==.*?) \\$", read("requirements.lock"), re.M)


def named(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", Requirement(requirement).name).lower()


def test_conda_installs_the_versions_of_the_lock_and_the_package():
    *pinned, package = yaml.safe_load(read("environment.yml"))["dependencies"][-1]["pip"]
    assert pinned == locked()
    assert package == "-e ."


def test_conda_and_the_package_ask_for_the_same_python():
    assert "python=3.11" in yaml.safe_load(read("environment.yml"))["dependencies"]
    assert tomllib.loads(read("pyproject.toml"))["project"]["requires-python"] == ">=3.11,<3.12"


def test_every_requirement_is_locked_as_asked():
    pins = {named(line): Requirement(line).specifier for line in locked()}
    for line in read("requirements.in").split():
        assert named(line) in pins
        for wanted in Requirement(line).specifier:
            assert wanted.contains(next(iter(pins[named(line)])).version)


def test_every_locked_package_has_a_hash_and_no_line_has_an_address():
    blocks = re.split(r"\n(?=[a-z0-9])", read("requirements.lock"))[1:]
    assert len(blocks) == len(locked())
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in read("requirements.lock") + read("environment.yml")


def test_what_runs_now_is_what_is_locked():
    for line in locked():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate():
            assert version(requirement.name) in requirement.specifier, line


def test_the_version_is_the_same_everywhere():
    here = unionreports.__version__
    assert tomllib.loads(read("pyproject.toml"))["project"]["version"] == here
    assert yaml.safe_load(read("CITATION.cff"))["version"] == here
    assert f"## {here}" in read("CHANGELOG.md")


def test_every_link_of_the_readme_leads_to_a_file():
    for page in ("README.md", "docs/design.md", "data/raw/README.md"):
        folder = (ROOT / page).parent
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read(page)):
            assert (folder / target).exists(), f"{page}: {target}"


@pytest.mark.parametrize("target", ["setup", "test", "reproduce"])
def test_make_knows_the_targets_the_readme_names(target):
    asked = subprocess.run(["make", "--dry-run", "--always-make", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    assert "--require-hashes" in asked.stdout


def test_make_without_python_311_says_what_to_do(tmp_path):
    (tmp_path / "Makefile").write_text(read("Makefile"))
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text("")
    for name in ("python3.11", "python3", "python"):
        fake = tmp_path / "bin" / name
        fake.parent.mkdir(exist_ok=True)
        fake.write_text("#!/bin/sh\nexit 1\n")
        fake.chmod(0o755)
    asked = subprocess.run(
        ["make", "setup"], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"},
    )
    assert asked.returncode != 0 and "Python 3.11 was not found" in asked.stderr and "PYTHON=" in asked.stderr
