"""Commands of grids besides their verbs."""
