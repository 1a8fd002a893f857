"""The clerks: procedures that read, ask the rule book, write and tell what changed."""
