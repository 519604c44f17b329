"""Records in git: the YAML door, the git door, transaction, history and recovery."""
