"""Make the shipped Word templates from our layout rules (docs/sources.md, "Official layout").

Run `python -m tools.make_templates`; it writes `templates_docx/*.docx`. The shipped file is what
runs and what users copy and edit in Word: ordinary paragraphs and tables with Jinja tags.
A new template is a file in `tools/word_templates/` with `build()`, and a line in `TEMPLATES`.
"""

from __future__ import annotations

from pathlib import Path

from tools.word_templates import collection_forms, progress_report, unmet_page

FOLDER = Path(__file__).resolve().parent.parent / "templates_docx"
TEMPLATES = {
    "bao-cao-tien-do.docx": progress_report.build,
    "chua-dat-va-giai-phap.docx": unmet_page.build,
    "phieu-thu-thap.docx": collection_forms.build,
}


def main() -> None:
    """Write every template into `templates_docx/`."""
    FOLDER.mkdir(exist_ok=True)
    for name, build in TEMPLATES.items():
        build().save(str(FOLDER / name))
        print(FOLDER / name)


if __name__ == "__main__":
    main()
