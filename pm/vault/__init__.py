"""Sealing of personal fields, the keys for it, and their destruction (S-180 … S-183)."""
