"""Facts as people write them in a file: YAML or JSON, read exactly and without surprises.

YAML has readings that nobody means: 0100 as 64, 12:30 as 750, a name given twice as its second
value. Here they are refused, and a number with a point is an exact decimal.
"""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn

import yaml

_WHOLE: Final = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)")
SIZE_MAX: Final = 1_000_000


class NotReadable(ValueError):
    """A text that is neither YAML nor JSON with facts."""


def read_text(text: str) -> Any:  # noqa: ANN401 - what the text holds
    """Read facts written as YAML, or as JSON where the text begins with a brace.

    Raises:
        NotReadable: the text is neither, names a fact twice, or is too long.
    """
    if len(text) > SIZE_MAX:
        raise NotReadable(f"The facts are longer than {SIZE_MAX:,} characters.")
    try:
        if text.lstrip().startswith("{"):
            return json.loads(
                text,
                parse_float=Decimal,
                parse_constant=_refused,
                object_pairs_hook=_once,
            )
        return yaml.load(text, Loader=_FactsLoader)  # noqa: S506 - a safe loader, made exact
    except yaml.MarkedYAMLError as error:
        raise NotReadable(_where(error)) from error
    except (yaml.YAMLError, ValueError, InvalidOperation) as error:
        raise NotReadable(f"The facts cannot be read: {error}") from error
    except RecursionError as error:
        raise NotReadable("The facts are nested too deep.") from error


def _where(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark
    place = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
    return f"The facts cannot be read: {error.problem or error.context}{place}."


def _refused(word: str) -> NoReturn:
    raise NotReadable(f"The facts cannot be read: {word} is no number.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotReadable(f"{twice!r} is given twice.")
    return found


class _FactsLoader(yaml.SafeLoader):
    """The safe loader for facts."""


def _exact(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    text = loader.construct_scalar(node)
    try:
        return Decimal(text.replace("_", ""))
    except InvalidOperation:
        raise yaml.MarkedYAMLError(
            problem=f"{text!r} is no number that can be meant here", problem_mark=node.start_mark
        ) from None


def _as_written(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    if not _WHOLE.fullmatch(text):
        raise yaml.MarkedYAMLError(
            problem=f"{text!r} may mean several numbers; write it plainly, or in quotation marks",
            problem_mark=node.start_mark,
        )
    return int(text.replace("_", ""))


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    loader.flatten_mapping(node)
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            problem = f"{key!r} is no name of a fact"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
        if key in found:
            problem = f"{key!r} is given twice"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_FactsLoader.add_constructor("tag:yaml.org,2002:float", _exact)
_FactsLoader.add_constructor("tag:yaml.org,2002:int", _as_written)
_FactsLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
