"""QR codes as pictures, for paper and screen."""

import io

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "paper.qr"
_QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks for
_MOST_BYTES = 1000  # version 25: denser ones are hard to photograph
_MODULE = 8  # pixels: more than a laser printer's 600 dpi needs at the sizes that are printed


def qr_picture(text: str) -> bytes:
    """Return a text's QR code as a PNG, readable with an eighth of it damaged (level M); raises ``InputError``."""
    if len(text.encode("utf-8")) > _MOST_BYTES:
        raise InputError(translate(_CONTEXT, "内容太长，一个二维码放不下，"), translate(_CONTEXT, "请改用文件传递。"))
    from PIL import Image
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    side = code.getModuleCount() + 2 * _QUIET
    image = Image.new("L", (side, side), 255)
    for row in range(code.getModuleCount()):
        for column in range(code.getModuleCount()):
            if code.isDark(row, column):
                image.putpixel((column + _QUIET, row + _QUIET), 0)
    file = io.BytesIO()
    image.resize((side * _MODULE, side * _MODULE), Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()
