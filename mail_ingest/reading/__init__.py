"""From the words of a message to what they say. Pure: no database, no network, no clock."""
