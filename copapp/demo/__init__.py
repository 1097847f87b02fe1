"""The demo centre: invented staff, organisations, bookings and mail, so that a newcomer sees the program at work.

The data are the files of this folder; `load` puts them into an empty database, the messages by delivery to the
mailbox, so that the worker reads them like any others.
"""
