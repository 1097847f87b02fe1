"""Messages that came, letters that go out, and both byte for byte."""
