"""How the chain names people and things: keyed fingerprints of their labels, other ones in every centre."""

from osnowa.secrets import blind_index

_PURPOSE = "audit.name"


def pseudonym(labelled: str, tenant: int) -> str:
    """Return how the chain ``tenant`` names now what is labelled ``labelled`` (``participants.person:7``)."""
    return blind_index.digest(labelled, purpose=_PURPOSE, tenant=tenant)


def pseudonyms(labelled: str, tenant: int) -> list[str]:
    """Return every name that ``labelled`` has or had in the chain ``tenant``: one for each index key."""
    return blind_index.digests(labelled, purpose=_PURPOSE, tenant=tenant)
