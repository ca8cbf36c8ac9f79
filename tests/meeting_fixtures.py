"""Meetings of public articles as tests enter them: by position, through the services."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.services import batches, people, transcripts
from ntm_desktop.services.people import PositionDraft
from ntm_desktop.services.records import parse_text, put_texts
from ntm_desktop.services.tasks import task_from_conclusion, task_from_document
from ntm_desktop.services.workspace import Workspace

FOLDER = Path(__file__).parent / "data" / "meetings"
ARTICLES = ("000", "001", "002", "004")
DOCUMENT_ARTICLE = "003"


@dataclass
class Entered:
    """What was entered: the meeting's key ("" for tasks of a document) and the keys by id."""

    data: dict[str, Any]
    meeting: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    conclusions: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)


def read_article(article: str) -> dict[str, Any]:
    """Return the file of an article."""
    found: dict[str, Any] = json.loads((FOLDER / f"{article}.json").read_text("utf-8"))
    return found


def enter_article(workspace: Workspace, article: str) -> Entered:
    """Enter the meeting (or the document) of an article with all its parts."""
    done = Entered(read_article(article))
    data = done.data
    for person in data.get("people", ()):
        drafts = [PositionDraft(stored("position", one, done)) for one in person["positions"]]
        done.keys[person["id"]] = people.put_person(workspace, None, {}, drafts).key
    if "meeting" in data:
        done.meeting = put_texts(
            workspace, "meeting", None, {**data["meeting"], "state": "đã họp"}
        ).key
    for document in data["documents"]:
        _enter_document(workspace, done, document)
    if done.meeting:
        _enter_parts(workspace, done)
    for task in data["tasks"]:
        _enter_task(workspace, done, task)
    return done


def stored(entity: str, fields: dict[str, str], done: Entered) -> dict[str, StoredValue]:
    """Return typed texts as stored values; "@id" stands for the key of what was entered."""
    found = entity_named(entity)
    return {
        name: done.keys[text] if text.startswith("@") else parse_text(found.field(name), text)
        for name, text in fields.items()
        if name != "id"
    }


def _enter_document(workspace: Workspace, done: Entered, document: dict[str, str]) -> None:
    """Enter a document, tied to the meeting where there is one."""
    fields = {name: text for name, text in document.items() if name != "id"}
    meeting = {"meeting": done.meeting} if done.meeting else {}
    saved = put_texts(workspace, "official_document", None, {**fields, **meeting})
    done.keys[document.get("id", document["number"])] = saved.key


def _enter_parts(workspace: Workspace, done: Entered) -> None:
    """Enter who came, what was presented, said and concluded, and the text."""
    for entity, name in (
        ("attendee", "attendees"),
        ("presentation", "presentations"),
        ("opinion", "opinions"),
        ("vote", "votes"),
    ):
        for part in done.data[name]:
            batches.add_parts(workspace, entity, done.meeting, [stored(entity, part, done)])
    for text in done.data["conclusions"]:
        saved = batches.add_parts(workspace, "conclusion", done.meeting, [{"text": text}])
        done.conclusions.append(saved.key)
    transcripts.set_transcript(workspace, done.meeting, done.data["transcript"])


def _enter_task(workspace: Workspace, done: Entered, task: dict[str, Any]) -> None:
    """Enter a task of a conclusion, or one that a passage of the document gives."""
    fields = {name: text for name, text in task.items() if name not in ("conclusion", "document")}
    if "document" in task:
        source = done.keys[task["document"].removeprefix("@")]
        passage, values = fields["text"], stored("task", fields, done)
        saved = task_from_document(workspace, source, passage, values)
    else:
        conclusion = done.conclusions[task["conclusion"] - 1]
        text = fields.pop("text")
        saved = task_from_conclusion(workspace, conclusion, text, stored("task", fields, done))
    done.tasks.append(saved.key)
