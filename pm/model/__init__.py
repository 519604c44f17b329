"""What a record is: fields, verbs, acts, ids, calendars and clocks; pure, without files or git."""
