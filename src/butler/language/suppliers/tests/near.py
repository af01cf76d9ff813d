"""A hundred answers to «four on Friday at eight» that sound like a yes and are none; and what hedges any yes."""

NEAR_RU = """
Предварительно записали вас на пятницу
Подтверждаем получение вашей заявки на столик
Ждём подтверждения от шефа, стол пока ваш
Скорее всего, забронируем
Забронировали, если внесёте депозит сегодня
Стол ваш при условии предоплаты
Записали карандашом, завтра скажу точно
Столик за вами до шести вечера, потом отдадим другим
Подтвердим бронь после разговора с управляющим
Бронь будет подтверждена менеджером
Подтверждаем наличие свободных столов
Подтверждаем готовность принять вас, детали обсудим
Бронь не подтверждена
Мы не подтверждаем бронь без карты
Пока не забронировано
Забронировать получится, думаю
Вас записали в лист ожидания, ждём
Всё в силе, но на девять
Всё в силе, но стол на двоих
Ждём вас в субботу в 20:00
Ждём вас в пятницу в 21:30
Ваш столик забронирован на 17 октября
Подтверждаю на шестерых
Подтвердите, пожалуйста, бронь
Можете подтвердить бронирование?
Ждём вас? Подтвердите
Столик забронирован?
Вы записаны на 18:00
Можно забронировать по телефону
Для подтверждения нужна карта
Чтобы мы подтвердили бронь, пришлите фамилию
Стол забронирован, осталось внести депозит
Оформили заявку, решение за администратором
Ваш запрос принят и передан хостес
Заявка зарегистрирована
Принято
Принял, спасибо
Ок
Хорошо, передам
Да, получили ваше письмо
Да
Записал ваши пожелания
Записали ваш телефон, перезвоним
Столик поставили условно
Бронь под вопросом
Резерв поставлен, подтверждение придёт позже
Стол держим, но не гарантируем
Забронировано предварительно, финальное подтверждение завтра
В принципе, всё в силе
По идее, ждём вас
Надеюсь, стол ваш
Постараемся, чтобы стол был за вами
Возможно, стол ваш
Вроде бы записали
Стол почти ваш, нужна только предоплата
Готово, осталось дождаться согласования
Администратор записал, директор должен утвердить
Гарантировано только после оплаты
Бронь оплачена частично, ждём остаток, иначе снимем
Если дождь не пойдёт, ждём вас на веранде
Будем ждать вашего решения
Будем ждать оплату
Ждём вашего звонка
Ждём вас с нетерпением, как только внесёте залог
Столик ваш, если никто из постоянных гостей не приедет
Подтверждаем отмену
Подтвердили, что мест нет
Забронировано всё
Полностью забронировано
Столик был забронирован, но его отдали
Бронь была, да сняли
Вашу бронь не нашли
Бронь снята
Нет, не записали
"""
NEAR_EN = """
Confirmed subject to deposit
Pencilled in for Friday at 8
On request, will be confirmed by the manager
We confirm receipt of your request
Booking received, confirmation to follow
Your table is not confirmed
To be confirmed
We will confirm shortly
It should be confirmed by tonight
Confirmed for Saturday at 8pm
Confirmed for two people
Confirmed for 9:30pm on Friday
Please confirm your booking
Could you confirm the booking?
Is it confirmed?
We can confirm once the deposit arrives
All set as soon as you pay the deposit
Provisionally reserved for you
Your reservation is pending
Your reservation request has been received
Fully booked
We are booked
You're booked on the waiting list
I think you're booked
Hopefully see you on Friday
See you if the weather holds
Looking forward to your confirmation
Consider it done if you send the card details
The invoice is issued
Noted with thanks
Ok
Unconfirmed for now
Unless cancelled by the chef, the table is yours
The table is yours, provided that you order the set menu
Held for you until 6pm
Reserved until 6pm, then released
Confirmed, but the deposit is still outstanding
We have you down tentatively
"""
NEAR = tuple(line for line in (NEAR_RU + NEAR_EN).splitlines() if line)
YES = (
    "Стол забронирован",
    "Подтверждаем стол на пятницу",
    "Всё в силе, ждём вас",
    "Стол ваш",
    "Вы записаны",
    "Да, ждём вас в пятницу в восемь",
    "Готово, бронь № 4410",
    "Your table is confirmed",
    "All set, see you on Friday",
    "Consider it done",
    "We are happy to confirm your table for four",
    "You're booked in",
)
HEDGES = (
    "скорее всего",
    "если внесёте депозит",
    "но ждём подтверждения от шефа",
    "предварительно",
    "при условии предоплаты",
    "возможно",
    "как только придёт оплата",
    "думаю",
    "под вопросом",
    "вы в листе ожидания",
    "надеюсь",
    "пока не окончательно",
    "subject to deposit",
    "pencilled in",
    "on request",
    "probably",
    "if the chef agrees",
    "pending approval",
    "once we receive the payment",
    "awaiting the manager",
    "tentatively",
    "I think",
    "you are on the waitlist",
)
