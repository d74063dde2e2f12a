"""When things happen, and the outside world: Prefect, DuckDB, files, pages, the command line."""
