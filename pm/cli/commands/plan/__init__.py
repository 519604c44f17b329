"""What plans make, beside their verbs."""
