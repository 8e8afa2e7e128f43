"""Which pages must be rendered again, and what each depends on."""
