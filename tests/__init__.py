"""Tests: the same tree as the code, with real servers in tests/servers."""
