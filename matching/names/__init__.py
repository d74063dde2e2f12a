"""Features over names and identifiers: one question, one small function."""
