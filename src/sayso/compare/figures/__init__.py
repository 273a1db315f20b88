"""How many, on whose word, as of when: counts over time, and what excludes each other."""
