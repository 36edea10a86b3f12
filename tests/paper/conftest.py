import io
from collections.abc import Callable

import pytest
from PIL import Image


@pytest.fixture
def red_square() -> Callable[[str], bytes]:
    """Return a maker of a small picture in a file format."""

    def make(kind: str) -> bytes:
        file = io.BytesIO()
        Image.new("RGB", (40, 40), (230, 20, 20)).save(file, kind)
        return file.getvalue()

    return make
