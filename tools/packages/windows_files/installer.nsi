; The installer for one user: no administrator's rights, in Chinese, silent with /S.
;
;     setup.exe                    asks for the folder, installs, offers to start
;     setup.exe /S [/D=FOLDER]     without questions; exit code 0 done, 2 refused: older, Windows too old, or open
;     uninstall.exe /S             without questions, the register is kept
;     uninstall.exe /S /ERASE      the register and its backups go too
; The program is for 64-bit Windows, and so is its installer.
Target amd64-unicode
Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
; A file that can't be written ends the installation (silently with code 2): "ignore" would leave half a program.
AllowSkipFiles off

!include MUI2.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include WordFunc.nsh

!define TITLE "政务新媒体账号管理"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\pmedia-desktop"
!define CLASS "pmedia-desktop.backup"
; What a sealed backup's name ends in, as pmedia_desktop/register/backup_names.py has it.
!define SEALED_ENDING ".sealed"
; The register's folder, as pmedia_desktop/data_files.py names it on Windows.
!define REGISTER "$LOCALAPPDATA\pmedia-desktop"
; What an open window holds, as pmedia_desktop/gui/open_mark.py names it.
!define OPEN_MARK "pmedia-desktop-open"
!define SYNCHRONIZE 0x00100000

Name "${TITLE}"
BrandingText "${TITLE} ${VERSION}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\pmedia-desktop"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${TITLE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "只为当前用户安装，不需要管理员权限，也不联网。$\r$\n$\r$\n已经装有旧版的，直接装上就是升级：登记册不动，第一次打开时先自动备份再升级。$\r$\n$\r$\n安装前请先关闭正在使用的本程序。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\pmedia-desktop.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE}安装程序"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!macro Refuse TEXT
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; Sets $9 when the file is there and runs: Windows lets nobody write it then.
!macro LookWhetherFileRuns NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${NAME}" a
    ${If} ${Errors}
      StrCpy $9 "open"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
!macroend

; Asks until the program is closed, or leaves with everything as it was (code 2, and at once when silent).
!macro WaitUntilClosed TEXT
  ${Do}
    StrCpy $9 ""
    System::Call 'kernel32::OpenMutexW(i ${SYNCHRONIZE}, i 0, w "${OPEN_MARK}") p .r0'
    ${If} $0 != 0
      System::Call 'kernel32::CloseHandle(p r0)'
      StrCpy $9 "open"
    ${EndIf}
    !insertmacro LookWhetherFileRuns "pmedia-desktop.exe"
    !insertmacro LookWhetherFileRuns "pmedia-console.exe"
    ${If} $9 == ""
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TEXT}$\r$\n$\r$\n请先关闭窗口（屏幕右下角有图标的，右键选“退出”），再按“重试”。" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 2
    Quit
  ${Loop}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse "这台电脑的Windows太旧了。本程序要求64位的Windows 10或Windows 11，没有安装任何东西。$\r$\n$\r$\n请换一台电脑，或者请单位的信息技术人员升级系统。"
  ${EndIf}
  ReadRegStr $1 HKCU "${KEY}" "DisplayVersion"
  ${If} $1 != ""
    ${VersionCompare} "$1" "${VERSION}" $2
    ${If} $2 == 1
      !insertmacro Refuse "已经装有更新的版本$1，没有改动。$\r$\n$\r$\n旧版打不开新版升级过的登记册。一定要退回${VERSION}：先在“设置→应用”里卸载（登记册会留着），再安装这一版，然后用“设置→备份与恢复”里升级前自动做的备份恢复。升级以后登记的内容不在那份备份里。"
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  !insertmacro WaitUntilClosed "本程序正开着，还没有改动任何东西。"
  ; What an older version had and this one has not must not be found any more.
  ${If} ${FileExists} "$INSTDIR\VERSION"
  ${AndIf} ${FileExists} "$INSTDIR\pmedia-desktop.exe"
    RMDir /r "$INSTDIR\_internal"
    RMDir /r "$INSTDIR\licences"
  ${EndIf}
  !include "${FILES}"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\pmedia-desktop.exe"
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\pmedia-desktop.exe"

  ; Backups end in .db, which is not ours alone: we offer ourselves for it and take nothing away.
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "政务新媒体登记册备份"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\pmedia-desktop.exe,0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\pmedia-desktop.exe" open "%1"'
  WriteRegNone HKCU "Software\Classes\.db\OpenWithProgids" "${CLASS}"
  ; Sealed ones are ours alone.
  WriteRegStr HKCU "Software\Classes\${SEALED_ENDING}" "" "${CLASS}"

  WriteRegStr HKCU "${KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\pmedia-desktop.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section un.Program
  !insertmacro WaitUntilClosed "本程序正开着，还没有卸载。"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  DeleteRegValue HKCU "Software\Classes\.db\OpenWithProgids" "${CLASS}"
  ReadRegStr $0 HKCU "Software\Classes\${SEALED_ENDING}" ""
  ${If} $0 == "${CLASS}"
    DeleteRegKey HKCU "Software\Classes\${SEALED_ENDING}"
  ${EndIf}
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "pmedia-desktop"
  DeleteRegKey HKCU "${KEY}"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\pmedia-desktop.exe"
  Delete "$INSTDIR\pmedia-console.exe"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\VERSION"
  Delete "$INSTDIR\uninstall.exe"
  ; Only when nothing else lies in it.
  RMDir "$INSTDIR"

  ${If} ${FileExists} "${REGISTER}\register.db"
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/ERASE" $1
    ${If} ${Errors}
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "程序已经卸载。登记册和备份还在：$\r$\n${REGISTER}$\r$\n$\r$\n要一并删除吗？删除后不能恢复；以后还要用、或者由别人接手的，请选“否”。" /SD IDNO IDYES erase
      Goto kept
    ${EndIf}
    erase:
    RMDir /r "${REGISTER}"
    kept:
  ${EndIf}
SectionEnd
