"""Sealing of personal fields; until keys exist, the identity."""
