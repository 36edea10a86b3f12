"""Ten forms as offices make them, as data; ``drawn_forms`` makes files of them.

Each is a table: rows of cells ``(columns, words, source)``; ``source`` names the field that belongs into a blank
cell ("" where no field of the register does), ``STAMP`` one for opinion and seal. ``down`` sets a cell's words
downwards; ``rows`` joins it with those below.
"""

from dataclasses import dataclass

from pmedia_desktop.paper.recognition.found import Area

STAMP = "stamp"
LEFT, TOP, WIDTH = 25.0, 40.0, 160.0
"""Where the tables stand on the page, in mm from its upper left corner."""


@dataclass(frozen=True)
class Cell:
    """One cell of a drawn form; ``source`` None: a label or heading, nothing to fill in."""

    span: int
    words: str = ""
    source: str | None = None
    rows: int = 1
    down: bool = False


@dataclass(frozen=True)
class OfficeForm:
    """A form: its title, the columns of its grid, rows with their heights in mm."""

    name: str
    title: str
    columns: int
    rows: tuple[tuple[float, tuple[Cell, ...]], ...]
    dotted: bool = False
    open_sides: bool = False
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    """The fields that lines above and below the table ask for, in the order of reading."""

    def placed(self) -> list[tuple[Cell, Area, tuple[int, int]]]:
        """Return each cell, where it stands in mm from the upper left corner, and its row and first column."""
        width = WIDTH / self.columns
        taken: set[tuple[int, int]] = set()
        tops = [TOP]
        for height, _ in self.rows:
            tops.append(tops[-1] + height)
        found = []
        for number, (_, cells) in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (number, column) in taken:
                    column += 1
                taken |= {(number + row, column + over) for row in range(cell.rows) for over in range(cell.span)}
                area = Area(
                    LEFT + column * width, tops[number], cell.span * width, tops[number + cell.rows] - tops[number]
                )
                found.append((cell, area, (number, column)))
                column += cell.span
        return found


def _label(span: int, words: str, rows: int = 1, down: bool = False) -> Cell:
    return Cell(span, words, None, rows, down)


def _field(span: int, source: str, words: str = "", rows: int = 1) -> Cell:
    return Cell(span, words, source, rows)


def _pairs(*pairs: tuple[str, str], height: float = 10) -> tuple[float, tuple[Cell, ...]]:
    """Return a row of labels with their blank cells, in a grid of twelve columns."""
    width = 12 // len(pairs)
    label = max(width // 3, 1) if len(pairs) < 3 else width // 2
    cells: list[Cell] = []
    for words, source in pairs:
        cells += [_label(label, words), _field(width - label, source)]
    return height, tuple(cells)


FORMS = (
    OfficeForm(
        "district_filing",
        "政务新媒体备案表",
        12,
        (
            _pairs(("单位名称", "unit.full_name")),
            _pairs(("账号名称", "account.name"), ("所在平台", "account.platform")),
            _pairs(("账号ID", "account.platform_id"), ("开设时间", "account.opened_on")),
            _pairs(("联系人", "filing.preparer_name"), ("联系电话", "filing.preparer_phone")),
            _pairs(("功能定位", "account.purpose"), height=24),
            _pairs(("开设理由", "filing.reason"), height=24),
            (40, (_label(2, "单位意见"), _field(10, STAMP))),
            _pairs(("备注", "filing.remark")),
        ),
        above=("填报单位（盖章）：                         填报日期：      年    月    日",),
        below=(
            "填表人：______________　　联系电话：____________________",
            "注：本表一式两份，区政府办、填报单位各存一份。",
        ),
        asked=(
            "unit.full_name",
            *("filing.filled_on",) * 3,
            "filing.preparer_name",
            "filing.preparer_phone",
        ),
    ),
    OfficeForm(
        "people_in_groups",
        "政务新媒体账号信息登记表",
        12,
        (
            _pairs(("主 办 单 位", "unit.full_name"), ("统一社会信用代码", "unit.credit_code")),
            (
                10,
                (
                    _label(2, "主要负责人", rows=2),
                    _label(2, "姓　名"),
                    _field(3, "principal.name"),
                    _label(2, "职　务"),
                    _field(3, "principal.post"),
                ),
            ),
            (
                10,
                (
                    _label(2, "办公电话"),
                    _field(3, "principal.office_phone"),
                    _label(2, "手机"),
                    _field(3, "principal.mobile_phone"),
                ),
            ),
            (
                10,
                (
                    _label(2, "分管领导", rows=2),
                    _label(2, "姓　名"),
                    _field(3, "deputy.name"),
                    _label(2, "职　务"),
                    _field(3, "deputy.post"),
                ),
            ),
            (
                10,
                (
                    _label(2, "联系电话"),
                    _field(3, "deputy.phone"),
                    _label(2, "电子邮箱"),
                    _field(3, "deputy.email"),
                ),
            ),
            (
                12,
                (
                    _label(2, "账号管理员"),
                    _label(2, "姓名"),
                    _field(3, "holder.name"),
                    _label(2, "联系方式"),
                    _field(3, "holder.phone"),
                ),
            ),
            _pairs(("账号名称", "account.name"), ("账号类型", "account.platform")),
            _pairs(("认证情况", "account.certification"), ("粉丝数", "account.followers")),
        ),
    ),
    OfficeForm(
        "vertical_groups",
        "政务新媒体关停（注销）备案表",
        12,
        (
            (
                10,
                (_label(1, "基本情况", rows=4, down=True), _label(3, "单位名称（盖章）"), _field(8, "unit.full_name")),
            ),
            (10, (_label(3, "新媒体名称"), _field(8, "account.name"))),
            (
                10,
                (
                    _label(3, "平台名称"),
                    _field(3, "account.platform"),
                    _label(2, "账号ID"),
                    _field(3, "account.platform_id"),
                ),
            ),
            (
                10,
                (
                    _label(3, "开通时间"),
                    _field(3, "account.opened_on"),
                    _label(2, "关注人数"),
                    _field(3, "account.followers"),
                ),
            ),
            (14, (_label(1, "关停情况", rows=3, down=True), _label(3, "关停原因"), _field(8, "filing.reason"))),
            (
                10,
                (
                    _label(3, "公告时间"),
                    _field(3, "closure.notice_on"),
                    _label(2, "公告链接"),
                    _field(3, "closure.notice_link"),
                ),
            ),
            (
                10,
                (
                    _label(3, "停更时间"),
                    _field(3, "closure.stopped_on"),
                    _label(2, "注销时间"),
                    _field(3, "filing.event_on"),
                ),
            ),
            (40, (_label(1, "审批意见", down=True), _field(11, STAMP))),
        ),
    ),
    OfficeForm(
        "dotted_table",
        "新媒体变更登记表",
        12,
        (
            _pairs(("填报单位", "unit.full_name"), ("填报日期", "filing.filled_on")),
            _pairs(("账号名称", "account.name"), ("标识码", "account.media_code")),
            _pairs(("变更事项", "filing.changes.label")),
            _pairs(("变更前", "filing.changes.before"), ("变更后", "filing.changes.after"), height=30),
            _pairs(("变更原因", "filing.reason"), height=30),
            _pairs(("填表人", "filing.preparer_name"), ("电话", "filing.preparer_phone")),
        ),
        dotted=True,
    ),
    OfficeForm(
        "word_borders",
        "政务新媒体开设申请表",
        12,
        (
            _pairs(("申请单位", "unit.full_name")),
            _pairs(("单位地址", "unit.address")),
            _pairs(("拟开设账号名称", "account.name"), ("拟开设时间", "filing.event_on")),
            _pairs(("负责人", "principal.name"), ("职务", "principal.post"), ("手机号码", "principal.mobile_phone")),
            _pairs(("管理员", "holder.name"), ("职务", "holder.post"), ("手机号码", "holder.mobile_phone")),
            _pairs(("开设依据", "account.basis"), height=20),
            _pairs(("开设必要性", "filing.reason"), height=20),
            (36, (_label(2, "本单位意见"), _field(4, STAMP), _label(2, "备案机关意见"), _field(4, STAMP))),
        ),
    ),
    OfficeForm(
        "list_with_heads",
        "变更事项清单",
        12,
        (
            (10, (_label(2, "序号"), _label(3, "变更事项"), _label(3, "变更前内容"), _label(4, "变更后内容"))),
            (
                14,
                (
                    _label(2, "1"),
                    _field(3, "filing.changes.label"),
                    _field(3, "filing.changes.before"),
                    _field(4, "filing.changes.after"),
                ),
            ),
            _pairs(("主办单位名称", "unit.full_name"), ("账号名称", "account.name")),
            _pairs(("运维方式", "account.operation"), ("运维单位", "account.contractor")),
            _pairs(("更新频率", "account.update_frequency"), ("审核人", "account.reviewers")),
        ),
    ),
    OfficeForm(
        "open_sides",
        "政务新媒体基本情况表",
        12,
        (
            _pairs(("单位全称", "unit.full_name"), ("上级主管部门", "unit.superior_unit")),
            _pairs(("账号名称", "account.name"), ("微信号", "account.platform_id")),
            _pairs(("主页链接", "account.homepage")),
            _pairs(("开设日期", "account.opened_on"), ("认证主体", "account.certification_subject")),
            _pairs(("账号简介", "account.purpose"), height=24),
            _pairs(("经办人", "filing.preparer_name"), ("联系电话", "filing.preparer_phone")),
        ),
        above=("编号：", "运维方式：□自主运维　□委托运维"),
        below=("第一责任人：　　　　　　　　　手机：　　　　　　　　　", "制表日期：20　　年　　月　　日"),
        asked=(
            "filing.number",
            *("account.operation",) * 2,
            "principal.name",
            "principal.mobile_phone",
            *("filing.filled_on",) * 3,
        ),
        open_sides=True,
    ),
    OfficeForm(
        "dense",
        "区级部门政务新媒体台账登记卡",
        12,
        (
            _pairs(("1.单位名称", "unit.full_name"), ("2.信用代码", "unit.credit_code"), height=8),
            _pairs(("3.账号名称", "account.name"), ("4.账号类别", "account.platform"), height=8),
            _pairs(("5.注册时间", "account.opened_on"), ("6.认证有效期", "account.certified_until"), height=8),
            _pairs(("7.功能介绍", "account.purpose"), height=8),
            _pairs(("8.第一责任人", "principal.name"), ("9.电话", "principal.phone"), height=8),
            _pairs(("10.直接责任人", "deputy.name"), ("11.电话", "deputy.phone"), height=8),
            _pairs(("12.具体责任人", "holder.name"), ("13.电话", "holder.phone"), height=8),
            _pairs(("14.运营人员", "account.operators"), ("15.ICP备案号", "account.icp_number"), height=8),
            _pairs(("16.是否纳入矩阵", "account.in_media_matrix"), ("17.状态", "account.state"), height=8),
            _pairs(("18.备注", "filing.remark"), height=8),
        ),
    ),
    OfficeForm(
        "boxes_and_dates",
        "政务新媒体事项备案单",
        12,
        (
            _pairs(("报送单位", "unit.full_name"), ("编号", "filing.number")),
            (12, (_label(3, "备案类型"), _field(9, "filing.kind", "□开设　□变更　□关停"))),
            (12, (_label(3, "所属平台"), _field(9, "account.platform", "□微信公众号　□微博　□抖音短视频　□其他"))),
            _pairs(("账号名称", "account.name"), ("责任人", "principal.name")),
            (12, (_label(3, "备案日期"), _field(9, "filing.filled_on", "　　　　年　　　月　　　日"))),
            _pairs(("附件材料", "filing.enclosures"), height=24),
            (40, (_label(3, "主管部门审核意见"), _field(9, STAMP, "（盖章）\n年　月　日"))),
        ),
    ),
    OfficeForm(
        "uneven",
        "党政机关网络新媒体登记审批表",
        12,
        (
            (12, (_label(3, "单 位 名 称"), _field(6, "unit.full_name"), _label(3, "主页二维码"))),
            (12, (_label(3, "名　称"), _field(6, "account.name"), _field(3, "account.homepage_qr", rows=3))),
            (12, (_label(3, "域　名"), _field(6, "account.domain"))),
            (12, (_label(3, "发布范围"), _field(6, "account.scope"))),
            (10, (_label(3, "联络员"), _field(3, "filing.preparer_name"), _label(2, "手机"), _field(4, ""))),
            (10, (_label(3, "账号负责人及电话"), _field(9, "holder.contact"))),
            (24, (_label(3, "情况说明"), _field(9, "filing.reason"))),
            (
                20,
                (
                    _label(1, "单位意见", down=True),
                    _field(5, STAMP),
                    _label(1, "区府办意见", down=True),
                    _field(5, STAMP),
                ),
            ),
        ),
    ),
)
