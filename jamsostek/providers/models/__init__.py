"""What is stored about health care providers."""

from jamsostek.providers.models.capitation import CapitationLine, CapitationRun
from jamsostek.providers.models.claims import (
    ProviderClaim,
    ProviderClaimLine,
    ProviderClaimStep,
    ProviderPayable,
)
from jamsostek.providers.models.guarantees import Guarantee, GuaranteeYear
from jamsostek.providers.models.providers import (
    Provider,
    ProviderChoice,
    ProviderContract,
    ProviderKind,
    ProviderUser,
    Service,
    Tariff,
)

__all__ = [
    "CapitationLine",
    "CapitationRun",
    "Guarantee",
    "GuaranteeYear",
    "Provider",
    "ProviderChoice",
    "ProviderClaim",
    "ProviderClaimLine",
    "ProviderClaimStep",
    "ProviderContract",
    "ProviderKind",
    "ProviderPayable",
    "ProviderUser",
    "Service",
    "Tariff",
]
