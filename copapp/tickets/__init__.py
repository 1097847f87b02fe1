"""Requests from their first message to their close: triage."""
