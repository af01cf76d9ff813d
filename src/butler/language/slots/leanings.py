"""The slots that a name may fill, and the categories that lean one way or the other."""

from butler.language.slots.everyday import bag
from butler.language.slots.said import JOURNEYS

FROM, TO, PLACE, CITY, NAME, PEOPLE, NOTHING = "from", "to", "place", "city", "name", "people", ""

VENUES = bag("venue supplier partner hotel restaurant")  # kinds of the gazetteer
# Where a name without a preposition is most likely the house one goes to
HOUSES = bag("restaurant hotel club medical beauty sport tutor")
SHOWS = bag("tickets sport art")
# Where it is more likely the thing that is wanted
WANTING = bag("gift shopping flowers art car_rental yacht charter other household reminder real_estate payment tickets")
# Where a capital is rather somebody than a house or a title
OF_PEOPLE = JOURNEYS | bag("airport_passage gift flowers reminder information documents payment other none")
