"""The office's desk: what people decide, where it is kept, and what of it still holds tonight."""
