"""How reports attribute, outlet by outlet and month by month: who speaks, how named, in which role, how presented.

    audit = Audit(by=("outlet", "month"))
    for report in reports:
        audit.add(report)
    result = audit.result(shipped())

Every share of the result has its list, its n and its interval. Nothing here knows of a model or a screen.
"""

from __future__ import annotations

from sayso.audit.audit import BOTH, TOP, Audit
from sayso.audit.errors import Confusion, Errors, errors_from, shipped
from sayso.audit.intervals import FEW, LEAST
from sayso.audit.nouns import (
    UNKNOWN_MONTH,
    UNKNOWN_OUTLET,
    By,
    ClassError,
    Group,
    Left,
    Measure,
    Method,
    Part,
    Result,
    Said,
    Seen,
    Share,
    Stretch,
)

__all__ = [
    "BOTH",
    "FEW",
    "LEAST",
    "TOP",
    "UNKNOWN_MONTH",
    "UNKNOWN_OUTLET",
    "Audit",
    "By",
    "ClassError",
    "Confusion",
    "Errors",
    "Group",
    "Left",
    "Measure",
    "Method",
    "Part",
    "Result",
    "Said",
    "Seen",
    "Share",
    "Stretch",
    "errors_from",
    "shipped",
]
