"""Misread messages as anonymised cases for the reading's corpus: `python -m mail_ingest export-corrections DIR`."""
