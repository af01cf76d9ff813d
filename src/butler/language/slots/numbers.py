"""Numbers of people and things in words and digits, in every form that stands before a noun."""

import re

from butler.language.slots.said import any_of

_RUSSIAN = """
1 один одна одно одного одну одной одному одним
2 два две двух двум двумя двое двоих двоим двоими вдвоем оба обе пара пару пары парой
3 три трех трем тремя трое троих троим троими втроем
4 четыре четырех четырем четырьмя четверо четверых четверым четверыми вчетвером
5 пять пяти пятью пятеро пятерых пятерым впятером
6 шесть шести шестью шестеро шестерых шестерым вшестером
7 семь семи семью семеро семерых семерым всемером
8 восемь восьми восемью восьмью восьмеро восьмерых ввосьмером
9 девять девяти девятью девятеро девятерых
10 десять десяти десятью десятеро десятерых вдесятером
11 одиннадцать одиннадцати
12 двенадцать двенадцати дюжина дюжину
13 тринадцать тринадцати
14 четырнадцать четырнадцати
15 пятнадцать пятнадцати
16 шестнадцать шестнадцати
17 семнадцать семнадцати
18 восемнадцать восемнадцати
19 девятнадцать девятнадцати
20 двадцать двадцати
30 тридцать тридцати
40 сорок сорока
50 пятьдесят пятидесяти
60 шестьдесят шестидесяти
70 семьдесят семидесяти
80 восемьдесят восьмидесяти
90 девяносто
100 сто ста сотня сотню
200 двести двухсот
300 триста трехсот
400 четыреста четырехсот
500 пятьсот пятисот
600 шестьсот шестисот
700 семьсот семисот
800 восемьсот восьмисот
900 девятьсот девятисот
"""
_ENGLISH = """
1 one
2 two couple
3 three
4 four
5 five
6 six
7 seven
8 eight
9 nine
10 ten
11 eleven
12 twelve dozen
13 thirteen
14 fourteen
15 fifteen
16 sixteen
17 seventeen
18 eighteen
19 nineteen
20 twenty
30 thirty
40 forty
50 fifty
60 sixty
70 seventy
80 eighty
90 ninety
100 hundred
"""


def _table(lines: str) -> dict[str, int]:
    return {word: int(line.split()[0]) for line in lines.strip().splitlines() for word in line.split()[1:]}


WORDS = _table(_RUSSIAN) | _table(_ENGLISH)
# Figures stand alone: no part of a time, a sum, a flight or a telephone number.
DIGITS = r"(?<![\d.,:/№#-])\d{1,3}(?![\d:/]|[.,]\d|-?[йяе]\b|(?:st|nd|rd|th)\b)"
WORD = any_of(" ".join(WORDS))
NUMBER = rf"(?:{DIGITS}|\b(?:{WORD})(?:[\s-]+(?:{WORD})){{0,2}}\b)"


def number(said: str) -> int:
    """The value of what NUMBER met; «двадцать пять» is 25. Nothing else is asked."""
    digits = re.search(r"\d+", said)
    if digits:
        return int(digits.group())
    total = 0
    for word in re.split(r"[\s-]+", said):
        total = max(total, 1) * WORDS[word] if word in ("hundred", "dozen") else total + WORDS.get(word, 0)
    return total
