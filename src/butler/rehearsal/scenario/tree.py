"""The text of a scenario as plain values, and on which line of the file each of them stands.

YAML 1.2 words: only `true` and `false` are booleans, `on` is a key like any other, dates and times stay text.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

LONGEST = 1_000_000  # characters of a file
MOST = 50_000  # values in it: a handful of aliases can stand for millions
TEXT, NULL, BOOL, WHOLE, BROKEN = (f"tag:yaml.org,2002:{name}" for name in ("str", "null", "bool", "int", "float"))
PLAIN = (
    (NULL, r"^(?:~|null|)$", ["~", "n", ""]),
    (BOOL, r"^(?:true|false)$", ["t", "f"]),
    (WHOLE, r"^-?[0-9]+$", list("-0123456789")),
    (BROKEN, r"^-?[0-9]+\.[0-9]+$", list("-0123456789")),
)


class NotYaml(Exception):
    """The text cannot be read at all; `line` is where it went wrong (0: nowhere in particular)."""

    def __init__(self, line: int, path: str, reason: str) -> None:
        super().__init__(reason)
        self.line, self.path, self.reason = line, path, reason


@dataclass
class Tree:
    """The values of a file, and the line (from 1) of each path: `$.clients[0].name`."""

    root: Any = None
    lines: dict[str, int] = field(default_factory=dict)

    def line_of(self, path: str) -> int:
        """The line of a path; of one that is not there, the line of what it would stand in."""
        while path not in self.lines and path != "$":
            path = path[: max(path.rfind("."), path.rfind("["))] or "$"
        return self.lines.get(path, 1)


class _Words(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for _tag, _pattern, _first in PLAIN:
    _Words.add_implicit_resolver(_tag, re.compile(_pattern), _first)


def parse(text: str) -> Tree:
    """The values of a scenario's text. Refuses with NotYaml what is no YAML, a key given twice, and what is endless."""
    if len(text) > LONGEST:
        raise NotYaml(1, "$", f"longer than {LONGEST} characters")
    try:
        root = yaml.compose(text, _Words)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotYaml(mark.line + 1 if mark else 1, "$", str(error.problem or error.context or "no YAML")) from None
    except yaml.YAMLError as error:
        raise NotYaml(1, "$", " ".join(str(error).split())) from None
    tree = Tree()
    tree.root = _value(root, "$", tree) if root is not None else None
    return tree


def _value(node: yaml.Node, path: str, tree: Tree) -> Any:
    tree.lines[path] = node.start_mark.line + 1
    if len(tree.lines) > MOST:
        raise NotYaml(tree.lines[path], path, f"more than {MOST} values")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, tree)
    if isinstance(node, yaml.SequenceNode):
        _check_tag(node, "tag:yaml.org,2002:seq", path)
        return [_value(item, f"{path}[{place}]", tree) for place, item in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)  # noqa: S101 - for the types: there is no fourth
    return _scalar(node, path)


def _mapping(node: yaml.MappingNode, path: str, tree: Tree) -> dict[str, Any]:
    _check_tag(node, "tag:yaml.org,2002:map", path)
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise NotYaml(line, path, "a key that is no word")
        if key.value in found:
            raise NotYaml(line, f"{path}.{key.value}", f"key {key.value!r} given twice")
        found[key.value] = _value(value, f"{path}.{key.value}", tree)
        tree.lines[f"{path}.{key.value}"] = line
    return found


def _scalar(node: yaml.ScalarNode, path: str) -> Any:
    if node.tag == TEXT:
        return node.value
    if node.tag == NULL:
        return None
    if node.tag == BOOL:
        return node.value == "true"
    if node.tag == WHOLE:
        return int(node.value[:20])
    if node.tag == BROKEN:
        return float(node.value)
    raise NotYaml(node.start_mark.line + 1, path, f"a tag that means nothing here: {node.tag}")


def _check_tag(node: yaml.Node, wanted: str, path: str) -> None:
    if node.tag != wanted:
        raise NotYaml(node.start_mark.line + 1, path, f"a tag that means nothing here: {node.tag}")
