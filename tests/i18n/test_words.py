"""The Chinese has one word for each thing, in one way of writing: terms, spaces, full stops.

What is read is the catalogue, the manual and the Chinese names of the sample office.
"""

import re
from collections.abc import Iterable, Iterator

import pytest

from pm.model.labels import APART
from tests.i18n.translations import PO, ROOT, Key, needed, read

TERMS = {
    "报事人": r"来电人|报修人|反映人|(?<!被)投诉人",
    "报事人（不称客户）": r"客户(?!服务|经理|主任|拓展|维修)",
    "工单": r"单子|报单|订单",
    "业主、住户": r"(?<!客)户主|居民|租客",
    "房号、房屋": r"房间号|门牌号",
    "项目": r"楼盘|小区(?!域)",
    "客服中心": r"(?<!客户)服务中心(?!总经理)",
    "员工": r"职员|雇员",
    "岗位": r"职务|职位",
    "责任管家": r"网格员|网格长|楼管",
    "受理": r"受单|收单",
    "判定": r"受理分类|研判",
    "派单": r"派工单|分单",
    "退单": r"退件|驳单",
    "转单": r"移单",
    "催单": r"催办|追单",
    "挂起": r"暂停|搁置|停表",
    "关闭": r"结单|结案|关单|办结率",
    "重开": r"重新受理|重启工单",
    "限办时间": r"应完成时间|截止时间|限期时间",
    "超时（时限）、逾期（日期）": r"超期|过期未|拖期",
    "升级级别": r"升级层级|上升级别",
    "约定回复时间": r"承诺的?回复|回复承诺|答复承诺",
    "回复报事人、答复上级": r"答复报事人|答复及时|答复时限",
    "回访": r"回拨|访问客户",
    "整改": r"改善单|整治",
    "验证": r"复验|核验|复查",
    "检查、巡查": r"巡检|稽查",
    "凭据": r"佐证|证据",
    "公告": r"通知(?!书)|通告",
    "上级任务": r"指令(?!行)|交办",
    "有效投诉": r"成立投诉|合理投诉",
    "破例": r"越权|强制|越过",
    "记录种类": r"记录类别|记录类型",
    "作废": r"废除|注销(?!其)",
    "纸质单号": r"纸单",
    "操作号": r"提交号|提交 \{commit\}",
    "电脑": r"(?<!量子)计算机|工作站",
    "您": r"你",
}
"""The word of each thing, and the others that must not stand for it."""

CHINESE = "[\u4e00-\u9fff]"
MEASURED = re.compile(r"\d+(?:年|月|日|天|小时|分钟|秒|个工作日|个月)|(?:今|明|昨)天\d\d")
"""Dates and lengths of time: written together, as pm writes them."""
TIGHT = re.compile(rf"{CHINESE}[A-Za-z0-9]|[A-Za-z0-9]{CHINESE}")
HALF_WIDTH = re.compile(rf"{CHINESE} ?[,;:(]|[,;)] ?{CHINESE}|{CHINESE} ?[!?.]$")
QUOTED = re.compile(r"`[^`]*`|'[^']*'|\{{[^{{}}]*\}}|-m \"[^\"]*\"")
STOPS = ".", ".)"
CHINESE_STOPS = "。", "。）"


def texts() -> Iterator[tuple[str, str]]:
    """Give each Chinese text with where it stands."""
    for key, chinese in read([PO]).items():
        yield key.text, chinese
    for path in sorted((ROOT / "pm" / "manual").glob("*.zh.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", line
    yield from names()


def names() -> Iterator[tuple[str, str]]:
    """Give the Chinese names of the sample office's lists, without what residents are told."""
    for path in sorted((ROOT / "records").rglob("*.yaml")):
        if "answers" not in path.parts:
            for name in re.findall(r"^ *zh: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
                yield path.name, name


def strangers(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Name the texts in which a word stands that is not the term."""
    for place, text in found:
        for term, others in TERMS.items():
            if other := re.search(others, text):
                yield f"{place}: {other[0]} where it should be {term}: {text}"


def cramped(text: str) -> str | None:
    """Find where Chinese touches Latin letters or digits that are no date and no length of time."""
    found = TIGHT.search(MEASURED.sub("", QUOTED.sub(" ", text)))
    return found and found[0]


def unstopped(translations: dict[Key, str]) -> Iterator[str]:
    """Name the texts that end as a sentence in one language only."""
    for key, chinese in translations.items():
        if key.text.endswith(("...", "!")):
            continue
        if not key.context and key.text.endswith(STOPS) != chinese.endswith(CHINESE_STOPS):
            yield f"{key.text!r}: {chinese!r}"


def test_what_has_a_label_of_its_own_somewhere_is_there() -> None:
    said = {(key.context, key.text) for key in needed()}
    apart = {(f"{context} of {of}", name.replace("_", " ")) for context, name, of in APART}
    assert apart <= said


def test_each_thing_has_one_word() -> None:
    assert list(strangers(texts())) == []


def test_spaces_part_chinese_from_letters_and_digits() -> None:
    assert [(key.text, bad) for key, text in read([PO]).items() if (bad := cramped(text))] == []


def test_chinese_sentences_have_chinese_marks() -> None:
    texts = [QUOTED.sub("", text) for text in read([PO]).values()]
    assert [text for text in texts if HALF_WIDTH.search(text)] == []


def test_a_sentence_ends_as_one_in_both_languages() -> None:
    assert list(unstopped(read([PO]))) == []


@pytest.mark.parametrize(
    "text", ["请来电人稍候", "工单已结单", "与投诉人约定", "请你补上", "超期 3 天"]
)
def test_a_word_that_is_not_the_term_is_found(text: str) -> None:
    assert list(strangers([("planted", text)]))


@pytest.mark.parametrize("text", ["被投诉人回避", "客户服务部", "承诺补交", "须由他人办理"])
def test_the_terms_themselves_are_left_alone(text: str) -> None:
    assert not list(strangers([("planted", text)]))


def test_a_missing_space_is_found() -> None:
    assert cramped("共3条") == "共3"
    assert cramped("用git提交") == "用g"
    assert cramped("共 3 条，2026年11月26日 10:52，5分钟，`pm做`") is None


def test_a_sentence_without_its_stop_is_found() -> None:
    assert list(unstopped({Key("Make it."): "新建"}))
    assert list(unstopped({Key("make it"): "新建。"}))
