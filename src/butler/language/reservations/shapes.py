"""The types of schema.org that we read, and the names they are met under. https://schema.org/Reservation"""

from typing import Any

Node = dict[str, Any]

JOURNEYS = {
    "FlightReservation": "Flight",
    "TrainReservation": "TrainTrip",
    "BusReservation": "BusTrip",
    "BoatReservation": "BoatTrip",
}
THING_RESERVED = JOURNEYS | {
    "LodgingReservation": "LodgingBusiness",
    "FoodEstablishmentReservation": "FoodEstablishment",
    "EventReservation": "Event",
    "RentalCarReservation": "RentalCar",
    "TaxiReservation": "Taxi",
}
RESERVATIONS = frozenset(THING_RESERVED)
TRIPS = frozenset(JOURNEYS.values())
EVENTS = frozenset(
    {"Event", "BusinessEvent", "ChildrensEvent", "ComedyEvent", "DanceEvent", "EducationEvent", "ExhibitionEvent"}
    | {"Festival", "FoodEvent", "LiteraryEvent", "MusicEvent", "ScreeningEvent", "SocialEvent", "SportsEvent"}
    | {"TheaterEvent", "VisualArtsEvent"}
)
FOOD_PLACES = frozenset(
    {"FoodEstablishment", "Restaurant", "BarOrPub", "CafeOrCoffeeShop", "Bakery", "FastFoodRestaurant", "Winery"}
)
LODGINGS = frozenset(
    {"LodgingBusiness", "Hotel", "Hostel", "Motel", "Resort", "BedAndBreakfast", "Campground", "VacationRental"}
)
# Pages tell of these; they are answered as they are and are no bookings.
PLACES = FOOD_PLACES | LODGINGS | {"LocalBusiness", "Organization", "BlogPosting", "Product", "ProgramMembership"}
TOP_LEVEL = RESERVATIONS | TRIPS | EVENTS | PLACES | {"Ticket"}

# What senders write, and what schema.org calls it.
RENAMED = {
    "reservationId": "reservationNumber",
    "bookingNumber": "reservationNumber",
    "checkinDate": "checkinTime",
    "checkInDate": "checkinTime",
    "checkInTime": "checkinTime",
    "checkoutDate": "checkoutTime",
    "checkOutDate": "checkoutTime",
    "checkOutTime": "checkoutTime",
    "startTime": "startDate",
    "endTime": "endDate",
    "departTime": "departureTime",
    "departAirport": "departureAirport",
    "departStation": "departureStation",
    "arrivalBusStation": "arrivalBusStop",
    "departureBusStation": "departureBusStop",
    "trainNo": "trainNumber",
    "pickUpTime": "pickupTime",
    "dropOffTime": "dropoffTime",
    "dropOffLocation": "dropoffLocation",
    "pickUpLocation": "pickupLocation",
    "IataCode": "iataCode",
    "iatacode": "iataCode",
    "reservationStatusType": "reservationStatus",
    "seat": "airplaneSeat",
}


def type_of(node: object) -> str:
    """The bare type name: "https://schema.org/Hotel" and ["Hotel"] are "Hotel"; without one, ""."""
    if not isinstance(node, dict):
        return ""
    kind = node.get("@type") or node.get("type") or ""
    if isinstance(kind, list):
        kind = next((k for k in kind if isinstance(k, str)), "")
    return str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1]
