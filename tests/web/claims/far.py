"""Claims of another office, one for everything that an address of the claims desk names."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from jamsostek.claims.models import Assessment, Claim, Objection
from jamsostek.claims.services.assessing import propose_rejection
from jamsostek.claims.services.deciding import decide
from jamsostek.claims.services.evidence import NewFile, receive_evidence
from jamsostek.claims.services.filing import (
    Claimant,
    Event,
    Worker,
    file_claim,
    report_accident,
    report_outcome,
)
from jamsostek.claims.services.letters import issue_decision_letter
from jamsostek.claims.services.objecting import object_to
from jamsostek.institution.models import Role
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import Employer, InsuredPerson, Project, ProjectWorker
from tests.web.conftest import TODAY, appoint, elsewhere

Of = Callable[[str], dict[str, object]]
PHOTO = b"\xff\xd8\xff" + b"0" * 9


def by(role: Role, name: str) -> Act:
    officer = appoint(role, branch=elsewhere(), username=name, name=f"{name} Rekaan")
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 3, tzinfo=UTC)
    return Act(officer.name, ActorKind.HUMAN, at, user_id=officer.user_id)


def far_claims(person: InsuredPerson, employer: Employer, site: Project) -> Of:
    """Make an accident with a paper, one on a project, a claim to decide and one objected to.

    Gives for a route what its address names.
    """
    row = ProjectWorker.objects.get(project=site)
    officer, supervisor = by(Role.CLAIMS_OFFICER, "jauh-a"), by(Role.CLAIMS_SUPERVISOR, "jauh-b")
    worker = Worker(segment="FORMAL", name=person.name, person=person, employer=employer)
    about = {"claimant": Claimant(name="Ibu Jauh"), "branch": elsewhere(), "act": officer}
    event = Event(cause="ACCIDENT", day=TODAY, place="Gudang", text="Jatuh")
    hurt = report_accident(worker=worker, event=event, **about)
    report_outcome(claim=hurt, stated_on=TODAY, facts={"outcome": "RECOVERED"}, act=officer)
    builder = Worker(segment="CONSTRUCTION", name=row.name, project_worker=row)
    built = report_accident(worker=builder, event=event, **about)
    paper = receive_evidence(claim=hurt, kind="FORM_3", file=NewFile("3.jpg", PHOTO), act=officer)
    dead = file_claim(
        programme=Programme.JKM, worker=worker, event=Event(cause="DEATH", day=TODAY), **about
    )
    waits = _refused(dead, officer)
    aged = file_claim(
        programme=Programme.JHT, worker=worker, event=Event(cause="AGE", day=TODAY), **about
    )
    decision = decide(
        assessment=_refused(aged, officer),
        outcome="REJECTED",
        reason_code="NOT_PROVED",
        reason="Belum terbukti",
        citation="PP 14/1993, Pasal 27",
        act=supervisor,
    )
    issue_decision_letter(decision=decision, act=supervisor)
    objection: Objection = object_to(decision=decision, by="Ibu Jauh", text="Tidak", act=officer)
    made: dict[str, object] = {
        "claim": hurt.code,
        "built": built.code,
        "waits": waits.claim.code,
        "decided": aged.code,
        "file_id": paper.files.get().pk,
        "objection": objection.pk,
        "decision": decision.pk,
    }
    return partial(of_claims, far=made)


def _refused(claim: Claim, act: Act) -> Assessment:
    return propose_rejection(
        claim=claim,
        reason_code="NOT_PROVED",
        reason="Belum terbukti",
        citation="PP 14/1993, Pasal 27",
        act=act,
    )


def of_claims(route: str, far: dict[str, object]) -> dict[str, object]:
    """Give what the address of a route of the claims desk names."""
    if route.startswith("klaim/"):
        return _of_claim(route, far)
    if route.startswith("keberatan/"):
        return {"number": far["objection"]}
    if "kecelakaan" in route:
        code = far["built" if route.startswith("proyek/") else "claim"]
        return {"code": code, "slug": "siapa", "kind": "FORM_3"}
    return {"cause": "AGE"} if route.startswith("peserta/") and "klaim" in route else {}


def _of_claim(route: str, far: dict[str, object]) -> dict[str, object]:
    if route.endswith("surat/<int:number>/"):
        return {"code": far["decided"], "number": far["decision"]}
    code = far["claim"]
    if route.endswith(("putus/", "perhitungan/<int:number>/")):
        code = far["waits"]
    elif route.endswith(("keberatan/", "hitung-lagi/")):
        code = far["decided"]
    return {"code": code, "kind": "FORM_3", "file_id": far["file_id"], "number": 1}
