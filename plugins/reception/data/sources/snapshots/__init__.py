"""Copies of remote sources with their receipts, read and checked."""
