"""The codes of the notes that grounding leaves on a report. `docs/notes.md` is made from this table."""

from __future__ import annotations

CODES = {
    "date-after-publication": "The text tells of a time after its own date of publication: one of the two is wrong.",
    "date-ambiguous": "Day and month of a date in digits cannot be told apart; only its year was kept.",
    "date-impossible": "The text names a day that its month does not have: 30 February.",
    "weekday-mismatch": "The text gives a date with a day of the week that it does not fall on.",
    "parts-exceed-total": "Numbers given as parts of a total add up to more than it.",
    "counts-differ": "The report gives two numbers for the same count, in its own words or on the same word.",
    "two-counts": "Two sources give different numbers for the same count: the note says who gives which.",
    "two-places": "The report gives two places for the same thing, and they are far apart.",
}
