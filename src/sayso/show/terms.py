"""The nouns' own words as people are shown them: plain, and accusing nobody.

How a statement is put is a matter of its words: nothing here says that a content is so, or that a source is right.
A value that adds nothing (a neutral cue, a role that is not known) has no words and takes no room, and neither does
polarity: that a content is a denial stands in its own words.
"""

from __future__ import annotations

from sayso.report import AsideKind, Certainty, FigureRole, Level, Role, Scope, SourceClass, Stance, Statement

__all__ = ["ASIDES", "CLASSES", "FIGURE_ROLES", "LEVELS", "ROLES", "SCOPES", "about_source", "how_put", "support"]

#: How the relayer presents the content.
_STANCES: dict[Stance, str] = {
    "neutral": "",
    "endorsing": "presents as fact",
    "distancing": "keeps its distance",
    "denying": "denies",
    "directive": "urges",
    "attitude": "as a belief, wish or fear",
    "asking": "asks",
}
#: How sure the source puts the content.
_CERTAINTIES: dict[Certainty, str] = {
    "certain": "stated flatly",
    "probable": "put as likely",
    "possible": "put as possible",
    "underspecified": "left open",
}

#: How a source is named. The words of the design read as they stand.
CLASSES: dict[SourceClass, str] = {
    "named person": "named person",
    "named organisation": "named organisation",
    "office holder": "office holder, no name",
    "unnamed official": "unnamed official",
    "unnamed expert": "unnamed expert",
    "unnamed witness": "unnamed witness",
    "unnamed other": "unnamed, other",
    "document or media": "document or media",
    "unattributed": "unattributed",
}
#: What a source is.
ROLES: dict[Role, str] = {
    "state": "state",
    "armed party": "armed party",
    "police or court": "police or court",
    "medical": "medical",
    "NGO or international body": "NGO or international body",
    "expert": "expert",
    "witness": "witness",
    "activist": "activist",
    "media": "media",
    "business": "business",
    "other": "other",
    "unknown": "not known",
}
#: In which role people or things are counted, beside what they are: "sailors, killed".
FIGURE_ROLES: dict[FigureRole, str] = {
    "killed": "killed",
    "wounded": "wounded",
    "missing": "missing",
    "captured": "captured",
    "displaced": "displaced",
    "arrested": "arrested",
    "rescued": "rescued",
    "sick": "sick",
    "deployed": "deployed",
    "present": "present",
    "money": "",  # its unit says so
    "measure": "",
    "share": "",  # so does its sign
    "other": "",
}
SCOPES: dict[Scope, str] = {
    "incident": "this incident",
    "cumulative": "since it began",
    "facility": "one facility",
    "subset": "part of a count",
    "claimed enemy loss": "the other side’s losses, as a party gives them",
    "statistic": "a statistic",
    "unknown": "",
}
ASIDES: dict[AsideKind, str] = {"anonymity": "reason for anonymity", "caveat": "caveat", "no comment": "no comment"}
LEVELS: dict[Level, str] = {
    "continent": "continent",
    "country": "country",
    "region": "region",
    "city": "town or city",
    "sea": "sea",
    "other": "",
}


def how_put(statement: Statement) -> tuple[str, ...]:
    """How a statement is put, in words: by its cue, by its content, and whether it is said to be new."""
    said = (
        _STANCES[statement.stance] if statement.stance else "",
        _CERTAINTIES[statement.certainty] if statement.certainty else "",
        "said to be for the first time" if statement.first_time else "",
    )
    return tuple(words for words in said if words)


def about_source(source_class: SourceClass | None, role: Role | None) -> tuple[str, ...]:
    """How a source is named and what it is, in words; a role that the class says already is not repeated."""
    named = CLASSES[source_class] if source_class else ""
    what = ROLES[role] if role and role not in {"other", "unknown"} else ""
    return tuple(words for words in (named, "" if what and what in named.split() else what) if words)


def support(statement: Statement) -> str:
    """Of a source that is not named: whether a named one in the report says it too. Empty where not judged."""
    if statement.only_support is None:
        return ""
    return "no named source here says it too" if statement.only_support else "a named source here says it too"
