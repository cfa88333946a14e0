"""What a stylesheet asks of a browser, and what an old one makes of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2  # type: ignore[import-untyped]  # the library tells no types

Node = Any
IsNew = Callable[[str], bool]

LONG_NAMES = {"inset": ("top", "right", "bottom", "left")}
_BLOCKS = ("() block", "[] block", "{} block", "function")


@dataclass(frozen=True)
class Use:
    """Something that a stylesheet asks for, and what of it older browsers have in its place."""

    name: str
    place: str
    has_fallback: bool = False


def uses(css: str) -> Iterator[Use]:
    """Yield what each rule asks for, at-rules and selectors included."""
    for rule in _rules(css):
        for name in _asked_by_prelude(rule):
            yield Use(name, _written(rule.prelude))
        if rule.type == "at-rule" and _is_group(rule):
            yield from uses(_written(rule.content))
        elif rule.content:
            yield from _uses_of_declarations(rule)


def stripped(css: str, is_new: IsNew) -> str:
    """Return what a browser keeps that drops each rule and declaration with something new."""
    return "".join(
        _stripped_rule(rule, is_new)
        for rule in _rules(css)
        if not any(map(is_new, _asked_by_prelude(rule)))
    )


def _stripped_rule(rule: Node, is_new: IsNew) -> str:
    if rule.type == "at-rule" and _is_group(rule):
        inside = stripped(_written(rule.content), is_new)
        return f"@{rule.at_keyword}{_written(rule.prelude)}{{{inside}}}"
    kept = [one for one in _declarations(rule) if not any(map(is_new, _asked(one, rule)))]
    return f"{_written(rule.prelude)}{{{';'.join(one.serialize() for one in kept)}}}"


def _uses_of_declarations(rule: Node) -> Iterator[Use]:
    declarations = _declarations(rule)
    for place, one in enumerate(declarations):
        before = {other.lower_name for other in declarations[:place]}
        has_fallback = one.lower_name in before or before >= set(
            LONG_NAMES.get(one.lower_name, (one.lower_name,))
        )
        for name in _asked(one, rule):
            yield Use(name, f"{_written(rule.prelude)}{{ {one.serialize()} }}", has_fallback)


def _asked(declaration: Node, rule: Node) -> list[str]:
    """Return a property, its keywords, functions and units; a property of our own asks nothing."""
    name = declaration.lower_name
    values = list(_flat(declaration.value))
    inside = [f"{one.lower_name}()" for one in values if one.type == "function"]
    inside += [f"unit {one.lower_unit}" for one in values if one.type == "dimension"]
    if name.startswith("--"):
        return inside
    if name == "gap" and any("flex" in one.serialize() for one in _declarations(rule)):
        name = "gap in flex"
    if name != "font-family":
        words = [one.lower_value for one in values if one.type == "ident"]
        inside += [f"{name}: {word}" for word in words if not word.startswith("--")]
    return [name, *inside]


def _asked_by_prelude(rule: Node) -> list[str]:
    if rule.type == "at-rule":
        named = [f"@{rule.lower_at_keyword}"]
        return named + [
            f"@media {block.content[0].lower_value}"
            for block in rule.prelude
            if block.type == "() block"
        ]
    return list(_pseudo_classes(rule.prelude))


def _pseudo_classes(tokens: Sequence[Node]) -> Iterator[str]:
    for before, one in zip([None, *tokens], tokens, strict=False):
        if before is not None and before == ":" and one.type == "ident":
            yield f":{one.lower_value}"
        elif one.type == "function":
            yield f":{one.lower_name}()"
            yield from _pseudo_classes(one.arguments)


def _flat(tokens: Sequence[Node]) -> Iterator[Node]:
    for one in tokens:
        yield one
        if one.type in _BLOCKS:
            yield from _flat(one.arguments if one.type == "function" else one.content)


def _rules(css: str) -> list[Node]:
    return list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _declarations(rule: Node) -> list[Node]:
    found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return [one for one in found if one.type == "declaration"]


def _is_group(rule: Node) -> bool:
    return rule.lower_at_keyword in ("media", "supports")


def _written(tokens: Sequence[Node] | None) -> str:
    return str(tinycss2.serialize(tokens or []))
