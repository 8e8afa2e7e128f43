"""Tests of plugins/search; what a browser makes of it is in tests/browser/test_search.py."""
