"""Works and amounts for tests of the screen of works, written through the services."""

from ntm_desktop.services import records
from ui.context import AppContext


def build(context: AppContext, name: str, **fields: str) -> str:
    values = {"name": name, **fields}
    return context.do(lambda found: records.put_texts(found, "work", None, values)).key


def pay(context: AppContext, work: str, kind: str, amount: str, **fields: str) -> str:
    values = {
        "work": work, "source": "nsdp-xa", "plan_year": "2023", "kind": kind, "amount": amount,
        **fields,
    }  # fmt: skip
    return context.do(lambda found: records.put_texts(found, "money_entry", None, values)).key
