"""What is done to tickets beside their verbs."""
