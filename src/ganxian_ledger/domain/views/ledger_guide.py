"""How the sheets of a workbook are to be read: the lights, the columns, filters."""

from __future__ import annotations

from ganxian_ledger.domain.model.plan import Policy
from ganxian_ledger.domain.state.board import Board, Light
from ganxian_ledger.domain.views.words import number
from ganxian_ledger.domain.views.workbook import Facts

COLUMNS: Facts = (
    ("百分比", "单元格里的数就是百分数：60 显示为 60%，不是 0.6"),
    ("完成时限", "现行时限，延期过的在备注里写明原定时限"),
    ("进展情况", "最近一次报送的进展；已申请销号、退回、销号、核减的，后面写明"),
    ("存在问题、下步打算", "取自最近一次进展；只列未启动、推进中、已退回的措施"),
    ("是否销号", "截至日已销号的为“是”，其余为“否”；核减的为“否”，见状态"),
    ("筛选和排序", "表头有筛选按钮；任务名称各行是合并单元格，需要排序时先取消合并"),
)


def guide(board: Board) -> Facts:
    """What each light means by the office's settings, then how columns are to be read."""
    policy = board.ledger.plan.policy
    meant = {
        Light.RED: f"逾期（过了完成时限还没有销号）{_far(policy)}",
        Light.YELLOW: (
            f"临期（{policy.due_soon_days}天内到期）、"
            f"滞后（完成比例落后序时进度超过{number(policy.lag_yellow)}个百分点）或已退回"
        ),
        Light.GREEN: "其余未销号的",
        Light.BLUE: "已销号",
        Light.GREY: "已核减",
    }
    lights = ((f"{light.value}灯", words) for light, words in meant.items())
    return (*lights, ("亮灯颜色", "以格内文字为准，颜色只作提示"), *COLUMNS)


def _far(policy: Policy) -> str:
    """The other reason for a red light, where the office has set it."""
    points = policy.lag_red
    return "" if points is None else f"，或完成比例落后序时进度超过{number(points)}个百分点"
