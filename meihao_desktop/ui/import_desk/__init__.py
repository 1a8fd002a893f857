"""收件: what the counties hand in, looked at and accepted."""
