"""The homepage address in a QR code: a platform's picture, a photograph, or what lies in the clipboard."""

from pmedia_desktop.errors import InputError
from pmedia_desktop.services.custody.qr_codes import text_in_picture
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.homepage_codes"
_ADDRESSES = ("http://", "https://", "weixin://")


def homepage_in(picture: bytes) -> str:
    """Return the address in the picture's QR code; raises ``InputError`` when it holds something else.

    A set-up of one-time codes is a secret: it is refused without being repeated.
    """
    text = text_in_picture(picture).strip()
    if text.lower().startswith("otpauth"):
        raise InputError(
            translate(_CONTEXT, "这是动态验证码的二维码，不是主页地址，"),
            translate(_CONTEXT, "请到“密码保管”里存入。"),
        )
    if not text.lower().startswith(_ADDRESSES):
        raise InputError(
            translate(_CONTEXT, "二维码里不是网址，"), translate(_CONTEXT, "请用账号主页的分享二维码，或直接填写网址。")
        )
    return text
