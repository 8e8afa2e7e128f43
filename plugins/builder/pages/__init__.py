"""Which pages must be rendered again, and what each of them was rendered from."""
