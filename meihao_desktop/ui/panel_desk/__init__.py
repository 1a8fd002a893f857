"""小组: who takes part, who must not score what, and what bars an estate."""
