"""Make the shipped Word templates from our layout rules (docs/sources.md, "Official layout").

Run `python -m tools.make_templates`; it writes `templates_docx/*.docx`. The shipped file is what
runs and what users copy and edit in Word: ordinary paragraphs and tables with Jinja tags.
A new template is a file in `tools/word_templates/` with `build()`, and a line in `TEMPLATES`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from docx.document import Document as WordDocument

from tools.word_templates import (
    collection_forms,
    directive_sheets,
    directives,
    funding_papers,
    meeting_minutes,
    meeting_papers,
    meeting_tasks,
    progress_report,
    recognition_lists,
    recognition_papers,
    unmet_page,
)

FOLDER = Path(__file__).resolve().parent.parent / "templates_docx"
TEMPLATES: dict[str, Callable[[], WordDocument]] = {
    "bao-cao-tien-do.docx": progress_report.build,
    "chua-dat-va-giai-phap.docx": unmet_page.build,
    "phieu-thu-thap.docx": collection_forms.build,
    "bien-ban-hop-thon.docx": partial(meeting_minutes.village, "state"),
    "bien-ban-de-nghi.docx": partial(meeting_minutes.recognition, "state"),
    "bang-phan-cong.docx": meeting_tasks.assignment,
    "bang-theo-doi.docx": meeting_tasks.follow_up,
    "tin-bai.docx": meeting_tasks.news,
    "bieu-11-nguon-luc.docx": funding_papers.resources,
    "bieu-12-noi-dung.docx": funding_papers.contents,
    "bieu-13-loai-cong-trinh.docx": funding_papers.work_types,
    "bao-cao-no-dong.docx": funding_papers.debt,
    "danh-muc-cong-trinh.docx": funding_papers.works,
    "thong-bao.docx": partial(directives.notice, "state"),
    "phan-cong-phu-trach.docx": directive_sheets.charge,
    "phieu-giao-viec.docx": directive_sheets.slip,
    "bao-cao-ket-qua.docx": recognition_papers.result,
    "to-trinh.docx": recognition_papers.request,
    "tong-hop-y-kien.docx": recognition_papers.opinions,
    "phieu-lay-y-kien.docx": recognition_papers.ballot,
    "bien-ban-kiem-phieu.docx": recognition_papers.counting,
    "danh-muc-minh-chung.docx": recognition_lists.evidence,
    "danh-muc-ho-so.docx": recognition_lists.dossier,
    "so-lieu-ktxh.docx": recognition_lists.figures,
}
BOTH_REGIMES = {
    "giay-moi": meeting_papers.invitation,
    "chuong-trinh": meeting_papers.agenda,
    "danh-sach-dai-bieu": meeting_papers.delegates,
    "thong-bao-ket-luan": meeting_papers.conclusion,
    "bien-ban": meeting_minutes.minutes,
    "bien-ban-lam-viec": meeting_minutes.working,
    "bao-cao-thuc-hien-ket-luan": meeting_tasks.report,
    "cong-van": directives.letter,
    "ke-hoach": directives.plan,
    "bao-cao-so-ket": directives.review,
    "quyet-dinh": directives.decision,
    "bao-cao-lam-viec": directives.working,
}
for _name, _build in BOTH_REGIMES.items():
    TEMPLATES[f"{_name}.docx"] = partial(_build, "state")
    TEMPLATES[f"{_name}-dang.docx"] = partial(_build, "party")


def main() -> None:
    """Write every template into `templates_docx/`."""
    FOLDER.mkdir(exist_ok=True)
    for name, build in TEMPLATES.items():
        build().save(str(FOLDER / name))
        print(FOLDER / name)


if __name__ == "__main__":
    main()
