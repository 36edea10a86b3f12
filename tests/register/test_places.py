"""Network paths, sticks and synchronised folders are recognised by what the system says and by their names."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from pmedia_desktop.register import places
from pmedia_desktop.register.places import Place, is_synchronised, kind_of_place

MOUNTS = [
    ("/", "ext4"),
    ("/usr", "ext4"),
    ("/mnt/共享", "cifs"),
    ("/run/media/li/优盘", "vfat"),
    ("/media/usb stick", "exfat"),
    ("/srv", "nfs4"),
]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/usr/li/pmedia-desktop", Place.LOCAL),
        ("/mnt/共享/数据", Place.NETWORK),
        ("/mnt/共享文件", Place.LOCAL),
        ("/srv/x", Place.NETWORK),
        ("/run/media/li/优盘/数据", Place.REMOVABLE),
        ("/media/usb stick", Place.REMOVABLE),
    ],
)
def test_a_place_is_judged_by_its_mount(path: str, place: Place) -> None:
    assert places._by_mount(PurePosixPath(path), MOUNTS) is place


@pytest.mark.parametrize(
    "path",
    [
        r"D:\li\OneDrive\数据",
        r"D:\li\OneDrive - 示例镇\数据",
        r"D:\我的坚果云\新媒体",
        r"D:\li\Nutstore Files\x",
        r"E:\WPS云盘\数据",
        r"D:\li\WPS网盘\数据",
        r"D:\SynologyDrive\数据",
        r"D:\li\WPSDrive\123\WPS云盘",
        r"D:\BaiduSyncdisk\a",
        r"G:\我的云端硬盘\新媒体",
        r"/Users/li/Library/CloudStorage/OneDrive-个人/x",
        r"/Users/li/Library/Mobile Documents/com~apple~CloudDocs/x",
    ],
)
def test_synchronised_folders_are_known_by_name(path: str) -> None:
    assert is_synchronised(PureWindowsPath(path))


def test_a_folder_of_any_name_is_known_by_what_the_program_has_left_in_it(tmp_path: Path) -> None:
    (tmp_path / "办公室" / ".stfolder").mkdir(parents=True)
    assert kind_of_place(tmp_path / "办公室" / "新媒体") is Place.SYNCHRONISED


def test_an_ordinary_folder_is_not_taken_for_one(tmp_path: Path) -> None:
    assert not is_synchronised(PureWindowsPath(r"D:\li\AppData\Local\pmedia-desktop"))
    assert kind_of_place(tmp_path) is Place.LOCAL
    assert kind_of_place(tmp_path / "坚果云" / "还没有") is Place.SYNCHRONISED
