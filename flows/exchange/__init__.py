"""What members of a consortium exchange: signed bundles of findings about organisations. Persons stay home."""
