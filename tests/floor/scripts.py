"""What a script asks of a browser: its syntax, and the names that it finds there."""

from collections.abc import Iterator

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))
# Objects whose members are ours, whatever they are called.
_OURS = ("said", "queue", "tablet", "dataset", "elements", "localStorage", "sessionStorage")
_SYNTAX = (
    "arrow_function",
    "await_expression",
    "class",
    "generator_function",
    "object_pattern",
    "optional_chain",
    "private_property_identifier",
    "spread_element",
    "template_string",
)


def uses(*scripts: str) -> set[str]:
    """Return the syntax of scripts that run together, and the names in them that are not theirs."""
    nodes = [one for text in scripts for one in _all(_PARSER.parse(text.encode()).root_node)]
    own = {name for one in nodes for name in _defined(one)}
    named = {f".{name}" for one in nodes if (name := _member(one)) and name not in own}
    free = {name for one in nodes if (name := _free(one)) and name not in own}
    return {name for one in nodes for name in _syntax(one)} | named | free


def _syntax(node: Node) -> Iterator[str]:
    if node.type in _SYNTAX:
        yield f"{node.type} in object" if _is_spread_in_object(node) else node.type
    if node.type == "catch_clause" and node.child_by_field_name("parameter") is None:
        yield "catch without name"
    if node.type == "call_expression" and _text(node.child_by_field_name("function")) == "import":
        yield "import()"
    operator = node.child_by_field_name("operator")
    if _text(operator) in ("??", "**", "??=", "||=", "&&=", "**="):
        yield _text(operator)


def _is_spread_in_object(node: Node) -> bool:
    parent = node.parent
    return node.type == "spread_element" and parent is not None and parent.type == "object"


def _defined(node: Node) -> Iterator[str]:
    """Yield the names that a node defines: variables, functions, parameters, keys of objects."""
    parent = node.parent
    if node.type == "assignment_expression":
        yield _text(node.child_by_field_name("left")).removeprefix("self.")
    if parent is None or node.type not in (
        "identifier",
        "property_identifier",
        "shorthand_property_identifier",
        "shorthand_property_identifier_pattern",
    ):
        return
    of = {"pair": "key", "variable_declarator": "name", "function_declaration": "name"}
    is_parameter = parent.type in ("formal_parameters", "array_pattern", "for_in_statement")
    field = of.get(parent.type) or ("parameter" if parent.type in _WITH_PARAMETER else "")
    is_named = bool(field) and parent.child_by_field_name(field) == node
    if is_named or is_parameter or node.type.startswith("shorthand"):
        yield _text(node)


_WITH_PARAMETER = ("arrow_function", "catch_clause")


def _member(node: Node) -> str:
    if node.type != "member_expression":
        return ""
    before = _text(node.child_by_field_name("object")).rsplit(".", 1)[-1]
    return "" if before in _OURS else _text(node.child_by_field_name("property"))


def _free(node: Node) -> str:
    return _text(node) if node.type == "identifier" else ""


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _text(node: Node | None) -> str:
    return "" if node is None or node.text is None else node.text.decode()
