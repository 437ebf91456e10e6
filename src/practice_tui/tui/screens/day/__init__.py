"""One day of the record, with its sittings and notes."""
