"""Photos on the page: small copies of what editors put into the content tree, made by pinned encoders."""
