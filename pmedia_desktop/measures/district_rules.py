"""The checks that a district may do without: of what the Measures ask for, and another district's rules may not."""

from collections.abc import Mapping

from pmedia_desktop.texts import translate

_NAMES: Mapping[str, str] = {
    "article4.second_account": "同一平台只开设一个账号",
    "article4.name_differs": "各平台名称一致",
    "article4.name_long": "名称的字数",
    "article4.name_untied": "名称与单位职责有关",
    "article4.certification_unknown": "登记认证情况",
    "article4.certification_missing": "账号已认证",
    "article4.certification_subject_missing": "登记认证主体",
    "article4.certification_subject_differs": "认证主体是本单位",
    "article4.certification_expired": "认证没有到期",
    "article4.certification_owner": "账号主体是本单位",
    "article5.no_basis": "公众号有上级依据",
    "article5.not_linked": "公众号与上级公众号整合",
    "article5.not_in_matrix": "公众号纳入媒体矩阵",
    "article12.no_principal": "登记第一责任人",
    "article13.no_rules": "制定管理制度",
    "article13.no_text": "附上管理制度的文件",
    "application.below_county": "县级以下不自建应用程序",
    "publication.same_hands": "拟稿与签发、保密审查不是同一人",
}


def district_rules() -> tuple[str, ...]:
    """Return the codes of these checks, as ``Finding.rule`` names them."""
    return tuple(_NAMES)


def rule_name(rule: str) -> str:
    """Return what people call a check; one that is no district's affair by its code."""
    name = _NAMES.get(rule)
    return translate("measures.district_rules", name) if name else rule
