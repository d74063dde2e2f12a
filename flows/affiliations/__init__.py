"""Affiliations from files: the tables they are read with, the registry, the commands, the fitting."""
