"""What to tell about the place where the register lies."""

from pathlib import Path

from pmedia_desktop.register.places import Place, kind_of_place
from pmedia_desktop.texts import translate

_CONTEXT = "services.backup.places"


def place_warning(folder: Path) -> str:
    """Return one sentence on what is wrong with the place of the data folder, empty for a good one."""
    return {
        Place.LOCAL: "",
        Place.NETWORK: translate(
            _CONTEXT, "数据文件夹在网络位置：断线或两台电脑同时使用可能损坏登记册，请移到本机硬盘，再用备份存到网络上。"
        ),
        Place.REMOVABLE: translate(
            _CONTEXT, "数据文件夹在U盘或移动硬盘上：使用中拔出可能损坏登记册，请先退出程序再拔，并在本机另存一份备份。"
        ),
        Place.SYNCHRONISED: translate(
            _CONTEXT,
            "数据文件夹在同步盘里：同步可能传走只写了一半的文件，或者换回旧的，请移到不同步的文件夹，只把备份放进同步盘。",
        ),
    }[kind_of_place(folder)]
