"""The use cases: the only room that holds store, index and vault together."""
