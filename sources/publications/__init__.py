"""Who wrote with whom, paid by whom: publication and career metadata."""
