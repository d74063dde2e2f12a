"""Asking publishers about subjects: on which ground, what was asked, the answers, and whose works these are."""
