#!/bin/sh
# Installs the program for this user alone, without an administrator: ./安装.sh [FOLDER]
# A newer package over an older one is an update; of the folder only what packages bring is touched.
set -eu
refuse() {
    for line in "$@"; do echo "$line" >&2; done
    exit 2
}
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
target=${1:-$HOME/.local/opt/pmedia-desktop}
new=$(cat "$here/program/VERSION")

# Ours is a folder with the program, or with nothing but parts of an installation that was broken off.
is_ours() {
    if [ -f "$target/VERSION" ] && [ -f "$target/pmedia-desktop" ]; then return; fi
    for there in "$target"/* "$target"/.[!.]*; do
        if [ ! -e "$there" ]; then continue; fi
        case ${there##*/} in
        .new | .old) ;;
        pmedia-desktop | _internal | licences | sbom.cdx.json | 卸载.sh | VERSION) [ -d "$target/.new" ] || return 1 ;;
        *) return 1 ;;
        esac
    done
}
if [ -d "$target" ]; then
    if ! is_ours; then
        refuse "“$target”里有别的东西，没有安装；请换一个文件夹：./安装.sh 文件夹"
    fi
elif [ -e "$target" ]; then
    refuse "“$target”是一个文件，没有安装；请换一个文件夹：./安装.sh 文件夹"
fi
if [ -e "$target/VERSION" ]; then
    old=$(cat "$target/VERSION")
    latest=$(printf '%s\n%s\n' "$old" "$new" | sort -V | tail -n 1)
    if [ "$latest" != "$new" ]; then
        refuse "已装的是 $old，比这个安装包（$new）新，没有改动。" \
            "旧版打不开新版升级过的登记册。一定要退回旧版：先运行 卸载.sh（登记册会留着），装好旧版，" \
            "再用“设置 → 备份与恢复”里升级前自动做的备份恢复；升级以后登记的内容不在里面。"
    fi
fi

# An open program reads modules from its own file when they are needed: another file must not take its place.
for running in /proc/[0-9]*/exe; do
    if [ "$running" -ef "$target/pmedia-desktop" ]; then
        refuse "“$target”里的程序正开着，没有改动。请先关闭窗口（任务栏有图标的，右键选“退出”），再运行一次。"
    fi
done

# Whole or not at all: the new version is laid beside the old one and must start, then they change places. What else
# lies in the folder stays where it is: a folder "data" there is the register of a portable program.
made=$([ -d "$target" ] || echo yes)
mkdir -p "$target" 2>/dev/null || refuse "建不了文件夹“$target”，没有安装。请换一个能写的文件夹：./安装.sh 文件夹"
target=$(cd "$target" && pwd -P)
laid=$target/.new
give_up() {
    rm -rf "$laid"
    if [ -n "$made" ]; then rmdir "$target" || true; fi
    refuse "$@"
}
rm -rf "$laid" "$target/.old" && mkdir "$laid" "$target/.old" ||
    give_up "“$target”不能写，没有安装。请换一个能写的文件夹：./安装.sh 文件夹"
cp -R "$here/program/." "$laid/" && cp "$here/卸载.sh" "$laid/" ||
    give_up "没有复制完（上面一行是原因，多半是磁盘满了），没有安装，原来的没有变。"
said=$("$laid/pmedia-desktop" --version 2>&1) || case $said in
*GLIBC*) give_up "这台电脑的系统太旧，程序打不开，没有安装。请找单位的信息技术人员升级系统，或者换一台电脑。" "$said" ;;
*) give_up "程序在这台电脑上打不开，没有安装，原来的没有变：" "$said" ;;
esac
for part in $(ls -A "$laid"); do
    if [ -d "$target/$part" ]; then mv "$target/$part" "$target/.old/"; fi
    mv -f "$laid/$part" "$target/"
done
rm -rf "$laid" "$target/.old"

mkdir -p "$data/applications" "$data/mime/packages"
cp -R "$here/share/icons" "$data/"
cp "$here/share/mime/packages/pmedia-desktop.xml" "$data/mime/packages/"
# In a desktop file a path stands in quotes, with these four characters escaped, and % doubled.
quoted=$(printf '%s' "$target/pmedia-desktop" | sed -e 's/[\\"`$]/\\\\&/g' -e 's/%/%%/g')
escaped=$(printf '%s' "$quoted" | sed -e 's/[\\&|]/\\&/g')
{
    sed "s|^Exec=.*|Exec=\"$escaped\" open %f|" "$here/share/applications/pmedia-desktop.desktop"
    # How 卸载.sh knows where the program is, and whether the menu entry is its own.
    echo "X-Pmedia-Folder=$target"
} >"$data/applications/pmedia-desktop.desktop"
for refresh in "update-mime-database $data/mime" "update-desktop-database $data/applications"; do
    command=${refresh%% *}
    if command -v "$command" >/dev/null 2>&1; then "$command" "${refresh#* }" || true; fi
done
echo "已安装 $new：$target"
echo "在开始菜单里找“政务新媒体账号管理”；不用了运行 $target/卸载.sh"
