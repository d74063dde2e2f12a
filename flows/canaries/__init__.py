"""Names planted by the night itself: entries of the lists that a working search must find."""
