"""A disposable SQLite database beside the repository, derived from HEAD."""
