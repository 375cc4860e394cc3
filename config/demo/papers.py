"""Invented receipts, as somebody would photograph them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (900, 1200)
TABLE, PAPER, INK, STAMP = "#7d6a58", "#fdfcf7", "#26303a", "#2d4f9e"


def receipt(number, chance):
    """The photo of a receipt, askew on a table, as an UploadedFile."""
    paper = Image.new("RGB", (640, 820), PAPER)
    pen = ImageDraw.Draw(paper)
    lines = ("RECEIPT", f"No. {1000 + number}", "", f"{chance.randrange(20, 90)},000,000 IRR", "School account")
    for row, line in enumerate(lines):
        pen.text((60, 70 + 90 * row), line, fill=INK, font_size=54 if row in (0, 3) else 38)
    for row in range(4):
        pen.line((60, 560 + 46 * row, 580, 560 + 46 * row), fill="#c9c4b8", width=2)
    pen.ellipse((400, 600, 580, 780), outline=STAMP, width=8)
    photo = Image.new("RGB", SIZE, TABLE)
    askew = paper.convert("RGBA").rotate(chance.uniform(-6, 6), expand=True, resample=Image.Resampling.BICUBIC)
    photo.paste(askew, (110, 150), askew)
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=80)
    return SimpleUploadedFile("رسید.jpg", file.getvalue(), content_type="image/jpeg")
