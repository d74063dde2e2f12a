"""Does the matcher bother all alike? Invented names of many origins against an invented list with equally many of each."""
