"""Figures, each a value, and the papers made of them."""
