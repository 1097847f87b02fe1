"""Letters whose headers are missing, doubled, folded, huge, or not what they say."""

from tests.mail.named.letter import BODY, Named, encoded, letter

_NO_DATE = "Wiadomość nie ma czytelnej daty nadania"
_WRONG_DATE = "jest nieprawdziwa"

MISSING = {
    "no header at all": Named(BODY.encode(), told="nie ma nagłówków", subject="", sender=""),
    "no From": Named(letter(without="From"), sender=""),
    "no From, but a Sender": Named(
        letter("Sender: biuro@lokietek.example", without="From"), sender="biuro@lokietek.example"
    ),
    "no Subject": Named(letter(without="Subject"), subject=""),
    "no recipient": Named(letter(without="To")),
    "no Message-ID": Named(letter(without="Message-ID")),
    "no Date": Named(letter(without="Date"), told=_NO_DATE),
    "no Date, but a route": Named(
        letter("Received: from a by b; Mon, 9 Mar 2026 10:00:00 +0100", without="Date"),
        told="przyjęto datę jej nadejścia",
    ),
    "headers and nothing else": Named(letter(body=""), says=""),
    "headers cut in the middle": Named(
        b"From: jadwiga@lokietek.example\r\nSubject: Zebranie\r\nTo: cop@um.ka", says=""
    ),
    "no empty line above the letter": Named(letter().replace(b"\r\n\r\n", b"\r\n", 1)),
}

FROM = {
    "an empty From": Named(letter("From:"), sender=""),
    "an empty address": Named(letter("From: Jadwiga Wrona <>"), sender=""),
    "a name without an address": Named(letter("From: Jadwiga Wrona"), sender=""),
    "a group in From": Named(letter("From: Koło: Jadwiga <jadwiga@lokietek.example>, ola@lokietek.example;")),
    "an empty group in From": Named(letter("From: Nieznani odbiorcy:;"), sender=""),
    "two addresses in From": Named(letter("From: Jadwiga <jadwiga@lokietek.example>, ola@lokietek.example")),
    "two From headers": Named(letter("From: jadwiga@lokietek.example", "From: ola@lokietek.example")),
    "a comma in a bare name": Named(letter("From: Wrona, Jadwiga <jadwiga@lokietek.example>")),
    "an unclosed quotation mark": Named(letter('From: "Jadwiga <jadwiga@lokietek.example>')),
    "nested comments": Named(letter("From: jadwiga@lokietek.example (Jadwiga (z koła (Łokietek)))")),
    "a route before the address": Named(letter("From: <@a.example,@b.example:jadwiga@lokietek.example>")),
    "a quoted local part": Named(
        letter('From: Jadwiga <"jadwiga wrona"@lokietek.example>'), sender='"jadwigawrona"@lokietek.example'
    ),
    "an address as the name": Named(letter('From: "cop@um.kalisz.pl" <jadwiga@lokietek.example>')),
    "markup as the name": Named(letter('From: "<script>alert(1)</script>" <jadwiga@lokietek.example>')),
    "an address with markup": Named(letter('From: <"><script>alert(1)</script>"@lokietek.example>'), sender=""),
    "a domain in Polish": Named(letter("From: żuraw@łokietek.example"), sender="żuraw@łokietek.example"),
    "a domain in Punycode": Named(
        letter("From: zuraw@xn--okietek-8hb.example"), sender="zuraw@xn--okietek-8hb.example"
    ),
    "an endless address": Named(letter("From: <" + "j" * 5_000 + "@lokietek.example>"), sender="j" * 320),
    "a name of 10,000 letters": Named(letter(f"From: {'Jadwiga ' * 1_250}<jadwiga@lokietek.example>")),
    "a name in raw windows-1250": Named(letter("From: Żaneta Wrona <jadwiga@lokietek.example>".encode("cp1250"))),
    "a name cut within a letter": Named(
        letter("From: =?utf-8?Q?Jadwiga_=C5?= =?utf-8?Q?=BB?= <jadwiga@lokietek.example>")
    ),
    "a NUL in the name": Named(letter(b"From: Jad\0wiga <jadwiga@lokietek.example>")),
    "the Centre itself as the sender": Named(letter("From: Centrum <cop@um.kalisz.pl>"), sender="cop@um.kalisz.pl"),
    "50,000 addresses in From": Named(letter("From: " + "jadwiga@lokietek.example," * 50_000)),
    "50,000 brackets in From": Named(letter("From: " + "(" * 50_000), sender=""),
}

SUBJECTS = {
    "a Subject in raw UTF-8": Named(letter("Subject: Zebranie koła"), subject="Zebranie koła"),
    "a Subject in raw windows-1250": Named(letter("Subject: Zebranie koła".encode("cp1250")), subject="Zebranie koła"),
    "a Subject in UTF-7": Named(letter("Subject: =?utf-7?Q?+ADw-script+AD4-?="), subject="+ADw-script+AD4-"),
    "an encoded word cut within a letter": Named(
        letter("Subject: =?utf-8?B?UHJvxQ==?=\r\n =?utf-8?B?m2Jh?="), subject="Prośba"
    ),
    "an encoded word without an end": Named(letter("Subject: =?utf-8?Q?Zebranie"), subject="=?utf-8?Q?Zebranie"),
    "an encoded word of an unknown charset": Named(letter("Subject: =?x-nic?Q?Zebranie?=")),
    "an encoded word in an encoded word": Named(
        letter("Subject: =?utf-8?Q?=3D=3Futf-8=3FQ=3FZebranie=3F=3D?="), subject="=?utf-8?Q?Zebranie?="
    ),
    "an encoded word within a word": Named(letter("Subject: Zebra=?utf-8?Q?nie?=")),
    "an encoded word with blanks": Named(letter("Subject: =?utf-8?Q?Zebranie ko=C5=82a?="), subject="Zebranie koła"),
    "line breaks in an encoded word": Named(
        letter("Subject: =?utf-8?Q?Zebranie=0D=0ABcc:_x@y.example?="), subject="Zebranie Bcc: x@y.example"
    ),
    "a bare CR in the Subject": Named(letter(b"Subject: Zebranie\rBcc: x@y.example"), subject="Zebranie"),
    "a NUL in the Subject": Named(letter(b"Subject: Zebra\0nie"), subject="Zebra nie"),
    "signs that turn the writing": Named(letter("Subject: Zebranie \u202efdp.exe"), subject="Zebranie \u202efdp.exe"),
    "markup in the Subject": Named(
        letter("Subject: <img src=x onerror=alert(1)>"), subject="<img src=x onerror=alert(1)>"
    ),
    "a folded Subject": Named(
        letter("Subject: Zebranie\r\n\tkola\r\n  i\r\n zarzadu"), subject="Zebranie kola i zarzadu"
    ),
    "a Subject folded a thousand times": Named(letter("Subject: a" + "\r\n a" * 1_000), subject=" ".join("a" * 1_001)),
    "a Subject folded over empty lines": Named(letter("Subject: Zebranie\r\n \r\n kola"), subject="Zebranie  kola"),
    "two Subjects": Named(letter("Subject: Zebranie", "Subject: Inny")),
    "a Subject of 10 MB": Named(letter("Subject: Zebranie" + "x" * 10_000_000), subject="Zebranie" + "x" * 99_991),
    "30,000 encoded words": Named(letter("Subject: " + "=?utf-8?q?a?= " * 30_000), subject="a" * 7_153),
    "a forwarded mark a hundred times": Named(letter("Subject: " + "Fwd: " * 100), subject=("Fwd: " * 100).strip()),
}

DATES = {
    "a Date in 1970": Named(letter("Date: Thu, 1 Jan 1970 00:00:00 +0000"), told=_NO_DATE),
    "a Date in 2001": Named(letter("Date: Fri, 9 Mar 2001 10:00:00 +0100"), told=_WRONG_DATE),
    "a Date in 2099": Named(letter("Date: Mon, 9 Mar 2099 10:00:00 +0100"), told=_WRONG_DATE),
    "a Date on the last day of time": Named(letter("Date: Fri, 31 Dec 9999 23:59:59 -1200"), told=_NO_DATE),
    "a Date on the first day of time": Named(letter("Date: Mon, 1 Jan 0001 00:00:00 +1400"), told=_WRONG_DATE),
    "a Date in 99999": Named(letter("Date: Mon, 9 Mar 99999 10:00:00 +0100"), told=_NO_DATE),
    "a Date in words": Named(letter("Date: poniedziałek po dziesiątej"), told=_NO_DATE),
    "an empty Date": Named(letter("Date:"), told=_NO_DATE),
    "two Dates": Named(letter("Date: Mon, 9 Mar 2026 10:00:00 +0100", "Date: Mon, 9 Mar 2099 10:00:00 +0100")),
    "a Date with two digits of the year": Named(letter("Date: 9 Mar 26 10:00:00 +0100")),
    "a Date with a zone that is none": Named(letter("Date: Mon, 9 Mar 2026 10:00:00 +9999"), told=_NO_DATE),
    "a Date with the zone's name": Named(letter("Date: Mon, 9 Mar 2026 10:00:00 +0100 (Środkowoeuropejski czas)")),
    "a Date on the 31st of February": Named(letter("Date: Tue, 31 Feb 2026 10:00:00 +0100"), told=_NO_DATE),
    "a Date in ISO 8601": Named(letter("Date: 2026-03-09T10:00:00+01:00"), told=_NO_DATE),
}

IDS = {
    "an empty Message-ID": Named(letter("Message-ID: <>", body=BODY + "PS. Raz.\n")),
    "a Message-ID without brackets": Named(letter("Message-ID: bez.nawiasow@lokietek.example")),
    "a Message-ID with blanks": Named(letter("Message-ID: <z odstepem @lokietek.example>", body=BODY + "PS. Dwa.\n")),
    "a Message-ID of 10,000 letters": Named(
        letter(f"Message-ID: <{'i' * 10_000}@lokietek.example>", body=BODY + "PS. Trzy.\n")
    ),
    "a Message-ID in raw UTF-8": Named(letter("Message-ID: <żółw@lokietek.example>")),
    "two Message-IDs": Named(letter("Message-ID: <raz@lokietek.example>", "Message-ID: <dwa@lokietek.example>")),
    "itself in In-Reply-To": Named(
        letter(
            "Message-ID: <sam@lokietek.example>",
            "In-Reply-To: <sam@lokietek.example>",
            "References: <sam@lokietek.example>",
        )
    ),
    "100,000 References": Named(letter("References: " + "\r\n ".join(f"<{n}@x.example>" for n in range(100_000)))),
    "References that are none": Named(letter("References: dawne listy", "In-Reply-To: Pani list z 3 marca")),
}

OTHERS = {
    "a header without a colon": Named(letter("X-Inny: a\r\nzawiniety bez wciecia")),
    "blanks before the colon": Named(letter("X-Inny : a", "Subject : Zebranie", without="Subject")),
    "a header without a name": Named(letter(": bez nazwy")),
    "a header in raw bytes": Named(letter(b"X-\xff\xfe: \xff")),
    "200,000 headers": Named(letter(*["X: y"] * 200_000)),
    "a header of 10 MB": Named(letter("X-Long: " + "x" * 10_000_000)),
    "500 hops": Named(letter(*["Received: from a by b; Mon, 9 Mar 2026 10:00:00 +0100"] * 500)),
    "a Reply-To to nobody": Named(letter("Reply-To: <>")),
    "a Reply-To of many": Named(letter("Reply-To: " + ", ".join(f"o{n}@x.example" for n in range(2_000)))),
    "every header twice": Named(
        letter(*(f"{name}: {encoded('ż')}" for name in ("Cc", "Cc", "Bcc", "Bcc", "Sender", "Sender")))
    ),
    "headers for other programs": Named(letter("X-COP-Ticket: 1", "X-RT-Command: close", "Control: cancel <1@x>")),
    "a verdict of a foreign server": Named(letter("Authentication-Results: mx.zly.example; dmarc=pass")),
}
