"""Reception statistics inside articles: a number is written once, and is the same wherever it is shown."""
