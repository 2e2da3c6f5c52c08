"""What a browser without scripts would send back for a form of the admin."""

from lxml import html


def form_in(page):
    """Return the form of a record on a page."""
    return html.fromstring(page.text).xpath(
        "//form[contains(@id, '_form') and not(contains(@id, 'logout'))]"
    )[0]


def sent(page, **changes):
    """Return the values of a page's form, changed: {name: value or values}; None leaves one out."""
    values = {}
    for control in form_in(page).xpath(".//input|.//select|.//textarea"):
        if control.get("name") and control.get("disabled") is None:
            values.setdefault(control.get("name"), []).extend(_values(control))
    values |= {name: value if isinstance(value, list) else [value] for name, value in changes.items()}
    return {name: value for name, value in values.items() if value not in ([], [None])}


def _values(control):
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n").replace("\n", "\r\n")]
    if control.tag == "select":
        chosen = control.xpath(".//option[@selected]") or control.xpath(".//option")[:1]
        return [option.get("value", option.text) for option in chosen]
    kind = control.get("type", "text")
    if kind in ("submit", "button", "image", "reset"):
        return []
    if kind in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.get("checked") is not None else []
    return [control.get("value", "")]


def buttons(page):
    """Return the values of the buttons that change rows."""
    return [button.get("value") for button in form_in(page).xpath(".//button[@name='_rows']")]
