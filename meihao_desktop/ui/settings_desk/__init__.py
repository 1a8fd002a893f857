"""The rules of the round, its rubric, and what this program is."""
