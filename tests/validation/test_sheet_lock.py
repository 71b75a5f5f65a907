"""A lock shows that a file is what it was."""

from hashlib import sha256

import pytest

from unionreports.errors import InputError
from unionreports.validation.sheet_lock import lock_path, lock_sheet, require_lock


def test_a_lock_is_a_line_that_sha256sum_reads(tmp_path):
    path = tmp_path / "wang 王.xlsx"
    path.write_bytes(b"sheet")
    lock = lock_sheet(path)
    assert lock == lock_path(path) and lock.name == "wang 王.xlsx.lock"
    assert lock.read_text(encoding="utf-8") == f"{sha256(b'sheet').hexdigest()}  wang 王.xlsx\n"
    require_lock(path)
    assert lock_sheet(path) == lock


@pytest.mark.parametrize(
    ("sheet", "lock", "says"),
    [
        (b"sheet", None, "is not locked"),
        (b"sheet.", sha256(b"sheet").hexdigest() + "  a.csv\n", "was changed after it was locked"),
        (b"sheet", "locked", "this is no lock of a sheet"),
        (b"sheet", "", "this is no lock of a sheet"),
        (None, sha256(b"sheet").hexdigest() + "  a.csv\n", "cannot be read"),
    ],
)
def test_a_sheet_without_its_own_lock_is_refused(tmp_path, sheet, lock, says):
    path = tmp_path / "a.csv"
    if sheet is not None:
        path.write_bytes(sheet)
    if lock is not None:
        lock_path(path).write_text(lock, encoding="utf-8")
    with pytest.raises(InputError, match=says) as error:
        require_lock(path)
    assert "remedy" in str(error.value)
