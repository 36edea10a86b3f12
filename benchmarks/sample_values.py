"""Filing values for measuring: as long as real ones, no two forms with the same, a rare name now and then."""

from typing import Any

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "明华建国秀英志强桂兰晓东丽娟文博海燕春梅德胜雨桐梓涵浩然欣怡䶮喆𬭎堃犇"
_TOWNS = ("公义镇", "江口街道", "凤鸣街道", "观音街道", "谢家街道", "黄丰镇", "锦江镇", "武阳镇")
_PLATFORMS = ("抖音短视频", "新浪微博", "微信公众号", "今日头条", "微信视频号", "快手短视频")


def _name(number: int) -> str:
    surname = _SURNAMES[number % len(_SURNAMES)]
    return surname + _GIVEN[number * 7 % len(_GIVEN)] + _GIVEN[number * 11 % len(_GIVEN)]


def filing_values(number: int, variant: str) -> dict[str, Any]:
    """Return the values of the ``number``-th filing."""
    town = _TOWNS[number % len(_TOWNS)]
    account = f"彭山{town}发布{number}"
    values: dict[str, Any] = {
        "full_name": f"眉山市彭山区{town}人民政府",
        "filled_on": f"2026-11-{number % 28 + 1:02}",
        "event_on": f"2026-10-{number % 28 + 1:02}",
        "credit_code": f"1151142200{number:07}X",
        "principal_name": _name(number),
        "principal_post": "党委副书记、镇长",
        "principal_phone": f"028-376{number:05}",
        "deputy_name": _name(number + 3),
        "deputy_post": "党委委员、副镇长",
        "deputy_phone": f"028-377{number:05}",
        "holder_name": _name(number + 5),
        "holder_post": "党政办公室工作人员",
        "holder_phone": f"138{number:08}",
        "platform": _PLATFORMS[number % len(_PLATFORMS)],
        "account_name": account,
        "platform_id": f"pengshan_{number}",
        "certification_subject": f"眉山市彭山区{town}人民政府",
        "opened_on": f"2024-{number % 12 + 1:02}-15",
        "certified_until": f"2027-{number % 12 + 1:02}-14",
        "followers": number * 37,
        "homepage": f"https://www.example.gov.cn/user/{number}/MS4wLjABAAAA",
        "purpose": f"发布{town}政务信息、惠民政策和便民服务指南，宣传镇村发展动态，回应群众关切；"
        f"每周更新不少于{number % 5 + 1}次，留言2个工作日内答复。",
        "basis": f"《关于推进全区政务新媒体健康有序发展的通知》（眉彭府办函〔2026〕{number}号）",
        "reason": f"为畅通政民互动渠道，方便群众了解惠民政策，经{town}党政办公会议第{number}次研究，"
        f"拟办理“{account}”有关事项，由党政办公室专人负责日常运维。",
        "attachments": "1.主要领导审批件；2.账号主页截图；3.认证公函复印件。",
        "preparer_name": _name(number + 9),
        "preparer_phone": f"028-378{number:05}",
    }
    if variant == "change":
        values |= {
            "changed_items": ["账号名称", "账号管理员", "联系电话"],
            "changed_before": [f"{town}发布{number}", _name(number + 2), f"028-376{number:05}"],
            "changed_after": [account, _name(number + 5), f"138{number:08}"],
        }
    if variant == "closure":
        values |= {
            "notice_on": "2026-11-02",
            "notice_place": f"“{account}”账号、区政府门户网站",
            "notice_link": f"https://www.example.gov.cn/info/1024/{number}.htm",
            "requested_on": "2026-11-10",
            "completed_on": "2026-11-23",
        }
    return values
