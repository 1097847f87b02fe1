"""What mail programs put around a letter: introductions of quoted letters, and footers below it."""

INTRODUCTIONS = {
    "outlook": "Od: Centrum <cop@um.kalisz.pl>\nWysłano: wtorek, 3 marca 2026 09:12\n"
    "Do: Halina Wróbel\nTemat: RE: sala\n",
    "outlook_importance": (
        "Od: Centrum [mailto:cop@um.kalisz.pl]\nWysłano: 3 marca 2026 09:12\nDo: Halina\nDW: Biuro\nTemat: sala\n"
        "Ważność: Wysoka\n"
    ),
    "outlook_english": "From: Centrum <cop@um.kalisz.pl>\nSent: Tuesday, March 3, 2026 9:12 AM\n"
    "To: Halina\nSubject: sala\n",
    "outlook_rule": "________________________________\nOd: Centrum <cop@um.kalisz.pl>\n"
    "Wysłane: wtorek, 3 marca\nDo: H\nTemat: x\n",
    "outlook_original": "-----Oryginalna wiadomość-----\nFrom: Centrum\n"
    "Sent: 3 marca 2026\nTo: Halina\nSubject: sala\n",
    "original_english": "-----Original Message-----\nFrom: Centrum <cop@um.kalisz.pl>\n"
    "Sent: Tue 3/3/2026\nTo: H\nSubject: sala\n",
    "samsung": "-------- Oryginalna wiadomość --------\nOd: Centrum <cop@um.kalisz.pl>\n"
    "Data: 3.03.2026 09:12 (GMT+01:00)\n"
    "Do: Halina\nTemat: sala\n",
    "gmail": "wt., 3 mar 2026 o 09:12 Centrum <cop@um.kalisz.pl> napisał(a):\n",
    "gmail_wrapped": "wt., 3 mar 2026 o 09:12 Centrum Organizacji Pozarządowych i Inicjatyw\n"
    "<cop@um.kalisz.pl> napisał(a):\n",
    "gmail_wrapped_verb": "śr., 11 lut 2026 o 19:02 Centrum Organizacji Pozarządowych <cop@um.kalisz.pl>\n"
    "napisał(a):\n",
    "gmail_user": "pon., 2 mar 2026, 09:12 użytkownik Centrum <cop@um.kalisz.pl> napisał:\n",
    "gmail_english": "On Tue, Mar 3, 2026 at 9:12 AM Centrum <cop@um.kalisz.pl> wrote:\n",
    "gmail_english_wrapped": "On Tue, Mar 3, 2026 at 9:12 AM Centrum Organizacji Pozarządowych <\n"
    "cop@um.kalisz.pl> wrote:\n",
    "gmail_ukrainian": "вт, 3 бер. 2026 р. о 09:12 Centrum <cop@um.kalisz.pl> пише:\n",
    "thunderbird": "W dniu 3.03.2026 o 09:12, Centrum Organizacji Pozarządowych pisze:\n",
    "thunderbird_dashes": "W dniu 2026-03-03 o 09:12, cop@um.kalisz.pl pisze:\n",
    "roundcube": "W dniu 2026-03-03 09:12, Centrum napisał(a):\n",
    "wp": "Dnia 3 marca 2026 09:12 Centrum <cop@um.kalisz.pl> napisał(a):\n",
    "onet": "W dniu 2026-03-03 09:12:44 użytkownik Centrum <cop@um.kalisz.pl> napisał:\n",
    "o2": "Dnia 3 marca 2026 09:12 cop@um.kalisz.pl napisał(a):\n",
    "ios": "Wiadomość napisana przez Centrum <cop@um.kalisz.pl> w dniu 3 mar 2026, o godz. 09:12:\n",
    "ios_new": "Wiadomość napisana przez COP w dniu 03.03.2026, o godz. 09:12:\n",
    "yahoo": "W dniu wtorek, 3 marca 2026 09:12:00 CET użytkownik Centrum <cop@um.kalisz.pl> napisał:\n",
    "kmail": "Dnia wtorek, 3 marca 2026 09:12:20 CET Centrum pisze:\n",
    "bat": "Witaj Halino, w Twoim liście z dnia 3 marca 2026 (09:12:20) można przeczytać:\n",
    "horde": "Cytowanie Centrum <cop@um.kalisz.pl>:\n",
    "interia": 'Od: "Centrum" <cop@um.kalisz.pl>\nDo: halina@poczta.example.pl;\n'
    "Wysłane: 9:12 Wtorek 2026-03-03\nTemat: sala\n",
    "evolution": "Dnia 2026-03-03, wto o godzinie 09:12 +0100, Centrum pisze:\n",
    "gmail_old": "2026-03-03 9:12 GMT+01:00 Centrum <cop@um.kalisz.pl>:\n",
    "apple_english": "On 3 Mar 2026, at 09:12, Centrum <cop@um.kalisz.pl> wrote:\n",
    "ios_turned": "Wiadomość napisana w dniu 3 mar 2026, o godz. 09:12, przez Centrum <cop@um.kalisz.pl>:\n",
    "said_then_dated": "Centrum <cop@um.kalisz.pl> napisał(a) w dniu 3 marca 2026:\n",
    "proton": "W dniu wtorek, 3 marca 2026 o 09:12 Centrum <cop@um.kalisz.pl> napisał(a):\n",
    "huawei": "-------- Oryginalna wiadomość --------\nTemat: sala\nOd: Centrum\nDo: halina@poczta.example.pl\nDW: \n",
    "one_line": "Od: Centrum <cop@um.kalisz.pl> Wysłano: wtorek, 3 marca 2026 09:12 Do: Halina Temat: RE: sala\n",
    "gmail_bold": "*Od:* Centrum <cop@um.kalisz.pl>\n*Wysłano:* 3 marca 2026 09:12\n*Do:* Halina\n*Temat:* sala\n",
    "ukrainian_block": "Від: Centrum <cop@um.kalisz.pl>\nНадіслано: 3 березня 2026 р. 9:12\nКому: Halina\nТема: sala\n",
    "user_only": "Użytkownik Centrum napisał:\n",
    "gmail_three_lines": "wt., 3 mar 2026 o 09:12 Centrum Organizacji Pozarządowych - Biuro\nObsługi <\n"
    "cop@um.kalisz.pl> napisał(a):\n",
    "gmail_without_address": "wt., 3 mar 2026 o 09:12 Centrum napisał(a):\n",
    "gmail_telephone": "wt., 3.03.2026, 09:12 użytkownik Centrum <cop@um.kalisz.pl> napisał:\n",
    "thunderbird_english": "On 3.03.2026 09:12, Centrum wrote:\n",
    "onet_without_address": "W dniu 2026-03-03 09:12:44 użytkownik Centrum napisał:\n",
    "wp_without_address": "Dnia 3 marca 2026 09:12 Centrum napisał(a):\n",
    "wp_hour": "Dnia 2026-03-03 o godz. 09:12 Centrum napisał(a):\n",
    "wp_weekday": "Dnia wtorek, 3 marca 2026 Centrum <cop@um.kalisz.pl> napisał(a):\n",
    "ios_after_day": "Dnia 3 mar 2026 o godz. 09:12 Centrum <cop@um.kalisz.pl> napisał(a):\n",
    "outlook_names_only": "Od: Centrum Organizacji\nWysłano: 3 marca 2026 09:12\nDo: Halina\nTemat: sala\n",
    "samsung_english": "-------- Original message --------\nFrom: Centrum <cop@um.kalisz.pl>\n"
    "Date: 03/03/2026 09:12 (GMT+01:00)\nTo: halina@poczta.example.pl\nSubject: sala\n",
    "zimbra": '----- Oryginalna wiadomość -----\nOd: "Centrum" <cop@um.kalisz.pl>\nDo: "Halina" <h@x.pl>\n'
    "Wysłane: wtorek, 3 marca 2026 09:12:00\nTemat: sala\n",
    "zoho": "---- Włącz wt., 3 mar 2026 09:12:00 +0100 Centrum <cop@um.kalisz.pl> napisał(a) ----\n",
    "spark": "3 mar 2026, 09:12 +0100, Centrum <cop@um.kalisz.pl>, napisał(a):\n",
    "date_first": "Data: 3 marca 2026 09:12\nOd: Centrum <cop@um.kalisz.pl>\nDo: Halina\nTemat: sala\n",
}

FOOTERS = [
    "Wysłane z iPhone'a",
    "Wysłano z mojego smartfona Samsung Galaxy.",
    "Sent from my iPad",
    "Pobierz aplikację Outlook dla systemu Android<https://aka.ms/x>",
    "Надіслано з мого iPhone",
    "Wolny od wirusów. www.avast.com",
    "Niniejsza wiadomość jest przeznaczona wyłącznie dla adresata. Spotkanie 12 maja jest poufne.",
    "Treść tej wiadomości zawiera informacje\npoufne i przeznaczone tylko dla adresata.",
    "Administratorem Pani/Pana danych osobowych jest Iks. Dane przechowujemy do 31.12.2030 r.",
    "KLAUZULA INFORMACYJNA\nZgodnie z art. 13 RODO informujemy, że dane przetwarza Iks, tel. 62 700 00 00.",
    "Zanim wydrukujesz, pomyśl o środowisku.",
    "Jeżeli nie są Państwo adresatem tej wiadomości, prosimy o jej usunięcie.",
    "Iks Sp. z o.o., ul. Długa 5, 62-800 Kalisz, NIP 7751930401, KRS 0000241873, kapitał zakładowy 50 000 zł",
    "This email and any attachments are confidential.",
    "Otrzymujesz tę wiadomość, ponieważ subskrybujesz grupę „Osiedle”.",
    "_______________________________________________\nOsiedle mailing list",
    "Pobierz program Outlook dla systemu iOS",
    "Wysłane z telefonu z Androidem",
    "Ta wiadomość została wysłana z Poczty o2",
    "__________ Informacja programu ESET Mail Security __________\n\nWiadomość została sprawdzona przez program ESET.",
    "E-mail ten nie zawiera wirusów.",
    "P Zanim wydrukujesz ten e-mail, pomyśl o środowisku",
    "Czy musisz drukować tę wiadomość? Chroń środowisko.",
    "Before printing, think about the environment.",
    "CONFIDENTIALITY NOTICE: The contents of this email are intended solely for the addressee. Meeting: 12 May.",
    "Informujemy, że administratorem Pani/Pana danych osobowych jest Iks, ul. Długa 5, tel. 62 700 00 00.",
    "Szanowni Państwo, informujemy, że zgodnie z art. 13 RODO administratorem danych jest Iks.",
    "Obowiązek informacyjny\n1) administratorem danych jest Iks;\n2) dane przechowujemy do 31.12.2030;",
    "Niniejszy e-mail nie stanowi oferty w rozumieniu Kodeksu cywilnego.",
    "Iks Spółka z ograniczoną odpowiedzialnością, ul. Długa 5\nSąd Rejonowy w Poznaniu, KRS 0000241873, NIP 7751930401",
    "Zastrzeżenie: niniejsza korespondencja przeznaczona jest wyłącznie dla osób, do których jest adresowana, i może\n"
    "zawierać informacje poufne. Jeśli nie jesteś jej adresatem, prosimy o powiadomienie nas do 30 maja o godz. 12.",
]
