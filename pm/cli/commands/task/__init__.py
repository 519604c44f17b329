"""What is read of tasks beside lists."""
