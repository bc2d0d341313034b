"""Which kinds of support a rule pack knows. Pure."""

from osnowa.rulepacks.registry import Pack


def are_known(pack: Pack, kind: str, subkind: str = "") -> bool:
    """Return whether ``pack`` has the code ``kind``, and ``subkind`` unless that is empty."""
    kinds, subkinds = pack.dictionaries["support_kinds"], pack.dictionaries["support_subkinds"]
    return kind in kinds and (not subkind or subkind in subkinds)
