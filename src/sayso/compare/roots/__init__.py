"""Whose word something goes back to: who is who over several reports, who speaks for whom, on whose side."""
