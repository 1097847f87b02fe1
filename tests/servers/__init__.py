"""Real servers that the tests start on loopback: Dovecot, PostgreSQL, SMTP, the web application, Chromium."""
