"""A corpus of invented units with codes whose agreement is known, for the tests of this folder."""

import pandas as pd

from unionreports.text.codebook import Codebook

CATEGORIES = ("pay", "safety", "sport", "migrants", "rest")
KINDS = ("field", "field", "field", "group", "residual")
ROLES = ("review", "review", "plan", "frame")


def codebook() -> Codebook:
    """Five categories, one of them a group, with Chinese and English names."""
    table = pd.DataFrame(
        {
            "id": CATEGORIES,
            "kind": KINDS,
            "name_zh": ("工资", "安全生产", "文体活动", "农民工", "其他"),
            "short_en": ("Pay and contracts", "Safety", "Sport", "Migrants", "Other"),
            "definition": [f"What {name} is." for name in CATEGORIES],
            "exclude_boundary_rule": "",
        }
    )
    return Codebook(CATEGORIES, KINDS, (1, 2, 3, None, None), {}, {}, table=table)


def corpus(reports: int = 6, size: int = 20) -> dict[str, pd.DataFrame]:
    """Tables units, reports and pages: two reports a page, `size` units a report, each of 50 characters of raw text."""
    names = [f"p{r // 2}-{r % 2 + 1}" for r in range(reports)]
    units = pd.DataFrame(
        [
            {
                "unit_id": f"{name}-u{u:03d}",
                "report_id": name,
                "heading_id": "",
                "heading_path": f"{'一二三四五'[u % 5]}、工作",
                "role": ROLES[u % 4],
                "start": 10_000 * (r % 2) + 100 * u,
                "end": 10_000 * (r % 2) + 100 * u + 50,
                "text": f"第{r}份报告的第{u}项工作，全年完成{u * 7 + r}件。",
            }
            for r, name in enumerate(names)
            for u in range(size)
        ]
    )
    table = pd.DataFrame(
        {
            "report_id": names,
            "page_id": [name[:-2] for name in names],
            "title": [f"报告{r}" for r in range(reports)],
            "level": ["county" if r % 3 else "province" for r in range(reports)],
        }
    )
    pages = table[["page_id"]].drop_duplicates(ignore_index=True)
    return {"units": units, "reports": table, "pages": pages.assign(sha256=["hash of " + p for p in pages["page_id"]])}


def priorities(units: pd.DataFrame, **codes) -> pd.DataFrame:
    """Rows of the table `priorities`: a list of codes, or of codes and confidences, for each method."""
    frames = []
    for method, given in codes.items():
        given, confidence = given if isinstance(given, tuple) else (given, 0.8)
        frames.append(
            pd.DataFrame(
                {
                    "unit_id": units["unit_id"],
                    "method": method,
                    "priority": list(given),
                    "weight": 1.0,
                    "is_primary": True,
                    "confidence": confidence,
                    "evidence": "[]",
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def hand_codes(units: pd.DataFrame, primary, confidence="high", secondary1="", coder="reference") -> pd.DataFrame:
    """Codes as `reference_codes` gives them."""
    return pd.DataFrame(
        {
            "unit_id": units["unit_id"],
            "primary": list(primary),
            "secondary1": secondary1,
            "secondary2": "",
            "flags": "",
            "confidence": confidence,
            "coder": coder,
            "note": "",
        }
    )
