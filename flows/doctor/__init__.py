"""`sekisho doctor`: everything that may be amiss with an office's data, each fault named with its cure."""
