"""The cast: the people whom tests speak of, and the two small worlds they live in.

| Name | Who | What they may expect |
|---|---|---|
| Anna | coordinates the project | everything in it |
| Sabina | social worker of Maria and of the hidden Zofia | her caseload; Jan by name |
| Tomek | trainer of the one edition | his sessions, names only |
| Bartek | staff of the partner | the partner's own people |
| Kasia | accountant | money and figures |
| Ewa | auditor of this one project, until 30.06.2019 | the project, no notes |
| Iga | data protection officer | who did what, who looked |
| Adam | administrator of the centre | users and settings, no people |
| Hanna | housing manager | residents |
| Celina | member of a committee | candidates of her committee |
| Darek | coordinates the project of another centre | must see nothing here |

``cast.here`` and ``cast.elsewhere`` are two worlds of one shape: whatever an address needs stands in both, so
every address can be tried with a stranger's ids. A further project of the first centre (``cast.unrelated``)
has nobody of the cast in its team. It is 16.04.2019, because the database carries the demo's clock.

Rows are made directly, without actions, so that a broken action does not break every test. More people come
from ``world.enrol`` and ``world.crowd``, inside the scope of the world's centre.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256
from itertools import count
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django_scopes import scope

from osnowa.accounts.models import User
from osnowa.casework.models import Contact
from osnowa.clock.models import DemoClock
from osnowa.documents.models import StoredFile
from osnowa.indicators.models import Indicator, Target
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.organisations import folding
from osnowa.organisations.models import Area, Centre, Membership, Organisation, Place, Role, Unit
from osnowa.participants.models import CaseworkerAssignment, Enrolment, Ground, GroupMembership, Person
from osnowa.projects.models import (
    Group,
    LocalProgramme,
    Measure,
    Partnership,
    Priority,
    Programme,
    ProgrammeRound,
    Project,
    SupportForm,
    TeamRole,
    Terms,
)
from osnowa.secrets import blind_index
from osnowa.trainings.models import Course, Edition, Session

WARSAW = ZoneInfo("Europe/Warsaw")
TODAY = date(2019, 4, 16)
NOW = datetime(2019, 4, 16, 10, 0, tzinfo=WARSAW)
PROJECT_BEGAN = date(2018, 9, 25)
ROUND_BEGAN = date(2018, 10, 1)
PASSWORD = "tkanina-i-osnowa"  # noqa: S105 - of invented people

_numbers = count(1)


class World:
    """One centre with one project and one of everything that addresses need."""

    # the centre
    centre: Centre
    own_organisation: Organisation
    partner_organisation: Organisation
    place: Place
    coordinator: User
    caseworker: User
    trainer: User
    # the plan
    project: Project
    terms: Terms
    partnership: Partnership
    contact_form: SupportForm  # individual: at least two contacts a month
    training_form: SupportForm  # group: four meetings
    programme: LocalProgramme
    round: ProgrammeRound
    group: Group
    indicator: Indicator
    # the people
    person: Person  # Maria Nowak, with PESEL, a caseworker and a verified ground
    enrolment: Enrolment
    ground: Ground
    file: StoredFile  # the scan of the ground
    hidden_person: Person  # Zofia Żak, a hidden case of the same caseworker
    hidden_enrolment: Enrolment
    stranger: Person  # Jan Łoś, in the project and the group, of no caseload
    stranger_enrolment: Enrolment
    # the evidence
    course: Course
    edition: Edition
    session: Session  # on 10.04.2019, nobody marked yet
    contact: Contact
    initiative: Initiative
    evidence: InitiativeEvidence

    def __init__(self, name: str, slug: str, *, coordinator: User, caseworker: User, trainer: User) -> None:
        self.centre = Centre.objects.create(slug=f"osrodek-{slug}", name=name, short_name=name)
        self.coordinator, self.caseworker, self.trainer = coordinator, caseworker, trainer
        with scope(centre=self.centre):
            self.own_organisation = self.organisation(name, Organisation.Kind.CENTRE)
            self.partner_organisation = self.organisation("Fundacja Razem", Organisation.Kind.FOUNDATION)
            self.place = Place.objects.create(
                centre=self.centre, name="Klub przy Parkowej", address_line="ul. Parkowa 1"
            )
            for staff in (coordinator, caseworker, trainer):
                self.belong(staff)
            self.plan(slug)
            self.people()
            self.evidence_of_work()

    def plan(self, slug: str) -> None:
        """Create the project, its team and everything planned in it."""
        self.project = self.project_of_2018(f"pas-{slug}", "Aktywni razem")
        self.terms = Terms.objects.create(
            project=self.project,
            valid_from=PROJECT_BEGAN,
            begins_on=PROJECT_BEGAN,
            ends_on=date(2020, 6, 30),
            total_pln=Decimal("300000.00"),
            eu_pln=Decimal("255000.00"),
            outcome_gain=Decimal("5.00"),
            reason="umowa",
        )
        self.partnership = Partnership.objects.create(
            project=self.project,
            organisation=self.partner_organisation,
            part=Partnership.Part.PARTNER,
            begins_on=PROJECT_BEGAN,
        )
        leading = self.join(self.coordinator, Role.COORDINATOR)
        self.join(self.caseworker, Role.SOCIAL_WORKER)
        self.join(self.trainer, Role.TRAINER)
        self.contact_form = SupportForm.objects.create(
            project=self.project,
            name="Intensywna praca socjalna",
            kind="active-integration",
            mode=SupportForm.Mode.INDIVIDUAL,
            planned_amount=Decimal(2),
            unit=SupportForm.Unit.CONTACTS_A_MONTH,
        )
        self.training_form = SupportForm.objects.create(
            project=self.project,
            name="Trening gospodarowania budżetem",
            kind="active-integration",
            mode=SupportForm.Mode.GROUP,
            planned_amount=Decimal(4),
        )
        self.programme = LocalProgramme.objects.create(
            project=self.project,
            number=1,
            slug="stare-miasto",
            name="Razem na Starym Mieście",
            is_public=True,
        )
        self.programme.support_forms.add(self.contact_form, self.training_form)
        self.round = ProgrammeRound.objects.create(
            programme=self.programme,
            number=1,
            begins_on=ROUND_BEGAN,
            ends_on=date(2019, 6, 30),
            coordinator=leading,
        )
        self.round.areas.add(Area.objects.create(centre=self.centre, name="Stare Miasto"))
        self.group = Group.objects.create(project=self.project, round=self.round, name="Grupa 1", capacity=12)
        self.indicator = Indicator.objects.create(
            project=self.project,
            code="zagrozeni",
            rule="at-risk-supported",
            name="Osoby zagrożone ubóstwem objęte wsparciem",
            short_name="Osoby zagrożone",
            kind=Indicator.Kind.PRODUCT,
        )
        Target.objects.create(indicator=self.indicator, valid_from=PROJECT_BEGAN, value=180, reason="umowa")

    def people(self) -> None:
        """Create the three participants."""
        self.enrolment = self.enrol("Maria", "Nowak", pesel="84650301241", caseworker=self.caseworker)
        self.person = self.enrolment.person
        self.hidden_enrolment = self.enrol("Zofia", "Żak", is_hidden=True, caseworker=self.caseworker)
        self.hidden_person = self.hidden_enrolment.person
        self.stranger_enrolment = self.enrol("Jan", "Łoś", sex=Person.Sex.MAN)
        self.stranger = self.stranger_enrolment.person
        self.file = self.store(b"zaswiadczenie", "zaswiadczenie.pdf", "application/pdf")
        self.ground = Ground.objects.create(
            person=self.person,
            kind="poverty",
            document_kind="centre-certificate",
            valid_from=ROUND_BEGAN,
            state=Ground.State.VERIFIED,
            decided_on=ROUND_BEGAN,
            decided_by=self.caseworker,
            scan=self.file,
            recorded_at=NOW,
        )

    def evidence_of_work(self) -> None:
        """Create a session, a contact and an initiative."""
        self.course = Course.objects.create(form=self.training_form, name="Domowy budżet", meetings=4)
        self.edition = Edition.objects.create(
            course=self.course, group=self.group, trainer=self.trainer, place=self.place
        )
        self.session = Session.objects.create(
            edition=self.edition,
            number=1,
            topic="Skąd bierze się dług",
            held_on=date(2019, 4, 10),
            begins_at=time(16, 0),
            ends_at=time(18, 0),
        )
        self.contact = Contact.objects.create(
            enrolment=self.enrolment,
            form=self.contact_form,
            worker=self.caseworker,
            contacted_on=date(2019, 4, 9),
            minutes=30,
            place=self.place,
            note="Rozmowa o długach.",
            recorded_at=NOW,
        )
        self.initiative = Initiative.objects.create(
            project=self.project,
            group=self.group,
            name="Piknik sąsiedzki",
            held_on=date(2019, 4, 6),
            place=self.place,
            state=Initiative.State.DONE,
            headcount=40,
            recorded_at=NOW,
        )
        self.evidence = InitiativeEvidence.objects.create(
            initiative=self.initiative,
            kind=InitiativeEvidence.Kind.PHOTO,
            description="Stół na podwórku",
            scan=self.store(b"piknik", "piknik.jpg", "image/jpeg"),
            recorded_at=NOW,
        )

    # ---- one more of something -----------------------------------------------------------------------------

    def organisation(self, name: str, kind: str) -> Organisation:
        """Create a body the centre works with."""
        return Organisation.objects.create(centre=self.centre, name=name, kind=kind)

    def project_of_2018(self, slug: str, title: str) -> Project:
        """Create a public project under its own programme, without a team."""
        programme = Programme.objects.create(
            centre=self.centre, code=f"RPO {slug}", name="Program", fund="EFS", period="2014–2020"
        )
        priority = Priority.objects.create(programme=programme, number="9", name="Włączenie społeczne")
        return Project.objects.create(
            centre=self.centre,
            programme=programme,
            measure=Measure.objects.create(priority=priority, number="9.1", name="Aktywna integracja"),
            slug=slug,
            title=title,
            rule_pack="esf-2014-2020",
            office=Unit.objects.create(organisation=self.own_organisation, name=f"Biuro projektu {slug}"),
            is_public=True,
        )

    def belong(
        self,
        somebody: User,
        *,
        role: str = Role.STAFF,
        organisation: Organisation | None = None,
        ends_before: date | None = None,
    ) -> User:
        """Open the centre's panel to ``somebody``."""
        Membership.objects.create(
            user=somebody,
            centre=self.centre,
            organisation=organisation or self.own_organisation,
            role=role,
            begins_on=PROJECT_BEGAN,
            ends_before=ends_before,
        )
        return somebody

    def join(self, somebody: User, role: str, **fields: object) -> TeamRole:
        """Give ``somebody`` a role in the project's team."""
        return TeamRole.objects.create(
            project=self.project, user=somebody, role=role, begins_on=PROJECT_BEGAN, **fields
        )

    def enrol(
        self,
        first_name: str,
        last_name: str,
        *,
        caseworker: User | None = None,
        pesel: str | None = None,
        sex: str = Person.Sex.WOMAN,
        **fields: object,
    ) -> Enrolment:
        """Create a person enrolled in the project and its group since the round began."""
        index = blind_index.digest(pesel, purpose="pesel", tenant=self.centre.pk) if pesel else None
        person = Person.objects.create(
            centre=self.centre,
            first_name=first_name,
            last_name=last_name,
            search_norm=folding.search_norm(f"{first_name} {last_name}"),
            sort_key=folding.sort_key(f"{last_name} {first_name}"),
            sex=sex,
            birth_date=date(1984, 5, 3),
            pesel=pesel,
            pesel_index=index,
            lacks_pesel=pesel is None,
            locality="Testowo",
            postal_code="50-000",
            registered_at=NOW,
            **fields,
        )
        enrolment = Enrolment.objects.create(
            project=self.project,
            person=person,
            number=f"U/{next(_numbers):04}",
            enrolled_on=ROUND_BEGAN,
            education=3,
            labour_status="unemployed-registered",
        )
        GroupMembership.objects.create(enrolment=enrolment, group=self.group, joined_on=ROUND_BEGAN)
        if caseworker:
            CaseworkerAssignment.objects.create(enrolment=enrolment, worker=caseworker, begins_on=ROUND_BEGAN)
        return enrolment

    def crowd(self, size: int, **fields: object) -> list[Enrolment]:
        """Create ``size`` more participants with different names."""
        return [self.enrol("Osoba", f"Liczna {next(_numbers)}", **fields) for _ in range(size)]

    def store(self, content: bytes, name: str, media_type: str) -> StoredFile:
        """Create a private file."""
        file = StoredFile(
            centre=self.centre,
            name=name,
            media_type=media_type,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            stored_at=NOW,
        )
        file.content.save(name, ContentFile(content))
        return file


@dataclass(frozen=True)
class Cast:
    """Everybody, and where they live."""

    here: World
    elsewhere: World
    unrelated: Project
    anna: User
    sabina: User
    tomek: User
    bartek: User
    kasia: User
    ewa: User
    iga: User
    adam: User
    hanna: User
    celina: User
    darek: User


def user(name: str) -> User:
    """Create a user: Anna Adamska signs in as ``anna.adamska@example.pl`` with :data:`PASSWORD`."""
    address = name.lower().translate(str.maketrans("ąćęłńóśźż ", "acelnoszz."))
    return User.objects.create_user(f"{address}@example.pl", PASSWORD, name=name)


def assemble() -> Cast:
    """Create the cast in the test's database."""
    DemoClock.objects.create(today=TODAY)
    anna, sabina, tomek = user("Anna Adamska"), user("Sabina Sowa"), user("Tomek Trzciński")
    here = World("MOPS Testowo", "testowo", coordinator=anna, caseworker=sabina, trainer=tomek)
    darek, wanda, teresa = user("Darek Dudek"), user("Wanda Wójcik"), user("Teresa Tokarz")
    elsewhere = World("OPS Obcowo", "obcowo", coordinator=darek, caseworker=wanda, trainer=teresa)

    with scope(centre=here.centre):
        partner = here.partner_organisation
        controller = here.organisation("Instytucja Pośrednicząca", Organisation.Kind.OTHER)
        july = date(2019, 7, 1)
        cast = Cast(
            here=here,
            elsewhere=elsewhere,
            unrelated=here.project_of_2018("dom-testowo", "Dom dla każdego"),
            anna=anna,
            sabina=sabina,
            tomek=tomek,
            bartek=here.belong(user("Bartek Bąk"), organisation=partner),
            kasia=here.belong(user("Kasia Kowal")),
            ewa=here.belong(user("Ewa Ekert"), organisation=controller, ends_before=july),
            iga=here.belong(user("Iga Iwan"), role=Role.DATA_PROTECTION_OFFICER),
            adam=here.belong(user("Adam Alfer"), role=Role.ADMINISTRATOR),
            hanna=here.belong(user("Hanna Hajduk")),
            celina=here.belong(user("Celina Ciok")),
            darek=darek,
        )
        here.join(cast.bartek, Role.PARTNER_STAFF, partnership=here.partnership)
        here.join(cast.kasia, Role.ACCOUNTANT)
        here.join(cast.ewa, Role.AUDITOR, ends_before=july)
        here.join(cast.hanna, Role.HOUSING_MANAGER)
        here.join(cast.celina, Role.COMMITTEE_MEMBER)
    return cast
