"""The keys of an office: who holds them, and how they are given, renewed, shared, destroyed."""
