"""What is done to a resident's file beside its verbs."""
