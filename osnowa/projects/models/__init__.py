"""The plan of a project, one file per subject."""

from osnowa.projects.models.local_programmes import (
    ExpectedResult,
    Group,
    LocalPartner,
    LocalProgramme,
    ProgrammeRound,
)
from osnowa.projects.models.programmes import Measure, Priority, Programme
from osnowa.projects.models.projects import Project, Stage, SupportForm, Terms
from osnowa.projects.models.team import Partnership, TeamRole

__all__ = [
    "ExpectedResult",
    "Group",
    "LocalPartner",
    "LocalProgramme",
    "Measure",
    "Partnership",
    "Priority",
    "Programme",
    "ProgrammeRound",
    "Project",
    "Stage",
    "SupportForm",
    "TeamRole",
    "Terms",
]
