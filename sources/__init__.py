"""What the world says: fetching and reading. Knows nothing of matching, DuckDB or Prefect."""
