"""Pure decisions on what comes in: whose it is, what it weighs, what it may become."""

from butler.reception.rules.matching import (
    Known,
    Match,
    Owner,
    Refusal,
    address_in_name,
    agrees,
    category_of,
    gender_of_patronymic,
    is_anniversary,
    owner_in_name,
    plain,
    whose,
)
from butler.reception.rules.moods import HEAVY, direction, weight

__all__ = [
    "HEAVY", "Known", "Match", "Owner", "Refusal", "address_in_name", "agrees", "category_of", "direction",
    "gender_of_patronymic", "is_anniversary", "owner_in_name", "plain", "weight", "whose",
]  # fmt: skip
