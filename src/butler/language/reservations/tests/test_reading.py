"""Confirmations of invented people on the layouts that the standards describe."""

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from butler.language.reservations import bcbp, jsonld, markup, merging
from butler.language.reservations.cases import read_case
from butler.language.reservations.document import Document, Form, nodes_of
from butler.language.reservations.finishing import finished
from butler.language.reservations.flat import row

PASS = "M2ORLOVA/VERA         EQW7ERT LEDISTTK 0402 331C002A0011 100QW7ERT ISTNCETK 1815 331C004F0007 100"
NOVEMBER = date(2026, 11, 20)
FLIGHT = {
    "@context": "http://schema.org",
    "@type": "FlightReservation",
    "reservationNumber": "QW7ERT",
    "underName": {"@type": "Person", "name": "Vera Orlova"},
    "reservationFor": {
        "@type": "Flight",
        "flightNumber": "TK 402",
        "departureAirport": {"@type": "Airport", "iataCode": "LED", "name": "Pulkovo"},
        "departureTime": "2026-11-27T09:40:00",
        "arrivalAirport": {"@type": "Airport", "iataCode": "IST"},
        "arrivalTime": "2026-11-27T13:25",
    },
}


def rows(form, body, **more):
    body = body.encode() if isinstance(body, str) else body
    return [row(node) for node in finished(nodes_of(Document(form, body, sent=NOVEMBER, **more)), near=NOVEMBER)]


def script(value):
    return f"<html><head><script type='application/ld+json'>{value}</script></head><body>Thank you</body></html>"


def test_a_boarding_pass_of_two_legs_is_two_flights_on_their_day():
    legs = [row(node) for node in bcbp.nodes(PASS, near=NOVEMBER)]
    assert [(one["flightNumber"], one["from"]["iata"], one["airplaneSeat"]) for one in legs] == [
        ("402", "LED", "2A"),
        ("1815", "IST", "4F"),
    ]
    assert {one["departureDay"] for one in legs} == {"2026-11-27"}
    assert {one["under_name"] for one in legs} == {"VERA ORLOVA"}


def test_a_cut_pass_gives_the_legs_that_are_whole():
    assert len(bcbp.nodes(PASS[:70], near=NOVEMBER)) == 1
    assert bcbp.nodes("Hello, M1ster Orlov, your table is booked", near=NOVEMBER) == []


def test_a_flight_is_told_with_the_clocks_of_its_airports():
    (one,) = rows(Form.HTML, script(json.dumps(FLIGHT)))
    assert one["departureTime"] == "2026-11-27T09:40:00+03:00"
    assert (one["airline_iata"], one["flightNumber"]) == ("TK", "402")


@pytest.mark.parametrize("spoilt", ["[%s%s]", "[%s,%s,]", "%s %s"])
def test_slips_of_the_sender_lose_no_booking(spoilt):
    other = FLIGHT | {"reservationNumber": "ZZ1ZZ1"}
    found = rows(Form.HTML, script(spoilt % (json.dumps(FLIGHT), json.dumps(other))))
    assert {one["reservationNumber"] for one in found} == {"QW7ERT", "ZZ1ZZ1"}


def test_microdata_is_read_from_unclosed_tags():
    page = markup.read(
        '<div itemscope itemtype="https://schema.org/LodgingReservation"><p>No '
        "<b itemprop=reservationNumber>H-77 51</b>"
        '<meta itemprop="checkinDate" content="2026-12-01"><meta itemprop="checkoutDate" content="2026-12-04">'
        '<div itemprop=reservationFor itemscope itemtype="https://schema.org/Hotel"><span itemprop=name>Severny Dvor'
    )
    (node,) = [n for value in page.values for n in jsonld.bookings(value)]
    one = row(node)
    assert (one["reservationNumber"], one["checkinTime"], one["name"]) == ("H-77 51", "2026-12-01", "Severny Dvor")


def test_a_pass_of_the_wallet_is_read_by_its_tags_and_its_code():
    told = {
        "formatVersion": 1,
        "boardingPass": {"transitType": "PKTransitTypeAir", "primaryFields": [{"key": "from", "value": "LED"}]},
        "semantics": {
            "originalDepartureDate": "2026-11-27T06:40:00Z",
            "departureAirportCode": "LED",
            "departureGate": "D4",
        },
        "barcode": {"message": PASS[:61].replace("M2", "M1", 1)},
        "relevantDate": "2026-11-27T06:00:00Z",
    }
    box = BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("pass.json", json.dumps(told))
    (one,) = rows(Form.PKPASS, box.getvalue())
    assert one["departureTime"] == "2026-11-27T09:40:00+03:00"
    assert (one["departureGate"], one["airplaneSeat"], one["to"]["iata"]) == ("D4", "2A", "IST")


def test_a_calendar_event_of_a_flight_is_a_flight_and_another_is_an_event():
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:TK 402 LED-IST\r\nDTSTART;TZID=Europe/Moscow:20261127T094000\r\n"
        "DESCRIPTION:Booking reference: QW7ERT\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Раут\r\n"
        "DTSTART;VALUE=DATE:20261201\r\nLOCATION:Оранжерея (Садовая 1\\, Москва)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    flight, party = rows(Form.ICS, text)
    assert (flight["type"], flight["reservationNumber"], flight["status"]) == (
        "FlightReservation", "QW7ERT", "ReservationCancelled",
    )  # fmt: skip
    assert (party["type"], party["location"]["name"]) == ("Event", "Оранжерея")


IN_WORDS = [
    (
        "Ваше бронирование\nНомер брони: KL55TT\nПассажир: Орлова Вера\n"
        "Рейс TK 402 Санкт-Петербург (LED) – Стамбул (IST)\nДата: 27 ноября 2026\nВылет: 09:40\nПрилёт: 13:25",
        ("FlightReservation", "2026-11-27T09:40:00+03:00", "KL55TT"),
    ),
    (
        "Отель: Северный двор\nНомер бронирования: 7788991\nЗаезд: 1 декабря 2026, 14:00\nВыезд: 4 декабря 2026, 12:00",
        ("LodgingReservation", "2026-12-01T14:00:00", "7788991"),
    ),
    (
        "Réservation confirmée\nHôtel: Le Cygne\nCode de réservation : AB12CD\nArrivée : 3 janvier 2027\n"
        "Départ : 5 janvier 2027",
        ("LodgingReservation", "2027-01-03", "AB12CD"),
    ),
    (
        "Halt      Datum    Zeit       Gleis   Produkte\nUlm Hbf   05.12.   ab 10:05   3       ICE 512\n"
        "Köln Hbf  05.12.   an 13:20   4\nAuftragsnummer: ULM123\nGebucht am 20.11.2026",
        ("TrainReservation", "2026-12-05T10:05:00", "ULM123"),
    ),
    (
        "Rental number: RC-4481\nPick-up: 10 May 2027 10:00\nReturn: 12 May 2027 18:00",
        ("RentalCarReservation", "2027-05-10T10:00:00", "RC-4481"),
    ),
    (
        "Restaurant: Oranzhereya\nYour table for 4 people is booked.\nSaturday 5 December 2026 at 7:30 PM\n"
        "Confirmation number: T5521",
        ("FoodEstablishmentReservation", "2026-12-05T19:30:00", "T5521"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), IN_WORDS)
def test_words_alone_tell_a_booking(text, wanted):
    (one,) = rows(Form.TXT, text)
    start = next(one[n] for n in ("departureTime", "checkinTime", "pickupTime", "startTime") if n in one)
    assert (one["type"], start, one["reservationNumber"]) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Dear Vera, shall we meet on 5 May 2027 at 10:00? The train of thought leaves at 11:00.",
        "Наш ресторан открыт ежедневно с 12:00 до 23:00. Акция до 31 декабря 2026!",
        "Check-in opens at 15:00, check-out is at 12:00. See our hotel's offers for 2027.",
        "",
    ],
)
def test_nothing_is_invented(text):
    assert rows(Form.TXT, text) == []


def test_an_update_is_the_same_booking_and_another_persons_is_not():
    moved = json.loads(json.dumps(FLIGHT))
    moved["reservationFor"]["departureTime"] = "2026-11-28T09:40:00"
    one, two = (jsonld.bookings(n)[0] for n in (FLIGHT, moved))
    assert merging.is_same(one, two, moved=True)
    assert not merging.is_same(one, two)
    assert not merging.is_same(one, two | {"underName": {"@type": "Person", "name": "Mark Lee"}}, moved=True)
    assert merging.one_of(one, two)["reservationFor"]["departureTime"] == "2026-11-28T09:40:00"


def test_a_file_outside_the_root_is_refused(tmp_path):
    with pytest.raises(ValueError, match="outside the root"):
        read_case({"kind": "extract-txt", "input": "../secret.txt"}, tmp_path)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(Form)), st.binary(max_size=200))
def test_broken_files_give_an_answer(form, body):
    assert isinstance(nodes_of(Document(form, body)), list)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_an_answer(text):
    assert isinstance(rows(Form.TXT, f"Flight: {text}\nDeparture: {text}"), list)
    assert isinstance(read_case({"kind": "bcbp", "bcbp": text}, None), dict)
