"""pm runs a property-management customer-service centre on plain files in git."""

__version__ = "0.1.0"
