"""The Chinese words of codes and field names, as they stand on screen and on paper."""

from enum import StrEnum

from pmedia_desktop.model.account import AccountState, Baseline, Certification, Operation, OwnerKind
from pmedia_desktop.model.attachment import AttachmentKind
from pmedia_desktop.model.filing import ApprovalForm, ClosureReason, FilingKind, FilingState, LoginWay
from pmedia_desktop.model.finding import DueState, Severity
from pmedia_desktop.model.settings import ChangeDuty, ClosureReading, OpeningReading, OpinionBox
from pmedia_desktop.model.unit import Role, UnitKind
from pmedia_desktop.texts import translate

_CONTEXT = "model.words"

_PAIRS: tuple[tuple[StrEnum, str], ...] = (
    (UnitKind.TOWNSHIP, "乡镇"),
    (UnitKind.SUBDISTRICT, "街道"),
    (UnitKind.DEPARTMENT, "区级部门"),
    (Role.PRINCIPAL, "单位主要领导"),
    (Role.DEPUTY_IN_CHARGE, "分管负责人"),
    (Role.HOLDER, "账号管理员"),
    (Role.EDITOR, "运营编辑"),
    (Role.REVIEWER, "信息审核"),
    (Role.WITNESS, "监交人"),
    (Role.CLERK, "经办人"),
    (AccountState.PLANNED, "筹备中"),
    (AccountState.NORMAL, "正常"),
    (AccountState.MIGRATED, "迁移"),
    (AccountState.CLOSURE_ANNOUNCED, "已发关停公告"),
    (AccountState.FROZEN, "冻结期"),
    (AccountState.CANCELLED, "注销"),
    (AccountState.DELETED, "删除"),
    (Certification.UNKNOWN, "未登记"),
    (Certification.CERTIFIED, "已认证"),
    (Certification.NOT_CERTIFIED, "未认证"),
    (Operation.BY_UNIT, "自行运维"),
    (Operation.OUTSOURCED, "委托运维"),
    (OwnerKind.UNKNOWN, "未登记"),
    (OwnerKind.UNIT, "单位"),
    (OwnerKind.PERSON, "个人"),
    (Baseline.NONE, "通过本程序开设"),
    (Baseline.FILED_BEFORE, "以前已备案"),
    (Baseline.TO_BE_FILED, "待补报"),
    (Baseline.UNCLEAR, "不清楚"),
    (AttachmentKind.APPROVAL, "主要领导批示或会议纪要"),
    (AttachmentKind.BASIS, "上级要求开设的文件"),
    (AttachmentKind.CERTIFICATE, "认证公函或证书"),
    (AttachmentKind.HOMEPAGE, "账号主页截图"),
    (AttachmentKind.QR_CODE, "二维码"),
    (AttachmentKind.NOTICE, "公告截图"),
    (AttachmentKind.CANCELLATION_REQUEST, "申请注销截图"),
    (AttachmentKind.COMPLETION_PROOF, "平台注销成功截图"),
    (AttachmentKind.SIGNED_FORM, "签字盖章的备案表"),
    (AttachmentKind.PRINTED_FORM, "打印的备案表"),
    (AttachmentKind.RECEIPT, "收悉或备案回执"),
    (AttachmentKind.RULES, "管理制度"),
    (AttachmentKind.OTHER, "其他材料"),
    (FilingKind.OPENING, "开设"),
    (FilingKind.CHANGE, "变更"),
    (FilingKind.CLOSURE, "关停"),
    (FilingState.DRAFT, "草稿"),
    (FilingState.PRINTED, "送签中"),
    (FilingState.SIGNED, "已签字"),
    (FilingState.SEALED, "已用印"),
    (FilingState.SUBMITTED, "已报送"),
    (FilingState.RECEIVED, "已收悉"),
    (FilingState.FILED, "已备案"),
    (FilingState.RETURNED, "被退回"),
    (FilingState.ABANDONED, "已作废"),
    (ApprovalForm.ON_THE_FORM, "备案表签字"),
    (ApprovalForm.MEMO, "呈批件"),
    (ApprovalForm.MINUTES, "会议纪要"),
    (ApprovalForm.ORAL, "口头同意待补签"),
    (ClosureReason.ORDERED, "上级要求清理"),
    (ClosureReason.REORGANISED, "机构职能调整"),
    (ClosureReason.MERGED, "功能相近整合"),
    (ClosureReason.UNMAINTAINED, "无力维护"),
    (ClosureReason.LITTLE_ATTENTION, "关注度低"),
    (ClosureReason.OTHER, "其他"),
    (LoginWay.AVAILABLE, "可以登录"),
    (LoginWay.RECOVERING, "正在找回登录"),
    (LoginWay.LETTER_TO_PLATFORM, "发函平台办理"),
    (DueState.NOT_STARTED, "未起算"),
    (DueState.UNDATED, "尽快办理"),
    (DueState.COMING, "未到期"),
    (DueState.SOON, "即将到期"),
    (DueState.TODAY, "今天到期"),
    (DueState.OVERDUE, "已逾期"),
    (Severity.ERROR, "须处理"),
    (Severity.WARNING, "请注意"),
    (Severity.NOTE, "提示"),
    (OpeningReading.APPROVAL, "从主要领导批准之日起算"),
    (OpeningReading.EVENT, "从开通或变更生效之日起算"),
    (ClosureReading.COMPLETION, "从注销完成之日起算"),
    (ClosureReading.REQUEST, "从申请注销之日起算（稳妥口径）"),
    (ChangeDuty.FILE, "须报备案"),
    (ChangeDuty.INFORM, "书面告知"),
    (ChangeDuty.INTERNAL, "内部记录"),
    (OpinionBox.PROPAGANDA, "区委宣传部意见"),
    (OpinionBox.CYBERSPACE, "区委网信办意见"),
    (OpinionBox.DEPARTMENT, "主管部门意见"),
)

# Members of different enums with the same code are equal as strings, so the class is part of the key.
_WORDS = {(type(code), code.value): chinese for code, chinese in _PAIRS}

_FIELDS: dict[str, str] = {
    # the unit
    "full_name": "单位全称",
    "seal_text": "公章文字",
    "short_name": "单位简称",
    "kind": "类别",
    "credit_code": "统一社会信用代码",
    "superior_unit": "上级主管单位",
    "reporting_code": "填报单位标识码",
    "address": "单位地址",
    "principal_id": "单位主要领导",
    "deputy_in_charge_id": "分管负责人",
    "clerk_id": "经办人",
    "filing_authority": "备案机关",
    "computer_confirmed_on": "本机确认为非涉密办公电脑的日期",
    # people
    "name": "名称",
    "department": "部门",
    "post": "职务",
    "office_phone": "办公电话",
    "mobile_phone": "手机",
    "email": "电子邮箱",
    "roles": "职责",
    "since": "任职起",
    "until": "任职止",
    # accounts
    "platform": "平台",
    "platform_detail": "账号类型名称",
    "platform_id": "账号ID",
    "original_id": "原始ID",
    "media_code": "新媒体标识码",
    "state": "账号状态",
    "subject": "账号主体",
    "homepage": "主页地址",
    "opened_on": "开设日期",
    "baseline": "以前的备案情况",
    "baseline_on": "以前备案的日期",
    "certification": "认证情况",
    "certification_subject": "认证主体",
    "certified_until": "认证到期日",
    "purpose": "功能定位",
    "scope": "信息发布范围",
    "update_frequency": "更新频率",
    "followers": "粉丝数",
    "basis_issuer": "上级要求文件的发文单位",
    "basis_title": "上级要求文件的名称",
    "basis_number": "上级要求文件的文号",
    "basis_on": "上级要求文件的日期",
    "superior_account": "对应的上级公众号",
    "linked_to_superior": "已通过链接与上级公众号整合",
    "in_media_matrix": "已纳入区融媒体中心矩阵",
    "operation": "运维方式",
    "contractor": "受托运维单位",
    "contract_until": "委托合同到期日",
    "domain": "域名",
    "icp_number": "ICP备案号",
    "holder_id": "账号管理员",
    "deputy_holder_id": "账号管理员（B岗）",
    "reviewer_ids": "信息审核人员",
    "bound_phone": "绑定手机",
    "bound_phone_owner": "绑定手机归属",
    "bound_phone_owner_name": "绑定手机机主",
    "bound_email": "绑定邮箱",
    "platform_administrator": "平台实名管理员",
    "operators": "运营者",
    "remark": "备注",
}


def word(code: StrEnum) -> str:
    """Return the Chinese word of a code, for example ``FilingState.SUBMITTED`` -> 已报送."""
    return translate(_CONTEXT, _WORDS[type(code), code.value])


def field_label(field: str, of_person: bool = False) -> str:
    """Return the label of a record's field; a person's ``name`` is 姓名, an account's 名称."""
    if of_person and field == "name":
        return translate(_CONTEXT, "姓名")
    return translate(_CONTEXT, _FIELDS.get(field, field))
