"""What may stand in a scenario: one line a record, one list a kind of word.

`key!` must be there; `:type` is text where none is given. A type is a record, a list of words, a reader of `values`,
or `@` and what an id may name; `[x]` is a list of x; `a|b` is either.
"""

import re

RECORDS = """
scenario     format!:one name! clock!:clock house!:house staff!:[staff] clients!:[client] network!:[supplier]
             calendars:[calendar] bookings:[booking] trips:[trip] tasks:[task] script!:[event] expect!:[expectation]
clock        from!:moment to!:moment
house        name! zone!:zone hours!:hours mail!:mail
staff        id!:id name! role!:role clients:[@clients] approves!:approves|never_word calls:called|never_word
approves     after!:duration only:[approval]
called       after!:duration
client       id!:id name! gender!:gender address!:address language!:language zone!:zone key:flag digest_at:hhmm
             mail:mail telegram:telegram phone:phone home:home circle:[member] occasions:[occasion]
             preferences:[preference] mandates:[mandate] documents:[paper] gifts:[gift] answers:[client_answer]
home         city! place!:[degrees]
member       name! relation!:relation born:yearly id:id mail:mail telegram:telegram phone:phone answers:[client_answer]
occasion     kind!:occasion_kind on!:yearly with
preference   topic! value! polarity!:polarity scope
mandate      category!:category limit!:money
paper        kind!:paper_kind country number! expires!:day
gift         on!:day what! occasion:occasion_kind
supplier     id!:id kind!:venue name! city place:[degrees] class:standing opens:[category] reliability:share mail:mail
             telegram:telegram phone:phone people:[person] spare_capacity:flag answers:[answer] by_phone:[call]
standing     price:money standing:stars style:[text]
person       id!:id name! role mail:mail telegram:telegram phone:phone warmth:share known_by:@staff answers:[answer]
             by_phone:[call]
answer       to!:asked after!:duration|never_word say tap:tap offer:offer times:count
client_answer  to!:put after!:duration|never_word say tap:tap offer:offer times:count
offer        what! price:money hold_until:moment
call         to!:asked outcome!:outcome who offer:offer
calendar     client!:@clients ics!:ics
booking      id!:id client!:@clients kind!:category at!:@network starts!:moment ends:moment party:count ref
             evidence!:evidence wants:[text] important:flag ride:[drive]
drive        from!:home_word|@network driver!:@driver at!:moment
trip         id!:id client!:@clients legs!:[leg]
leg          kind!:leg_kind number from! to! departs!:moment arrives!:moment evidence:evidence
task         id!:id client!:@clients title! due!:moment importance:importance
message      at!:inside from!:@clients+circle+network+people via!:channel subject text!
deed         at!:inside staff!:@staff does!:does
does         note!:@clients+network text!
late         at!:inside delay!:delay
delay        flight!:flight minutes!:count
crash        at!:inside crash!:worker_word
expectation  by:inside brief:@staff anticipation:x_anticipation sent:x_sent request:x_request
             approached:[@network+people] booking:x_booking ride:x_ride preference:x_preference task:x_task
             says:[regex] never:[regex]|expectation always:expectation
x_anticipation client!:@clients occasion!:occasion_kind with ideas:count says:[regex] never:[regex]
x_sent       to!:anybody_word|@clients+circle+network+people says:[regex] never:[regex] count:count
x_request    client!:@clients category!:category party:count when:moment count:count
x_booking    id:@bookings client:@clients kind:category at:@network starts:moment party:count state:state by:@network
             count:count
x_ride       booking!:@bookings from:home_word|@network to:@network driver:@driver at:moment
x_preference client!:@clients topic polarity:polarity scope says:regex
x_task       id!:@tasks quadrant!:quadrant
"""
WORDS = """
role: concierge lead owner auditor
gender: f m
address: вы ты
language: ru en
channel: mail telegram phone
approval: digest reply offer booking spend disclosure
tap: confirm decline
never_word: never
home_word: home
worker_word: worker
relation: spouse child parent partner assistant guard friend
polarity: likes dislikes must never
occasion_kind: birthday wedding_anniversary name_day passport_expiry visa_expiry membership_renewal other
category: restaurant tickets flight charter rail hotel car_rental transfer airport_passage yacht flowers gift courier
          tutor medical club beauty art household event documents other
paper_kind: passport visa membership licence
venue: restaurant theatre club hotel airline charter airport_passage driver car_rental florist jeweller gallery tutor
       clinic stylist concierge agency venue courier other
leg_kind: flight charter rail transfer stay car_rental airport
asked: approach booking reconfirmation cancellation any
put: offer question digest any
evidence: mail pass call none
outcome: confirmed declined no_answer offer
importance: low normal high
quadrant: do schedule delegate drop
state: requested held confirmed replaced cancelled
anybody_word: any network clients
"""
GROUPS = ("staff", "clients", "network", "bookings", "trips", "tasks")
INNER = ("people", "circle")
KINDS = ("brief", "anticipation", "sent", "request", "approached", "booking", "ride", "preference", "task")
WORN = ("always", "never")  # an expectation may be worn around another

Shape = dict[str, tuple[bool, str]]  # key -> (must be there, type)


def _joined(text: str) -> list[str]:
    return re.sub(r"\n\s+", " ", text).strip().split("\n")


def _shape(tokens: str) -> Shape:
    cut = (re.fullmatch(r"(\w+)(!?)(?::(.+))?", token) for token in tokens.split())
    return {found[1]: (bool(found[2]), found[3] or "text") for found in cut if found}


SHAPES: dict[str, Shape] = {line.split()[0]: _shape(line.split(None, 1)[1]) for line in _joined(RECORDS)}
LISTS: dict[str, list[str]] = {name: words.split() for name, words in (line.split(":") for line in _joined(WORDS))}


def event_shape(value: object) -> str:
    """Which record an entry of the script is, by the key that only that one has."""
    told = (("from", "message"), ("staff", "deed"), ("delay", "late"))
    keys = value if isinstance(value, dict) else {}
    return next((shape for key, shape in told if key in keys), "crash")
