"""Look after the keys: who reads what is sealed."""
