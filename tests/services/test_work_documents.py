"""A document of a work may be one that is kept, or one that is only cited: one step either way."""

import pytest

from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.works import WorkDocument
from ntm_desktop.errors import InputError
from ntm_desktop.services.history import undo
from ntm_desktop.services.records import put_texts as put_record
from ntm_desktop.services.work_documents import put_texts

CITED = "Hợp đồng số 05/2023/HĐ-XD ngày 12/3/2023 của UBND xã"


@pytest.fixture
def work(commune):
    return put_record(commune, "work", None, {"name": "Đường"}).key


def tie(commune, work, document, role="contract"):
    """Tie a document to the work; return its record."""
    fields = {"work": work, "role": role, "document": document}
    key = put_texts(commune, None, fields).key
    return next(one for one in commune.store.records(WorkDocument) if one.key == key)


def test_a_cited_contract_is_recorded_and_tied_as_one_step(commune, work):
    held = tie(commune, work, CITED)
    (paper,) = commune.store.records(OfficialDocument)
    assert held.document == paper.key
    assert (paper.number, paper.document_type) == ("05/2023/HĐ-XD", "Hợp đồng")
    assert paper.issued_on.isoformat() == "2023-03-12"
    undo(commune)
    assert not commune.store.records(OfficialDocument)
    assert not commune.store.records(WorkDocument)


def test_a_cited_document_that_is_kept_already_is_tied_and_not_recorded_again(commune, work):
    values = {"number": "45/QĐ-UBND", "issued_on": "2/2/2023", "issuer": "UBND xã"}
    kept = put_record(commune, "official_document", None, values).key
    cited = "Quyết định số 45/QĐ-UBND ngày 02/02/2023 của UBND xã"
    assert tie(commune, work, cited, "decision").document == kept
    assert tie(commune, work, kept, "other").document == kept
    assert len(commune.store.records(OfficialDocument)) == 1


@pytest.mark.parametrize("text", ["hợp đồng thi công", "Hợp đồng số 05/HĐ-XD, TỐI MẬT"])
def test_a_text_that_names_no_document_or_a_secret_one_is_refused(commune, work, text):
    with pytest.raises(InputError):
        tie(commune, work, text)
    assert not commune.store.records(OfficialDocument)
    assert not commune.store.records(WorkDocument)


def test_a_role_that_is_unknown_leaves_no_document_behind(commune, work):
    with pytest.raises(InputError):
        tie(commune, work, CITED, "giấy gì đó")
    assert not commune.store.records(OfficialDocument)
