"""What gathers workers who have no employer in common: construction projects and groups."""

from collections.abc import Collection

from jamsostek.membership.models import OwnAccountGroup, Project
from jamsostek.membership.queries.finding import Found, find_by_name, find_by_number
from jamsostek.membership.queries.words import digits_of, group_number_of, project_number_of


def find_projects(text: str, *, branch_ids: Collection[int] | None) -> Found[Project]:
    """Find projects by the beginning of their number, or by name as it may be spelt.

    None for `branch_ids` is the whole country.
    """
    projects = Project.objects.select_related("branch", "contractor")
    if branch_ids is not None:
        projects = projects.filter(branch_id__in=branch_ids)
    if digits_of(text):
        return Found(projects)
    number = project_number_of(text)
    return find_by_number(projects, "number", number) if number else find_by_name(projects, text)


def find_groups(text: str, *, branch_ids: Collection[int] | None) -> Found[OwnAccountGroup]:
    """Find groups of own-account workers by the beginning of their number, or by name.

    None for `branch_ids` is the whole country.
    """
    groups = OwnAccountGroup.objects.select_related("branch")
    if branch_ids is not None:
        groups = groups.filter(branch_id__in=branch_ids)
    if digits_of(text):
        return Found(groups)
    number = group_number_of(text)
    return find_by_number(groups, "number", number) if number else find_by_name(groups, text)
