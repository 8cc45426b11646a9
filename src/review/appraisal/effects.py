"""What happened to an outcome."""

from enum import StrEnum


class Effect(StrEnum):
    """Which way an outcome went."""

    UP = "up"
    DOWN = "down"
    NULL = "null"


OPPOSITE = {Effect.UP: Effect.DOWN, Effect.DOWN: Effect.UP, Effect.NULL: Effect.NULL}
