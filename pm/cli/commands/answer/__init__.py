"""Commands of answers besides their verbs."""
