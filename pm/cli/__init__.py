"""The command line: parse, call the office, render."""
