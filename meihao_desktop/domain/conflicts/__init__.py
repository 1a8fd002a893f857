"""The checks: each module a pure function of the dossier; ``run_all`` runs them together."""
