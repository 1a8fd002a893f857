"""美好家园评审: the offline program for one review meeting."""

__version__ = "0.1.0"
