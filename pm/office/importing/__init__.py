"""Coming in: files of an old system become records by an import map, in one commit."""
