"""The bytes of a message: its parts, headers, charsets and readable body, within bounds and without ever raising."""
