"""What went wrong on the wire, in words that staff can pass on."""

import smtplib
import ssl

LONGEST = 300


def in_polish(error: BaseException) -> str:
    """The error in plain Polish where it is a common one, else in the words of whoever raised it."""
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "serwer zerwał połączenie"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certyfikat serwera jest nieważny lub nieznany ({error.verify_message})"
    if isinstance(error, UnicodeError):
        return "użytkownik, hasło lub adres ma litery, których ten serwer nie zna"
    if isinstance(error, TimeoutError):
        return "serwer nie odpowiedział na czas"
    if isinstance(error, ConnectionRefusedError):
        return "serwer odmówił połączenia"
    if isinstance(error, ConnectionError):
        return "połączenie zostało zerwane"
    if isinstance(error, OSError) and error.errno is not None and error.errno < 0:
        return "nie znaleziono takiego serwera"  # getaddrinfo numbers its errors below zero
    return " ".join(str(getattr(error, "strerror", None) or error or type(error).__name__).split())[:LONGEST]
