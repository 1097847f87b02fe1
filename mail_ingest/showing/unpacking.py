"""A message that came as a file (.eml, winmail.dat) → its text and its own files, as JSON."""

import base64
import json
from typing import Any

from mail_ingest.message import parse_message
from mail_ingest.showing.tnef import SIGNATURE, read_tnef

MAX_TEXT = 200_000


def unpacked(content: bytes) -> bytes:
    """{"subject", "sender", "date" (ISO 8601 or ""), "text", "files": [{"name", "type", "content" (base64)}]}.

    Archives such as .zip stay packed: nobody needs them opened here, and small ones may hold gigabytes.
    """
    return json.dumps(_of_outlook(content) if content.startswith(SIGNATURE) else _of_message(content)).encode()


def _of_message(content: bytes) -> dict[str, Any]:
    message = parse_message(content)
    return {
        "subject": message.subject,
        "sender": " ".join(filter(None, (message.from_name, message.from_address))),
        "date": message.date.isoformat() if message.date else "",
        "text": message.text[:MAX_TEXT],
        "files": [_file(each.filename or "", each.content_type, each.content) for each in message.attachments],
    }


def _of_outlook(content: bytes) -> dict[str, Any]:
    packed = read_tnef(content)
    return {
        "subject": packed.subject,
        "sender": packed.sender,
        "date": "",
        "text": packed.text[:MAX_TEXT],
        "files": [_file(name, "", inner) for name, inner in packed.files],
    }


def _file(name: str, content_type: str, content: bytes) -> dict[str, str]:
    return {"name": name, "type": content_type, "content": base64.b64encode(content).decode("ascii")}
