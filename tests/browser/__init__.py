"""Tests that drive a real Chromium over a built site, served as the real server will."""
