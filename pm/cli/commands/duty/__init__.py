"""Commands of the duty roster besides its verbs."""
