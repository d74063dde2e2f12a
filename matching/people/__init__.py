"""What affiliations say: which organisations a written affiliation names, and how they stand to each other."""
