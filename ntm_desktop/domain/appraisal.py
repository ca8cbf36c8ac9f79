"""What the superior office found on appraising (thẩm định) a criterion, beside our own word."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ntm_desktop.domain import entity
from ntm_desktop.domain.values import DECLARED_OUTCOMES

_RESULT = {"merge_unit": "appraisal"}


@entity.entity("appraisal", label="kết quả thẩm định", plural="Kết quả thẩm định", title="code")
@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """The result of the appraisal of one criterion or indicator in a period, and who found it."""

    key: str = ""
    unit: str | None = entity.text("Đơn vị", hidden=True)
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    period: str = entity.text("Kỳ", required=True)
    code: str = entity.text("Mã tiêu chí, chỉ tiêu", required=True)
    outcome: str | None = entity.choice("Kết quả thẩm định", DECLARED_OUTCOMES, **_RESULT)
    body: str | None = entity.text("Cơ quan thẩm định", **_RESULT)
    document_number: str | None = entity.text("Số văn bản", **_RESULT)
    document_on: datetime.date | None = entity.date("Ngày văn bản", **_RESULT)
    remark: str | None = entity.long_text("Ý kiến thẩm định", searchable=True)
