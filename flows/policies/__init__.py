"""Policies at work on the facts of the last night: grades under several, what changes between two, what to do about a grade."""
