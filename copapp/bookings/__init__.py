"""Rooms, bookings and the calendar."""
