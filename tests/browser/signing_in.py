"""Anna Nowak signs in, as the fixture `staff` made her."""

from playwright.sync_api import Page


def sign_in(page: Page, address: str, path: str = "/") -> None:
    """On the way to a page of the intranet at that address; the page may still be loading afterwards."""
    page.goto(f"{address}/sign-in?next={path}")
    page.get_by_label("Login").fill("anna")
    page.get_by_label("Hasło").fill("tajne-haslo-1")
    page.get_by_role("button", name="Zaloguj się").click()
