"""Is this the same one, and how much does it matter? Pure: no input or output, no clock, no database."""
