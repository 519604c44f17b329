"""The chapters of a paper: the figures that stand under one heading."""
