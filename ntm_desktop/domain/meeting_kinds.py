"""What belongs to each kind of meeting: its parts, its usual headings, who signs its minutes.

Nothing here is law: the headings and the signature blocks are long practice and are marked
unverified; an office that does otherwise changes its own papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PARTS = ("presentations", "opinions", "votes", "households", "ballots", "partner", "conclusions")


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One block under the minutes: its heading, and who signs there.

    `role` is a role at the meeting (`domain.meetings.ROLES`); `several` says that more than one
    person may sign in the block.
    """

    heading: str
    role: str
    several: bool = False


@dataclass(frozen=True, slots=True)
class KindTemplate:
    """A kind of meeting; `title` heads its minutes, `source` says where it was taken from."""

    kind: str
    title: str
    agenda: tuple[str, ...]
    parts: tuple[str, ...]
    blocks: tuple[SignatureBlock, ...]
    report: str
    source: str
    verified: bool = False

    def has(self, part: str) -> bool:
        """Say whether meetings of this kind usually have a part (a word of `PARTS`)."""
        return part in self.parts


_PRACTICE = "thông lệ, chưa đối chiếu văn bản quy định"
_MINUTES = "NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu 1.9; câu chữ theo thông lệ, chưa đối chiếu"
_VILLAGE = "NĐ 59/2023/NĐ-CP, Mẫu số 03, chưa đối chiếu"
_DOSSIER = "biên bản trong hồ sơ đề nghị công nhận đã lưu hành, chưa đối chiếu"
_TWO_BLOCKS = (SignatureBlock("THƯ KÝ", "secretary"), SignatureBlock("CHỦ TỌA", "chair"))
_REPORTED = ("presentations", "opinions", "conclusions")

KINDS: Mapping[str, KindTemplate] = {
    one.kind: one
    for one in (
        KindTemplate(
            "conference",
            "Biên bản hội nghị",
            ("Báo cáo trình bày tại hội nghị", "Ý kiến thảo luận", "Kết luận hội nghị"),
            (*_REPORTED, "votes"),
            _TWO_BLOCKS,
            "bien-ban",
            _MINUTES,
        ),
        KindTemplate(
            "review",
            "Biên bản hội nghị sơ kết",
            (
                "Báo cáo sơ kết kết quả thực hiện",
                "Triển khai nhiệm vụ thời gian tới",
                "Ý kiến thảo luận",
                "Kết luận hội nghị",
            ),
            (*_REPORTED, "votes"),
            _TWO_BLOCKS,
            "bien-ban",
            _MINUTES,
        ),
        KindTemplate(
            "annual_review",
            "Biên bản hội nghị tổng kết",
            (
                "Báo cáo tổng kết kết quả thực hiện nhiệm vụ trong năm",
                "Triển khai nhiệm vụ năm tiếp theo",
                "Ý kiến thảo luận",
                "Kết luận hội nghị",
            ),
            (*_REPORTED, "votes"),
            _TWO_BLOCKS,
            "bien-ban",
            _MINUTES,
        ),
        KindTemplate(
            "steering_committee",
            "Biên bản họp Ban Chỉ đạo",
            (
                "Báo cáo kết quả thực hiện nhiệm vụ",
                "Ý kiến của thành viên Ban Chỉ đạo",
                "Kết luận của người chủ trì",
            ),
            (*_REPORTED, "votes"),
            _TWO_BLOCKS,
            "bien-ban",
            _MINUTES,
        ),
        KindTemplate(
            "working_session",
            "Biên bản làm việc",
            (
                "Báo cáo kết quả thực hiện",
                "Ý kiến trao đổi, làm rõ",
                "Kết luận buổi làm việc",
            ),
            (*_REPORTED, "partner"),
            (
                SignatureBlock("ĐẠI DIỆN ĐƠN VỊ", "delegate"),
                SignatureBlock("ĐẠI DIỆN ĐOÀN LÀM VIỆC", "partner"),
                SignatureBlock("NGƯỜI GHI BIÊN BẢN", "secretary"),
            ),
            "bien-ban-lam-viec",
            _PRACTICE,
        ),
        KindTemplate(
            "village_meeting",
            "Biên bản họp thôn",
            ("Nội dung lấy ý kiến", "Ý kiến của các hộ", "Kết quả biểu quyết"),
            ("opinions", "votes", "households", "conclusions"),
            (
                SignatureBlock("THƯ KÝ", "secretary"),
                SignatureBlock("CHỦ TRÌ", "chair"),
                SignatureBlock("ĐẠI DIỆN HỘ DÂN", "household", several=True),
            ),
            "bien-ban-hop-thon",
            _VILLAGE,
        ),
        KindTemplate(
            "recognition",
            "Biên bản họp xét đề nghị công nhận",
            (
                "Báo cáo kết quả thực hiện các tiêu chí",
                "Ý kiến thảo luận",
                "Kết quả bỏ phiếu",
                "Kết luận",
            ),
            (*_REPORTED, "votes", "ballots"),
            _TWO_BLOCKS,
            "bien-ban-de-nghi",
            _DOSSIER,
        ),
        KindTemplate(
            "other",
            "Biên bản cuộc họp",
            (),
            (*_REPORTED, "votes"),
            _TWO_BLOCKS,
            "bien-ban",
            _MINUTES,
        ),
    )
}


def template_of(kind: str | None) -> KindTemplate:
    """Return the template of a kind of meeting; that of any other meeting for none."""
    return KINDS.get(kind or "", KINDS["other"])


def suggested_agenda(kind: str | None) -> str:
    """Return the usual headings of a kind, one a line, to begin an empty agenda with."""
    return "\n".join(template_of(kind).agenda)
