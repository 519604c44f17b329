"""What is asked of the rules of retention beside their verbs."""
