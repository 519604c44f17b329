"""What is done with the proof of an erasure."""
