"""Reads the QR code in a picture: a platform's set-up of one-time codes, the envelope's sheet, a public key."""

import io
from typing import TYPE_CHECKING

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from PIL.Image import Image

_CONTEXT = "exchange.qr_pictures"
_LARGEST_PICTURE = 20_000_000  # bytes
_MOST_PIXELS = 60_000_000  # a quarter of a gigabyte while it is looked at


def read_qr(picture: bytes) -> str:
    """Return the text of the one QR code in a picture (PNG, JPEG, BMP ...); raises ``InputError``.

    The text may be a secret (a set-up of one-time codes): it is in no message.
    """
    from PIL import Image, ImageFilter, UnidentifiedImageError

    if len(picture) > _LARGEST_PICTURE:
        raise _too_large()
    try:
        with Image.open(io.BytesIO(picture)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise _too_large()
            image_read = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, ValueError, SyntaxError) as problem:
        raise InputError(
            translate(_CONTEXT, "图片打不开，"), translate(_CONTEXT, "请换成PNG或JPEG格式的截图或照片。")
        ) from problem
    # What is transparent in a screenshot is paper, not ink.
    paper = Image.new("RGBA", image_read.size, "white")
    paper.alpha_composite(image_read)
    grey = paper.convert("L")
    texts = _texts(grey)
    if not texts:
        # A photograph out of focus: its edges drawn sharper, once.
        texts = _texts(grey.filter(ImageFilter.UnsharpMask(radius=2, percent=400, threshold=0)))
    if not texts:
        raise InputError(
            translate(_CONTEXT, "图片里没有找到二维码，"),
            translate(_CONTEXT, "请拍得正一些、亮一些，让二维码占满画面，四周留一点白边。"),
        )
    if len(texts) > 1:
        raise InputError(
            translate(_CONTEXT, "图片里有{count}个二维码，").format(count=len(texts)),
            translate(_CONTEXT, "请只截取需要的那一个。"),
        )
    return texts.pop()


def _texts(picture: "Image") -> set[str]:
    import zxingcpp

    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return {found.text for found in zxingcpp.read_barcodes(picture, kinds)}


def _too_large() -> InputError:
    return InputError(translate(_CONTEXT, "图片太大，"), translate(_CONTEXT, "请截取二维码部分后再试。"))
