"""An office with what letters, plans, decisions and notices are made from."""

from __future__ import annotations

from dataclasses import dataclass, field

from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.services import people, units
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.figures import FigureDraft, record_figures
from ntm_desktop.services.people import PositionDraft
from ntm_desktop.services.records import put_texts, put_values
from ntm_desktop.services.roadmap import put_roadmap_item
from ntm_desktop.services.workspace import Workspace

NANG_CAO = "xa-ntm-nang-cao-2021-2025"
COMMITTEE = "Ban Chỉ đạo xây dựng nông thôn mới xã Quảng An"
HOSTILE = 'A & B <w:p> "C" > D {{ title }} {% for x in y %}'


@dataclass
class Directed:
    """The keys of what was entered, by a short name."""

    workspace: Workspace
    keys: dict[str, str] = field(default_factory=dict)


def direct(workspace: Workspace) -> Directed:
    """Enter tasks, a roadmap, planned values, money, documents and a committee."""
    made = Directed(workspace)
    profile = {
        "issuer_name": "UBND xã Quảng An",
        "recipients": "Thường trực Đảng ủy\nThường trực HĐND xã",
    }
    put_texts(workspace, "office_profile", workspace.profile.key, profile)
    _tasks(made)
    _figures(made)
    _works(made)
    _documents(made)
    _committee(made)
    return made


def _tasks(made: Directed) -> None:
    late = {
        "text": "Rà soát hồ sơ tiêu chí Thu nhập",
        "assignee": "Trưởng phòng Kinh tế",
        "due_on": "5/1/2024",
        "supporting": "Thôn An Xuân\nThôn Đông Xuyên",
        "source_text": "Kế hoạch tháng 12 năm 2023",
        "indicator": "10.1",
        "set_id": NANG_CAO,
    }
    open_one = {"text": "Sửa kênh Hồ Tây", "assignee": "Thôn An Xuân", "due_on": "15/3/2024"}
    done = {
        "text": "Họp thôn bàn đóng góp",
        "assignee": "Thôn Đông Xuyên",
        "due_on": "1/1/2024",
        "state": "đã xong",
        "completed_on": "20/12/2023",
    }
    for name, typed in {"late": late, "open": open_one, "done": done}.items():
        made.keys[name] = put_texts(made.workspace, "task", None, typed).key


def _figures(made: Directed) -> None:
    workspace = made.workspace
    units.add_units(workspace, "Thôn An Xuân\nThôn Đông Xuyên")
    drafts = [
        *(ValueDraft(NANG_CAO, "2023", *one) for one in (("3.1", "85"), ("13.5", "5"))),
        ValueDraft(NANG_CAO, "2023", "3.2", "đạt"),
        ValueDraft(NANG_CAO, "2024", "3.1", "92", planned=True),
        ValueDraft(NANG_CAO, "2024", "13.5", "12", planned=True),
    ]
    record_values(workspace, drafts)
    planned: dict[str, dict[str, StoredValue]] = {
        "3.1": {
            "assignee": "Công chức địa chính",
            "due_on": "2024-06-30",
            "solution": "Kiên cố hóa kênh mương",
        },
        "13.5": {"assignee": "Trưởng phòng Kinh tế"},
    }
    for code, values in planned.items():
        put_roadmap_item(workspace, NANG_CAO, code, values)
    record_figures(
        workspace,
        [FigureDraft("Thu nhập bình quân", "2023", "52,5", "actual", measure_unit="triệu đồng")],
    )


def _works(made: Directed) -> None:
    road = {"name": "Đường trục xã", "total_investment": "5 tỷ đồng"}
    made.keys["road"] = put_texts(made.workspace, "work", None, road).key
    for year, kind, amount in (
        ("2023", "kế hoạch", "3 tỷ đồng"),
        ("2023", "giải ngân", "2,5 tỷ đồng"),
        ("2024", "kế hoạch", "2 tỷ đồng"),
    ):
        typed = {
            "work": made.keys["road"],
            "source": "Ngân sách Trung ương",
            "plan_year": year,
            "kind": kind,
            "amount": amount,
            "paid_on": f"20/6/{year}",
        }
        put_texts(made.workspace, "money_entry", None, typed)


def _documents(made: Directed) -> None:
    held = {
        "law": ("65/2025/QH15", "Luật", "Quốc hội", "căn cứ", "18/6/2023", "đến"),
        "decree": ("30/2020/NĐ-CP", "Nghị định", "Chính phủ", "căn cứ", "5/3/2020", "đến"),
        "resolution": ("18-NQ/ĐU", "Nghị quyết", "Đảng ủy xã", "thực hiện", "10/2/2023", "đến"),
        "before": ("12/QĐ-UBND", "Quyết định", "UBND xã", "kiện toàn", "1/3/2022", "đi"),
        "plan": ("25/KH-UBND", "Kế hoạch", "UBND xã Quảng An", "khác", "20/3/2023", "đi"),
    }
    for name, (number, kind, issuer, relation, day, way) in held.items():
        typed = {
            "number": number,
            "document_type": kind,
            "issuer": issuer,
            "issued_on": day,
            "subject": {"law": "Tổ chức chính quyền địa phương"}.get(name, f"việc {name}"),
        }
        key = put_texts(made.workspace, "official_document", None, typed).key
        stored = {
            "relation": _RELATIONS[relation],
            "direction": {"đến": "incoming", "đi": "outgoing"}[way],
        }
        put_values(made.workspace, "official_document", key, stored)
        made.keys[name] = key


_RELATIONS = {
    "căn cứ": "ground",
    "thực hiện": "implements",
    "kiện toàn": "reorganises",
    "khác": "other",
}


def _committee(made: Directed) -> None:
    typed = {"name": COMMITTEE, "side": "chính quyền"}
    made.keys["committee"] = put_texts(made.workspace, "organisation", None, typed).key
    members = (
        ("Thành viên", "Trưởng thôn An Xuân", "2023-01-01", None),
        ("Phó Trưởng ban", "Phó Chủ tịch UBND xã", "2023-01-01", None),
        ("Trưởng ban", "Chủ tịch UBND xã", "2023-01-01", None),
        ("Thành viên", "Công chức cũ", "2022-01-01", "2022-12-31"),
    )
    for role, office, since, until in members:
        held = {"held_from": since, "held_until": until}
        drafts = [
            PositionDraft({"title": office, **held}),
            PositionDraft({"title": role, "organisation": made.keys["committee"], **held}),
        ]
        made.keys[office] = people.put_person(made.workspace, None, {}, drafts).key
