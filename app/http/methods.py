"""Which methods an address of the contract takes."""

from typing import Any


def methods_at(api: Any, path: str) -> list[str]:
    """All of them, from every route that the path fits; none when the address does not exist."""
    below = path.removeprefix(api.state.root)
    fitting = [one for one in api.state.operations if one.path_regex.match(below)]
    methods = {method for one in fitting for method in one.methods or ()}
    methods |= {"HEAD"} if "GET" in methods else set()
    return sorted(methods | {"OPTIONS"}) if methods else []
