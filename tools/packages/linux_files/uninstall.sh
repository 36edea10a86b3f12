#!/bin/sh
# Removes the program of this user; the register and the passwords in the keyring stay.
set -eu
target=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
config=${XDG_CONFIG_HOME:-$HOME/.config}
[ -e "$target/VERSION" ] || { echo "这里不是程序的文件夹，没有改动。" >&2; exit 2; }
for running in /proc/[0-9]*/exe; do
    if [ "$running" -ef "$target/pmedia-desktop" ]; then
        echo "程序正开着，没有卸载。请先关闭窗口（任务栏有图标的，右键选“退出”），再运行一次。" >&2
        exit 2
    fi
done
rm -f "$data/applications/pmedia-desktop.desktop" "$data/mime/packages/pmedia-desktop.xml"
rm -f "$config/autostart/pmedia-desktop.desktop"
find "$data/icons/hicolor" -name 'pmedia-desktop.*' -path '*/apps/*' -exec rm -f {} + 2>/dev/null || true
if command -v update-mime-database >/dev/null 2>&1; then update-mime-database "$data/mime" || true; fi
rm -rf "$target"
echo "已卸载。登记册和备份都留着：$data/pmedia-desktop"
