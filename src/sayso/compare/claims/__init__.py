"""What several statements say alike, in which wordings, and who denies it."""
