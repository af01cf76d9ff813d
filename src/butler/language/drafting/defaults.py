"""The house's words where nobody has written others: one template per purpose and language."""

from butler.language.drafting.facts import Purpose

DEFAULTS: dict[tuple[Purpose, str], str] = {
    (Purpose.ACKNOWLEDGE, "ru"): "{клиент}, уже занимаюсь[: {занятие}]. Напишу {вы:дат} не позже {срок}.",
    (Purpose.ACKNOWLEDGE, "en"): "{client}, I am on it[: {doing}]. You will hear from me by {by}.",
    (Purpose.ASK, "ru"): (
        "{клиент}, с удовольствием[ подберу {предмет}]. {глагол:Подскажите|Подскажи}, пожалуйста, {вопрос}?"
        "[ После ответа вернусь не позже {срок}.]"
    ),
    (Purpose.ASK, "en"): ("{client}, with pleasure. Could you tell me {question}?[ I will be back to you by {by}.]"),
    (Purpose.OPTIONS, "ru"): (
        "{клиент}, вот что подойдёт лучше всего:\n{варианты}\n"
        "{глагол:Напишите|Напиши} номер, и я всё оформлю; могу выбрать и {глагол:за вас|за тебя}."
    ),
    (Purpose.OPTIONS, "en"): (
        "{client}, these would suit best:\n{options}\nJust send me a number and it is done, or let me choose."
    ),
    (Purpose.CONFIRM, "ru"): "{клиент}, всё готово: {дело:им}.[ {подробности}.][ Номер брони {номер}.]",
    (Purpose.CONFIRM, "en"): "{client}, it is arranged: {matter}.[ {details}.][ Your reference is {reference}.]",
    (Purpose.THANKS, "ru"): "{клиент}, всегда рады. Мы рядом, если что-то понадобится.",
    (Purpose.THANKS, "en"): "{client}, always a pleasure. We are here should you need anything.",
    (Purpose.SORRY, "ru"): (
        "{клиент}, {вы:им} правы, так быть не должно. Уже разбираюсь[, {звонит}] и напишу не позже {срок}, что сделано."
    ),
    (Purpose.SORRY, "en"): (
        "{client}, you are right, it should not be so. I am on it[, {caller}], and by {by} you will know what is done."
    ),
}
