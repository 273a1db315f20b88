"""Whose text a report has: shared passages, copies with their direction, and where each passage was first."""
