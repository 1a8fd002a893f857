"""The secretary's desk: who has handed in what, what contradicts what, and the papers."""
