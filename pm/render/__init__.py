"""Tables, records and figures as text, markdown, json and csv."""
