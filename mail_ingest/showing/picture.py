"""A picture of a sender → the same picture, painted anew: no byte of the original file is left in it."""

from io import BytesIO

from PIL import Image, ImageOps

from mail_ingest.showing.failure import NotShown

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
"""Nothing else is even tried: every format is a parser more that a sender can reach."""
MAX_BYTES = 25_000_000
MAX_PIXELS = 40_000_000
"""Of the picture as its header has it; a small file may claim to unpack into gigabytes."""
LONGEST_SIDE = 1_600


def painted_anew(content: bytes) -> bytes:
    """A PNG (where there is transparency) or JPEG of the first frame, upright, its longer side 1,600 pixels at most.

    Raises:
        NotShown: it is no picture, broken, or too large.
    """
    if len(content) > MAX_BYTES:
        raise NotShown("Ten plik jest za duży, żeby pokazać go na stronie.")
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise NotShown("Ten obrazek jest za duży, żeby pokazać go na stronie.")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _painted(picture)
    except NotShown:
        raise
    except Exception as error:
        # Broken files raise whatever the decoder stumbled over; the picture is not shown, whichever it was.
        raise NotShown("Tego pliku nie da się pokazać jako obrazka.") from error


def _painted(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    has_holes = "A" in upright.getbands() or "transparency" in upright.info
    flat = upright.convert("RGBA" if has_holes else "RGB")
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    canvas = Image.new(flat.mode, flat.size)
    canvas.paste(flat)
    out = BytesIO()
    if has_holes:
        canvas.save(out, "PNG")
    else:
        canvas.save(out, "JPEG", quality=85)
    return out.getvalue()
