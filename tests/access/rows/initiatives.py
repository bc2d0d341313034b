"""Who may see community initiatives and what proves them, and who keeps them."""

from tests.access.matrix import BAD, DENIED, GO, HIDDEN, OK, who


def of_project(world):
    return {"slug": world.project.slug}


def one(world):
    return {**of_project(world), "pk": world.initiative.pk}


def one_evidence(world):
    return {**one(world), "evidence": world.evidence.pk}


#: The list: whoever sees figures; partner staff an empty one, because the group of the cast is not theirs.
READ = {"anna": OK, "sabina": OK, "bartek": OK, "kasia": OK, "ewa": OK}
#: One initiative: for those who see all of the project.
OPEN = {"anna": OK, "sabina": OK, "kasia": OK, "ewa": OK}
#: Kept by the coordinator; the others of these know it.
KNOW = {"sabina": DENIED, "kasia": DENIED, "ewa": DENIED}

FACTS = {"name": "Sąsiedzka wymiana", "held_on": "12.04.2019"}
EVIDENCE = {"kind": "list", "description": "lista", "original_place": "segregator"}


def kept(outcome, **sends):
    return {"to": one, "anna": outcome, **KNOW, "rest": HIDDEN, **sends}


ROWS = {
    ("GET", "initiatives:initiatives"): who(to=of_project, **READ, rest=DENIED),
    ("GET", "initiatives:add"): who(to=of_project, anna=OK, rest=DENIED),
    ("POST", "initiatives:add"): who(to=of_project, sends=lambda world: FACTS, anna=GO, rest=DENIED),
    ("GET", "initiatives:initiative"): who(to=one, **OPEN, rest=HIDDEN),
    ("GET", "initiatives:correct"): who(**kept(OK)),
    ("POST", "initiatives:correct"): who(**kept(GO, sends=lambda world: FACTS)),
    # The initiative of the cast is held and proved already.
    ("POST", "initiatives:hold"): who(**kept(BAD)),
    ("GET", "initiatives:cancel"): who(**kept(OK)),
    ("POST", "initiatives:cancel"): who(**kept(BAD, sends=lambda world: {"reason": "deszcz"})),
    ("POST", "initiatives:reopen"): who(**kept(GO)),
    ("GET", "initiatives:withdraw"): who(**kept(OK)),
    ("POST", "initiatives:withdraw"): who(**kept(BAD)),
    ("GET", "initiatives:add_evidence"): who(**kept(OK)),
    ("POST", "initiatives:add_evidence"): who(**kept(GO, sends=lambda world: EVIDENCE)),
    ("GET", "initiatives:withdraw_evidence"): who(**{**kept(OK), "to": one_evidence}),
    ("POST", "initiatives:withdraw_evidence"): who(**{**kept(GO), "to": one_evidence}),
    # The accountant reads totals; a list of those who came is not for them.
    ("GET", "initiatives:scan"): who(
        to=lambda world: {"pk": world.evidence.pk}, **{**OPEN, "kasia": DENIED}, rest=HIDDEN
    ),
}
