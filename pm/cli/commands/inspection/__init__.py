"""What is asked of an inspection beside its verbs."""
