"""Commands of staff besides its verbs."""
