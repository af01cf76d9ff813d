"""Everyday words that look like names but are none, as the readers of names need them."""


def bag(words: str) -> frozenset[str]:
    """Words parted by spaces, as a set."""
    return frozenset(words.split())


# English words with a capital that are no names: sentence openers, days, months, cuisines, cabins
NO_NAME_EN = bag("""
i i'm i'd i'll i've im ok okay yes no please hi hello hey dear thanks thank you we we're we'd our my the a an
this that it it's can could would will what when where which who how is are do does there and or but so if for
from to at in on of by with monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
january february march april may june july august september october november december jan feb mar apr jun jul
aug sep sept oct nov dec am pm christmas easter new year's eve asap vip suv pa cv id pm. rsvp fyi ps p.s eta tv
gps wifi wi-fi usd eur gbp rub mr mrs ms dr sir madam business economy first premium class suite also any best
good cool great perfect sounds just let's need want find book get make one two three four five six seven eight
nine ten tonight today tomorrow fine sure alright awesome yeah yep yup nope wow excellent wonderful lovely right
well now then super amazing absolutely
""")
# Kitchens and tongues: no names alone or before a common word
NATIONS = bag("""
english russian french italian chinese japanese thai indian mexican american greek spanish german korean
vietnamese asian mediterranean european latin middle eastern turkish lebanese georgian uzbek food cuisine
restaurant restaurants
""")

# Russian words with a capital that are no names
NO_NAME_RU = bag("""
вы вас вам вами ваш ваша ваше ваши вашу вашего вашей вашем вашим ваших ок да нет я мы он она они это все всё
также рождество рождества рождеству пасха пасхи пасху новый нового год года году новогодние здравствуйте добрый
привет спасибо января февраля марта апреля мая июня июля августа сентября октября ноября декабря
""")

# Everyday words that follow a preposition where a town might stand
PLAIN_AFTER = bag("""
advance total time person people town there here that this those these them him her you your his its our one two
three four five six seven eight nine ten get find make book buy see watch have take travel leave leaving going
rent reserve help know check visit eat look looking stay return spend share meet pick set add change cancel
search use need want order schedule arrange try play hear listen attend pay send early late morning afternoon
evening night noon midnight march april may june july august january february september october november
december monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight next week month day
days weekend all any some home work school airport hotel place area city downtown center centre around about
half quarter past least most once first last be do go it me us please another more other which what where when
who how and for with the event party name cash reading rain snow catch hail compare purchase confirm decide
figure ask tell talk speak call text bring drop rest relax sleep drink cook walk run drive fly sit stand think
plan prefer enjoy explore experience include choose select continue start stop finish sell hire lease borrow
lend keep hold save wait live move learn teach study read write open close turn fix repair clean wash bath
request require consider celebrate surprise thank inform update extend upgrade avoid chill sunbathe ski hike
swim shop dance sing perform advise recommend suggest describe explain discuss happen become remain appear seem
english general particular fact case shape charge season stock transit between under over above below front back
""")

# Words that end a name typed in small letters
ENDS_NAME = bag("""
please on at for the this next and with that today tomorrow tonight march april may june july in to from by of
is who will leaving
""")
