"""Advice (参考分析): figures beside the result that explain it and never change it."""
