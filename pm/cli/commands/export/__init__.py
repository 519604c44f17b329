"""What is done with an export beside its verbs."""
