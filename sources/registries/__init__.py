"""Who is who: registries of organisations."""
