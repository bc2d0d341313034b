"""The plan of a project, one file per subject."""

from osnowa.projects.models.local_programmes import (
    ExpectedResult,
    Finding,
    Group,
    LocalPartner,
    LocalProgramme,
    ProgrammeRound,
)
from osnowa.projects.models.programmes import Measure, Priority, Programme
from osnowa.projects.models.projects import Project, Stage, SupportForm, Terms
from osnowa.projects.models.sections import PageSection
from osnowa.projects.models.steps import Milestone, Task
from osnowa.projects.models.team import Partnership, TeamRole

__all__ = [
    "ExpectedResult",
    "Finding",
    "Group",
    "LocalPartner",
    "LocalProgramme",
    "Measure",
    "Milestone",
    "PageSection",
    "Partnership",
    "Priority",
    "Programme",
    "ProgrammeRound",
    "Project",
    "Stage",
    "SupportForm",
    "Task",
    "TeamRole",
    "Terms",
]
