"""What is asked for: a text cut into requests, and one small reader for each of their fields."""
