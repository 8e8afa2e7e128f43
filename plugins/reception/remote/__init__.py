"""Numbers that lie elsewhere: `make data` copies them into content/so-lieu/anh-chup/, and builds read only those copies."""
