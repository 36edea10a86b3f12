#!/bin/sh
# preinst and prerm of the .deb: an older package over a newer one, and a program that is open, are refused before
# anything has changed.
set -eu
refuse() {
    for line in "$@"; do echo "$line" >&2; done
    exit 1
}
# An open program reads modules from its own file when they are needed: another file must not take its place.
refuse_when_open() {
    for running in /proc/[0-9]*/exe; do
        if [ "$running" -ef /opt/pmedia-desktop/pmedia-desktop ]; then
            refuse "“政务新媒体账号管理”正开着，没有改动。请先关闭窗口（任务栏有图标的，右键选“退出”）再试。"
        fi
    done
}
case "$DPKG_MAINTSCRIPT_NAME ${1:-}" in
"preinst upgrade")
    if dpkg --compare-versions "$2" gt "@version@"; then
        refuse "已装的是 $2，比这个安装包（@version@）新，没有改动。" \
            "旧版打不开新版升级过的登记册。一定要退回旧版：先卸载（apt remove pmedia-desktop，登记册会留着），装好旧版，" \
            "再用“设置 → 备份与恢复”里升级前自动做的备份恢复；升级以后登记的内容不在里面。"
    fi
    refuse_when_open
    ;;
"prerm remove") refuse_when_open ;;
esac
