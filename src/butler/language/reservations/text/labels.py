"""Labels of confirmations in a dozen languages: what the word before a value says the value is."""

from __future__ import annotations

import re

from butler.language.reservations.shapes import Node
from butler.language.reservations.text import days

REFERENCE = re.compile(
    r"(?:booking|reservation|confirmation|itinerary|airline|record|ticket|order|rental)[ -]*"
    r"(?:reference|code|number|no\b\.?|nr\b\.?|id\b|locator|confirmation|#)(?: (?:number|code))?"
    r"|\bPNR\b|electronic ticket|e-?ticket number|confirmation(?= ?[:#])"
    r"|auftragsnummer|buchungs(?:nummer|code|nr\.?)|reservierungs(?:nummer|code)|bestätigungsnummer"
    r"|dossier voyage|(?:numéro|n°|code|référence) de (?:réservation|dossier|confirmation)"
    r"|référence (?:dossier|réservation)"
    r"|localizador|código de reserva|(?:número|nº) de (?:reserva|confirmación)|codice (?:di )?prenotazione"
    r"|numero (?:di )?prenotazione|código da reserva|boekingsnummer|reserveringsnummer|bokningsreferens|bokningsnummer"
    r"|bookingnummer|bestillingsnummer|reservationsnummer|varausnumero|numer rezerwacji|kod rezerwacji"
    r"|kód (?:transakce|rezervace)|číslo rezervace|elektronická jízdenka č\.?"
    r"|foglalási (?:szám|kód)|rezervasyon (?:no|kodu)"
    r"|(?:номер|код|№) (?:брони(?:рования)?|заказа|билета|подтверждения)|бронь ?№|заказ ?№|бронирование ?№",
    re.IGNORECASE,
)
CODE = re.compile(r"(?=[A-Z0-9/-]*\d|[A-Z]{5,8}\b)[A-Z0-9][A-Z0-9/-]{3,19}\b")
BETWEEN = re.compile(r"[\s:#.№\t-]*(?:(?:ist|is|est|es|je)\s)?[\s:#№]*(?:\S+\s?[:#])?[\s]*")
PERSON = re.compile(
    r"^\W*(?:traveller|traveler|passengers?|guest(?: name)?|lead guest|reisender?|passagier(?:e|er)?|gast|voyageur|"
    r"passager|client|viajero|pasajero|huésped|passeggero|ospite|passageiro|reiziger|resenär|rejsende|podróżny|pasażer|cestující|"
    r"пассажир|гость|путешественник|имя гостя|name|jméno|nom|nombre|nome|naam|navn|namn)"
    r"\s*[:\t]\s*(?P<name>[^\d:;|@]{4,60}?)"
    r"(?:\s{2,}|\t|$|,)",
    re.IGNORECASE,
)
DEPARTS = (
    r"departure|departs?|departing|dep|départ|abfahrt|abflug|ab|odjezd|odlet|odj|fra|från|avgång|avgang|afgang|salida|"
    r"partenza|partida|saída|vertrek|odjazd|wyjazd|wylot|отправление|вылет|отпр|выезд|lähtö|kalkış|indulás|from"
)
ARRIVES = (
    r"arrival|arrives?|arriving|arr|arrivée|ankunft|an|příjezd|přílet|příj|til|till|ankomst|llegada|arrivo|chegada|aankomst|"
    r"przyjazd|przylot|прибытие|прил[её]т|приб|saapuminen|varış|érkezés|to"
)
CHECK_IN = re.compile(
    r"check[ -]?in(?: date)?|\barrival(?: date)?|anreise|arrivée|llegada|entrada|arrivo|incheckning|aankomst|ankomst|"
    r"příjezd|przyjazd|заезд|дата заезда|прибытие|check-in-datum",
    re.IGNORECASE,
)
CHECK_OUT = re.compile(
    r"check[ -]?out(?: date)?|\bdeparture(?: date)?|abreise|départ|salida|partenza|utcheckning|vertrek|afrejse|avresa|"
    r"odjezd|wyjazd|выезд|дата выезда|отъезд",
    re.IGNORECASE,
)
PICK_UP = re.compile(
    r"pick[ -]?up|collection|abholung|anmietung|prise en charge|recogida|ritiro|ophalen|upphämtning|získání|получение"
    r"|начало аренды|подача",
    re.IGNORECASE,
)
DROP_OFF = re.compile(
    r"drop[ -]?off|\breturn|rückgabe|restitution|retour\b|devolución|riconsegna|inleveren|återlämning|возврат|сдача"
    r"|окончание аренды",
    re.IGNORECASE,
)
CANCELLED = re.compile(
    r"(?:has been|is|was|were|been) cancell?ed|cancellation confirm|storniert|a été annulée?|ha sido cancelad|annullata"
    r"|(?:бронирование|бронь|заказ|рейс) (?:\S+ )?(?:отмен[её]н|аннулирован)",
    re.IGNORECASE,
)


def reference(lines: list[str]) -> str | None:
    """The first booking number that a label announces: on its line, else in the next lines."""
    for at, line in enumerate(lines):
        for label in REFERENCE.finditer(line):
            after = line[label.end() :]
            found = CODE.search(re.split(r"\s{3,}\S+\s*:", after)[0][:40])
            if found and re.fullmatch(
                r"[\s:#.№\t-]*(?:(?:ist|is|est|es|je)\s)?[\s:#№]*(?:\S+\s?[:#])?[\s]*", after[: found.start()]
            ):
                return found[0]
            if not after.strip(" :#.\t"):
                below = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
                found = CODE.fullmatch(below.strip())
                if found:
                    return found[0]
    return None


def people(lines: list[str]) -> list[str]:
    """Travellers named by a label, each once."""
    found: list[str] = []
    for line in lines:
        match = PERSON.match(line)
        name = " ".join(match["name"].split()) if match else ""
        if 1 < len(name.split()) < 6 and name not in found:
            found.append(name)
    return found


def of_the_reservation(words: str, value: str) -> Node:
    """What a field of a pass says of the reservation, by its key and label in small letters."""
    if re.search(r"confirmation|booking ?ref|pnr|reference|локатор|номер брони|record ?locator|buchungs", words):
        return {"reservationNumber": value} if CODE.fullmatch(value) else {}
    if re.search(r"\bseat|platz|siège|asiento|место", words) and re.fullmatch(r"\d{1,3} ?[A-Z]?", value):
        return {"airplaneSeat": value.replace(" ", "")}
    if re.search(r"passenger|passagier|passager|пассажир|\bname", words) and value:
        surname, slash, given = value.partition("/")
        return {"underName": {"@type": "Person", "name": f"{given} {surname}".strip() if slash else value}}
    return {}


def of_the_leg(words: str, value: str, number: str) -> Node:
    """What a field says of the leg. Times come as 17:05:00, for the day is told elsewhere."""
    clock = days.clocks(value)
    if re.search(r"board|einstieg|embarque|embarquement|посадк", words) and clock:
        return {"boardingTime": clock[0].text}
    if re.search(r"gate|выход", words) and re.fullmatch(r"[A-Z]{0,2}\d{0,3}[A-Z]?", value) and value:
        return {"departureGate": value}
    if (
        re.search(r"flight|flug|vol\b|vuelo|рейс|train|zug|поезд", words)
        and re.search(r"\d", value)
        and len(value) < 10
    ):
        return {number: value}
    if re.search(rf"\b(?:{DEPARTS})", words) and clock:
        return {"departureTime": clock[0].text}
    if re.search(rf"\b(?:{ARRIVES})", words) and clock:
        return {"arrivalTime": clock[0].text}
    return {}
