"""The note at the head of a document whose figures two computers still set differently."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.shared import Pt

from ntm_desktop.whole_files import write_whole

SIZE_PT = 11


def put_note(path: Path, text: str) -> None:
    """Put a sentence before everything else in a Word file; raise `DataFileError`."""
    document = docx.Document(io.BytesIO(path.read_bytes()))
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.paragraph_format.space_after = Pt(6)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = True, True, Pt(SIZE_PT)
    document.element.body.insert(0, paragraph._p)
    content = io.BytesIO()
    document.save(content)
    write_whole(content.getvalue(), path)
