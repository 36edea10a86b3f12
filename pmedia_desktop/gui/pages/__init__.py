"""The pages of the window, in one list. A page's module is imported when it is first visited."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pmedia_desktop.gui.page import Page, PageEntry, Section
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.pages"


def sections() -> tuple[Section, ...]:
    """Return the entries of the navigation, in their order."""
    return (
        Section("today", translate(_CONTEXT, "今日"), "today"),
        Section("accounts", translate(_CONTEXT, "账号"), "accounts"),
        Section("filings", translate(_CONTEXT, "备案"), "filings"),
        Section("publications", translate(_CONTEXT, "信息发布"), "publishing"),
        Section("custody", translate(_CONTEXT, "密码保管"), "custody"),
        Section("messages", translate(_CONTEXT, "留言"), "messages"),
        Section("self_inspection", translate(_CONTEXT, "自查"), "inspection"),
        Section("people", translate(_CONTEXT, "单位与人员"), "people"),
        Section("settings", translate(_CONTEXT, "设置"), "settings"),
        Section("help", translate(_CONTEXT, "帮助"), "help"),
    )


def pages() -> tuple[PageEntry, ...]:
    """Return all pages. A section's own page has the section's key."""
    return (
        PageEntry("today", "today", translate(_CONTEXT, "今日"), _made_by("today", "TodayPage")),
        PageEntry("first_start", "today", translate(_CONTEXT, "开始使用"), _made_by("first_start", "FirstStartPage")),
        PageEntry("accounts", "accounts", translate(_CONTEXT, "账号"), _made_by("accounts", "AccountsPage")),
        PageEntry("account", "accounts", translate(_CONTEXT, "账号"), _made_by("account", "AccountPage"), "account"),
        PageEntry("importing", "accounts", translate(_CONTEXT, "导入"), _made_by("importing", "ImportingPage")),
        PageEntry("filings", "filings", translate(_CONTEXT, "备案"), _made_by("filings", "FilingsPage")),
        PageEntry(
            "filing",
            "filings",
            translate(_CONTEXT, "备案"),
            _made_by("filing", "FilingPage"),
            "filing",
            parts=("content", "attachments", "checks", "preview", "history"),
        ),
        PageEntry("opening", "filings", translate(_CONTEXT, "开设新账号"), _made_by("opening", "OpeningPage")),
        PageEntry("changing", "filings", translate(_CONTEXT, "办理变更备案"), _made_by("changing", "ChangingPage")),
        PageEntry("closing", "filings", translate(_CONTEXT, "关停账号"), _made_by("closing", "ClosingPage")),
        PageEntry(
            "publications",
            "publications",
            translate(_CONTEXT, "信息发布"),
            _made_by("publications", "PublicationsPage"),
            parts=("items", "clocks", "tasks", "months"),
        ),
        PageEntry(
            "publication",
            "publications",
            translate(_CONTEXT, "信息发布"),
            _made_by("publication", "PublicationPage"),
            "publication",
            parts=("content", "plan", "review", "attachments", "history"),
        ),
        PageEntry("workshop", "filings", translate(_CONTEXT, "表样工坊"), _made_by("workshop", "WorkshopPage")),
        PageEntry("custody", "custody", translate(_CONTEXT, "密码保管"), _made_by("custody", "CustodyPage")),
        PageEntry(
            "credential",
            "custody",
            translate(_CONTEXT, "密码保管"),
            _made_by("credential", "CredentialPage"),
            "credential",
        ),
        PageEntry("handing_over", "custody", translate(_CONTEXT, "交接"), _made_by("handing_over", "HandingOverPage")),
        PageEntry("handover", "custody", translate(_CONTEXT, "交接"), _made_by("handover", "HandoverPage"), "handover"),
        PageEntry(
            "leaving_list", "custody", translate(_CONTEXT, "离任清单"), _made_by("leaving_list", "LeavingListPage")
        ),
        PageEntry("envelope", "custody", translate(_CONTEXT, "密封件"), _made_by("envelope", "EnvelopePage")),
        PageEntry("inventory", "custody", translate(_CONTEXT, "年度盘点"), _made_by("inventory", "InventoryPage")),
        PageEntry(
            "transfers", "custody", translate(_CONTEXT, "带到另一台电脑"), _made_by("transfers", "TransfersPage")
        ),
        PageEntry("messages", "messages", translate(_CONTEXT, "留言"), _made_by("messages", "MessagesPage")),
        PageEntry(
            "self_inspection",
            "self_inspection",
            translate(_CONTEXT, "自查"),
            _made_by("self_inspection", "SelfInspectionPage"),
            parts=("inspection", "problems", "incidents", "sanctions", "rules"),
        ),
        PageEntry("people", "people", translate(_CONTEXT, "单位与人员"), _made_by("people", "PeoplePage")),
        PageEntry(
            "settings",
            "settings",
            translate(_CONTEXT, "设置"),
            _made_by("settings", "SettingsPage"),
            parts=(
                "terms",
                "changes",
                "holidays",
                "custody",
                "publishing",
                "replies",
                "reminders",
                "printing",
                "backups",
                "journal",
                "personal_data",
                "recycle_bin",
            ),
        ),
        PageEntry("help", "help", translate(_CONTEXT, "帮助"), _made_by("help", "HelpPage")),
    )


def import_page(key: str) -> ModuleType:
    """Import the module of a page, which has the page's key."""
    return import_module(f"pmedia_desktop.gui.pages.{key}")


def _made_by(module: str, name: str) -> Callable[[Desk], Page]:
    def make(desk: Desk) -> Page:
        kind = getattr(import_page(module), name)
        page: Page = kind(desk)
        return page

    return make
