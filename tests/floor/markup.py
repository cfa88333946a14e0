"""What a page asks of a browser: its elements and their attributes."""

import html5lib

_UNASKED = ("data-", "aria-", "role")
# Their rules are kept in the tree of pictures, which a browser has had whole or not at all.
_DRAWN = ("svg", "symbol", "use", "circle", "path")


def uses(page: str) -> set[str]:
    """Return the elements of a page and their attributes; the kind of a field is one, too."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    found = set()
    for one in tree.iter():
        name = str(one.tag).rsplit("}", 1)[-1]
        if name in _DRAWN:
            found.add("<svg>")
            continue
        found.add(f"<{name}>")
        for key, value in one.attrib.items():
            said = f"{key}={value}" if (name, key) == ("input", "type") else key
            found |= set() if key.startswith(_UNASKED) else {f"<{name} {said}>"}
    return found
