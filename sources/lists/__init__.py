"""One file per sanctions, export-control, end-user or research-security list."""
