"""Half load for a long time: `python -m bench.soak [--minutes 10]`.

Reads, lists, 304s and creates, each at about half of the rate that the API can answer at most. Each
minute its memory and the slowest hundredth are told; memory that still grows in the last third of
the time ends the run with 1.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import cycle
from statistics import fmean

from bench.filling import Size
from bench.load import Outcome, Sent, loaded
from bench.processes import Place, filled_place, up
from bench.rounds import tags
from bench.servers import Running

SIZE = Size(1_000, 10_000)
READING, WRITING = 12, 4  # connections
FASTEST_S, MINUTE_S = 10, 60
LONGEST_PAUSE_MS = 2_000  # the server hangs up on who says nothing for 5 seconds
MOST_GROWTH = 1.05


@dataclass(frozen=True)
class Part:
    """What one caller sends, all the time."""

    subject: str
    requests: Sequence[Sent]
    connections: int
    pause_ms: float = 0

    def at_half(self, fastest: Outcome) -> "Part":
        """Each connection pauses as long as two of its answers took."""
        pause_ms = 2_000 * self.connections / fastest.per_second
        return replace(self, pause_ms=min(pause_ms, LONGEST_PAUSE_MS))


def main() -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    minutes = asked().minutes
    with filled_place(SIZE) as place, up(place, 1) as (api,):
        parts = mixed(place, api)
        load_all(place, api, parts, FASTEST_S)  # warms everything
        fastest = load_all(place, api, parts, FASTEST_S)
        print(f"At most {per_second(fastest):,.0f} requests/s.\n")
        halved = [part.at_half(found) for part, found in zip(parts, fastest, strict=True)]
        memory = soaked(place, api, halved, minutes)
    sys.exit(verdict(memory))


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10)
    return parser.parse_args()


def mixed(place: Place, api: Running) -> list[Part]:
    world = place.world
    unchanged = world.unchanged(tags(api, world))
    by_turns = zip(world.one, unchanged, cycle(world.page), strict=False)
    reads = [request for three in by_turns for request in three]
    return [Part(world.reader, reads, READING), Part(world.writer, world.create, WRITING)]


def load_all(place: Place, api: Running, parts: Sequence[Part], seconds: int) -> list[Outcome]:
    def load(part: Part) -> Outcome:
        headers = place.world.headers(part.subject)
        shape = (part.connections, seconds, part.pause_ms)
        return loaded(api.address, part.requests, headers, *shape)

    with ThreadPoolExecutor(len(parts)) as pool:
        return list(pool.map(load, parts))


def soaked(place: Place, api: Running, parts: Sequence[Part], minutes: int) -> list[float]:
    """Megabytes after each minute."""
    print("| minute | requests/s | p99 ms | MB |\n|---|---|---|---|")
    memory = []
    for minute in range(1, minutes + 1):
        found = load_all(place, api, parts, MINUTE_S)
        memory.append(api.megabytes())
        slowest = max(one.p99 for one in found) / 1000
        print(f"| {minute} | {per_second(found):,.0f} | {slowest:.0f} | {memory[-1]:.1f} |")
        sys.stdout.flush()
    return memory


def per_second(outcomes: Sequence[Outcome]) -> float:
    return sum(one.per_second for one in outcomes)


def verdict(memory: Sequence[float]) -> int:
    third = len(memory) // 3
    if not third:
        print("\nToo short to tell whether memory grows.")
        return 0
    second, last = fmean(memory[-2 * third : -third]), fmean(memory[-third:])
    print(f"\nMemory of the last third: {last / second:.3f} of the second's.")
    return int(last > MOST_GROWTH * second)


if __name__ == "__main__":
    main()
