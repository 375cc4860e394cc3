"""The forms of the admin as a browser sends them."""

from bs4 import BeautifulSoup


def address_of(row):
    """The page on which `row` is changed."""
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def sent_by(page):
    """What a browser sends of the page's form when nobody touches it."""
    form = BeautifulSoup(page.content, "html.parser").select_one("#content-main form")
    typed = {}
    for box in form.select("input[name], select[name], textarea[name]"):
        typed.setdefault(box["name"], []).extend(_values(box))
    return {name: values for name, values in typed.items() if values}


def errors_of(response):
    """{field: [sentence]} of the form that came back; {} when it was saved."""
    return {} if response.status_code == 302 else dict(response.context_data["adminform"].form.errors)


def _values(box):
    if box.name == "select":
        options = box.select("option[selected]") or ([] if box.has_attr("multiple") else box.select("option")[:1])
        return [option["value"] for option in options]
    if box.name == "textarea":
        return [box.get_text().removeprefix("\n")]
    if box["type"] in ("submit", "checkbox", "radio") and not box.has_attr("checked"):
        return []
    return [box.get("value", "on" if box["type"] == "checkbox" else "")]
