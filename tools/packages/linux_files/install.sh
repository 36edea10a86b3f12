#!/bin/sh
# Installs the program for this user alone, without an administrator: ./安装.sh [FOLDER]
# A newer package over an older one is an update; the register lies elsewhere and is not touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
target=${1:-$HOME/.local/opt/pmedia-desktop}
new=$(cat "$here/program/VERSION")

if [ -e "$target" ] && [ ! -e "$target/VERSION" ]; then
    echo "“$target”里有别的东西，没有安装；请换一个文件夹：./安装.sh 文件夹" >&2
    exit 2
fi
if [ -e "$target/VERSION" ]; then
    old=$(cat "$target/VERSION")
    latest=$(printf '%s\n%s\n' "$old" "$new" | sort -V | tail -n 1)
    if [ "$latest" != "$new" ]; then
        echo "已装的是 $old，比这个安装包（$new）新，没有改动。" >&2
        echo "旧版打不开新版升级过的登记册。一定要退回旧版：先运行 卸载.sh（登记册会留着），装好旧版，" >&2
        echo "再用“设置 → 备份与恢复”里升级前自动做的备份恢复；升级以后登记的内容不在里面。" >&2
        exit 2
    fi
fi

# An open program reads modules from its own file when they are needed: another file must not take its place.
for running in /proc/[0-9]*/exe; do
    if [ "$running" -ef "$target/pmedia-desktop" ]; then
        echo "“$target”里的程序正开着，没有改动。请先关闭窗口（任务栏有图标的，右键选“退出”），再运行一次。" >&2
        exit 2
    fi
done

# Whole or not at all: the new folder is laid beside the old one, then they change places.
mkdir -p "$(dirname "$target")"
rm -rf "$target.new" "$target.old"
cp -R "$here/program" "$target.new"
cp "$here/卸载.sh" "$target.new/"
if [ -e "$target" ]; then mv "$target" "$target.old"; fi
mv "$target.new" "$target"
rm -rf "$target.old"

mkdir -p "$data/applications" "$data/mime/packages"
cp -R "$here/share/icons" "$data/"
cp "$here/share/mime/packages/pmedia-desktop.xml" "$data/mime/packages/"
# In a desktop file a path stands in quotes, with these four characters escaped, and % doubled.
quoted=$(printf '%s' "$target/pmedia-desktop" | sed -e 's/[\\"`$]/\\\\&/g' -e 's/%/%%/g')
escaped=$(printf '%s' "$quoted" | sed -e 's/[\\&|]/\\&/g')
sed "s|^Exec=.*|Exec=\"$escaped\" open %f|" "$here/share/applications/pmedia-desktop.desktop" \
    >"$data/applications/pmedia-desktop.desktop"
for refresh in "update-mime-database $data/mime" "update-desktop-database $data/applications"; do
    command=${refresh%% *}
    if command -v "$command" >/dev/null 2>&1; then "$command" "${refresh#* }" || true; fi
done
echo "已安装 $new：$target"
echo "在开始菜单里找“政务新媒体账号管理”；不用了运行 $target/卸载.sh"
