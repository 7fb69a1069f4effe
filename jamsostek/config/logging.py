"""Logs: lines for people in development, JSON elsewhere, and never a whole NIK in either."""

import logging.config
import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

NIK = re.compile(r"(?<!\d)(\d{6})\d{6}(\d{4})(?!\d)")
QUIET = dict.fromkeys(
    ("psycopg.pool", "procrastinate.blueprints", "procrastinate.periodic"), "WARNING"
)


def configure_logging(*, json: bool, level: str) -> None:
    """Set up the logs of this process, the libraries' lines included."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        mask_niks,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(_handlers(shared, json=json, level=level))


def mask_niks(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Hide the middle of every number that could be a NIK, wherever it stands in the line."""
    return {key: value if key[0] == "_" else _masked(value) for key, value in event.items()}


def _masked(value: Any) -> Any:  # noqa: ANN401 - a log line may carry anything
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, dict):
        return {key: _masked(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_masked(inner) for inner in value]
    text = NIK.sub(r"\1******\2", str(value))
    return value if isinstance(value, int) and text == str(value) else text


def _handlers(shared: list[Processor], *, json: bool, level: str) -> dict[str, Any]:
    last: Processor = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
                "foreign_pre_chain": shared,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {name: {"level": quiet} for name, quiet in QUIET.items()},
    }
