"""What a message carries, made safe to look at: its HTML, its pictures, the messages packed inside it.

Pure, and only ever run in a process of its own (`python -m mail_ingest.showing`), which may take so much time and
memory and no more: all that comes in here was made by others, some of it to break the program that shows it.
"""
