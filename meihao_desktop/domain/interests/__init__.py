"""Interests (利害关系): what may tie an expert to an estate, for people to judge."""
