"""Persons over time: affiliations on one axis, differences of what was told, exposure to listed bodies."""
