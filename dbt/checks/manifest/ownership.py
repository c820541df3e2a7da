"""Who answers for a model."""

from dbt_bouncer.check_framework.decorator import check, fail


@check(code="SH001")
def check_model_has_group(model):
    """Models must belong to a group; dbt itself asks every group for an owner."""
    if not model.group:
        fail(f"`{model.name}` belongs to no group: set `config.group` to one of models/marts/_groups.yml.")
