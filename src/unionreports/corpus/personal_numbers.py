"""Numbers and addresses that lead to one person: identity cards, mobile phones, bank cards, homes."""

from collections.abc import Iterator
import re

#: Identity card: region, day of birth, three digits and a check sign. It is nobody's number in office.
_IDENTITY = re.compile(r"[1-8](?<!\d[1-8])\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_BANK = re.compile(r"(?<!\d)(?:[3-6]\d{15,18}|[3-6]\d{3}(?: \d{4}){3}(?: \d{1,3})?)(?!\d)")
_LANDLINE = re.compile(r"(?<=家庭电话)[:：]?(0\d{2,3}-?\d{7,8})(?!\d)|(?<=住宅电话)[:：]?(0\d{2,3}-?\d{7,8})(?!\d)")
_HOME = re.compile(
    r"(?:家住|现住|住址|家庭地址|住在|居住在|居住于|暂住)[：:]?([^，。；！？（）、\s：:]{2,40}?(?:号楼?|室|组|单元|栋|幢|小区|村|巷|弄|庄|屯|社区))(?=[，。；！？（）、\s]|$|的)"
)


def identity_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Spans of identity card numbers."""
    return (m.span() for m in _IDENTITY.finditer(text))


def of_a_person(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Phone numbers, bank cards and homes between two positions, where a private person is told of: start, end, reason."""
    for pattern in (_MOBILE, _BANK):
        for found in pattern.finditer(text, start, end):
            yield *found.span(), "personal_number"
    for found in _LANDLINE.finditer(text, start, end):
        yield *found.span(found.lastindex), "personal_number"
    for found in _HOME.finditer(text, start, end):
        yield *found.span(1), "home_address"
