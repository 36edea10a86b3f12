from dataclasses import replace

import pyrage
import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.vault.identities import armor, disarm, new_identity, recipient_of
from pmedia_desktop.vault.problems import SealFault, SealProblem, WrongPassphrase
from pmedia_desktop.vault.sealing import Stamp
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.transfer import (
    Carried,
    Package,
    needs_passphrase,
    pack_for,
    pack_under,
    unpack_for,
    unpack_under,
)
from tests.vault.conftest import Holder


@pytest.fixture
def package(stamp: Stamp) -> Package:
    second = Carried(replace(stamp, credential="18", kind="totp"), Secret("密码\n😀"))
    return Package("彭山发布，账号两个", (Carried(stamp, Secret("Mima-2024")), second))


def test_the_taker_opens_it_and_nobody_else(holder: Holder, package: Package) -> None:
    file = pack_for(package, holder.recipient)
    assert not needs_passphrase(file)
    assert unpack_for(file, holder.identity) == package
    with pytest.raises(SealProblem) as raised:
        unpack_for(file, new_identity())
    assert raised.value.fault is SealFault.NOT_FOR_YOU


def test_a_passphrase_told_by_voice_opens_it(package: Package) -> None:
    file = pack_under(package, Secret("mianfen luobo taiyang shuihu"))
    assert needs_passphrase(file)
    assert unpack_under(file, Secret(" mianfen  luobo taiyang shuihu")) == package
    with pytest.raises(WrongPassphrase):
        unpack_under(file, Secret("mianfen luobo taiyang"))


def test_any_age_program_opens_it_and_its_length_is_rounded(holder: Holder, package: Package) -> None:
    content = pyrage.decrypt(disarm(pack_for(package, holder.recipient)), [holder.identity])
    assert "Mima-2024" in content.decode("utf-8")
    assert len(content) % 512 == 0


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"format": "another"}'])
def test_an_age_file_of_something_else_is_refused(content: bytes, holder: Holder) -> None:
    file = armor(pyrage.encrypt(content, [holder.identity.to_public()]))
    with pytest.raises(InputError, match="交接文件"):
        unpack_for(file, holder.identity)


def test_a_file_that_is_no_age_file_is_refused() -> None:
    with pytest.raises(InputError, match="交接文件"):
        needs_passphrase("%PDF-1.7")


def test_a_taker_that_is_none_is_refused(package: Package) -> None:
    with pytest.raises(InputError, match="age1"):
        pack_for(package, "age1nobody")
    assert recipient_of(new_identity()).startswith("age1")
