"""Rules of HTML that a parser does not know: where an element may stand and what it may say."""

import re
from xml.etree.ElementTree import Element

# What can be touched does not stand inside something else that can.
TOUCHED = {"a", "button", "input", "label", "select", "textarea", "summary"}
# What holds words holds no blocks; what belongs into a list or a table stands there.
PHRASES = {"p", "h1", "h2", "h3", "label", "legend", "button", "span", "strong", "mark", "b", "i"}
BLOCKS = {
    "p", "div", "ul", "ol", "li", "table", "form", "fieldset", "section", "h1", "h2", "h3",
    "blockquote", "dl", "header", "main",
}  # fmt: skip
PARENTS = {
    "li": {"ul", "ol"}, "legend": {"fieldset"}, "option": {"select", "datalist", "optgroup"},
    "dt": {"dl", "div"}, "dd": {"dl", "div"}, "tr": {"thead", "tbody", "tfoot"}, "td": {"tr"},
    "th": {"tr"}, "caption": {"table"}, "summary": {"details"}, "title": {"head", "svg"},
}  # fmt: skip
ARIA = {
    "aria-hidden", "aria-label", "aria-labelledby", "aria-describedby", "aria-invalid",
    "aria-current", "aria-live", "aria-expanded", "aria-controls", "aria-pressed",
}  # fmt: skip
# Attributes that mean nothing when they are empty.
SAYING = ("id", "for", "name", "href", "action", "lang", "role", "class")
DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
DRAWING = "{http://www.w3.org/2000/svg}svg"


def is_hidden(element: Element) -> bool:
    """Tell whether a control is carried unseen."""
    return element.tag == "input" and element.get("type") == "hidden"


def is_control(element: Element) -> bool:
    """Tell whether somebody fills this in."""
    return element.tag in ("input", "textarea", "select") and not is_hidden(element)


def assert_elements_stand_where_they_may(tree: Element) -> None:
    """Check what stands in what, and attributes that browsers would pass over in silence."""
    for one in tree.iter():
        inside = [child for child in one.iter() if child is not one]
        if one.tag in TOUCHED:
            # The one control of a label is what the label is for.
            others = [child.tag for child in inside if child.tag in TOUCHED]
            assert len(others) <= (one.tag == "label"), f"{others} inside {one.tag}"
        if one.tag in PHRASES:
            blocks = [child.tag for child in inside if child.tag in BLOCKS]
            assert not blocks, f"{blocks} inside {one.tag}"
        for child in one:
            parents = PARENTS.get(str(child.tag))
            assert parents is None or one.tag in parents, f"a {child.tag} inside {one.tag}"
        _assert_attributes_mean_something(one)


def _assert_attributes_mean_something(one: Element) -> None:
    if one.tag == "input" and one.get("type") == "date" and one.get("value"):
        assert DAY.fullmatch(one.attrib["value"]), f"{one.attrib['value']} is no day"
    assert one.tag != DRAWING or "hidden" not in one.attrib, "hidden means nothing on a drawing"
    assert one.tag != "a" or "href" in one.attrib, "a link to nowhere"
    for name, value in one.attrib.items():
        assert not name.startswith("aria-") or name in ARIA, f"nobody knows {name}"
        assert name not in SAYING or value.strip(), f"an empty {name} on {one.tag}"
