#!/bin/sh
# Removes the program of this user; the register, the passwords in the keyring and whatever else lies in its folder stay.
# Started where the package was unpacked, it removes what the menu starts.
set -eu
target=$(cd "$(dirname "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}
config=${XDG_CONFIG_HOME:-$HOME/.config}
entry=$data/applications/pmedia-desktop.desktop
in_menu=$(sed -n 's/^X-Pmedia-Folder=//p' "$entry" 2>/dev/null || true)
if [ ! -e "$target/VERSION" ]; then target=$in_menu; fi
[ -e "$target/VERSION" ] || { echo "没有找到装好的程序，没有改动。" >&2; exit 2; }
for running in /proc/[0-9]*/exe; do
    if [ "$running" -ef "$target/pmedia-desktop" ]; then
        echo "程序正开着，没有卸载。请先关闭窗口（任务栏有图标的，右键选“退出”），再运行一次。" >&2
        exit 2
    fi
done
# Another copy's entries are left to it.
if [ "$in_menu" = "$target" ]; then
    rm -f "$entry" "$data/mime/packages/pmedia-desktop.xml" "$config/autostart/pmedia-desktop.desktop"
    find "$data/icons/hicolor" -name 'pmedia-desktop.*' -path '*/apps/*' -exec rm -f {} + 2>/dev/null || true
    if command -v update-mime-database >/dev/null 2>&1; then update-mime-database "$data/mime" || true; fi
fi
for part in pmedia-desktop _internal licences sbom.cdx.json 卸载.sh VERSION .new .old; do rm -rf "${target:?}/$part"; done
rmdir "$target" 2>/dev/null || true
echo "已卸载。"
for kept in "$data/pmedia-desktop" "$target"; do
    if [ -e "$kept" ]; then echo "这里的内容留着：$kept"; fi
done
