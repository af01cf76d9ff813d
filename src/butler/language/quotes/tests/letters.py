"""Letters as mail programs send them, invented: (name, body, what the sender wrote himself)."""

CUT = (
    (
        "gmail, Russian",
        "Добрый день!\nПодтверждаем стол на четверых.\n\nср, 18 нояб. 2026 г. в 15:19, Анна "
        "<anna@house.example>:\n\n> Ждём ответа\n",
        "Добрый день!\nПодтверждаем стол на четверых.",
    ),
    (
        "gmail, Russian, the quote unmarked",
        "Да, всё в силе\n\nпт, 20 нояб. 2026 г. в 09:02, Butler House <desk@house.example>:\n\nЗдравствуйте, "
        "ждём подтверждения",
        "Да, всё в силе",
    ),
    (
        "android, Russian, the address on the next line",
        'Спасибо, подходит.\n20.11.2026 14:20 пользователь "Анна" <\nanna@house.example> написал:\n\n> Привет\n>\n',
        "Спасибо, подходит.",
    ),
    (
        "mail.ru",
        "Здравствуйте! Мест нет.\n\n--\nОльга Ветрова\nОтправлено из мобильной Почты Mail.ru\n\n"
        "среда, 18 ноября 2026 г., 12:10 +03:00 от Анна <anna@house.example>:\n>Есть ли стол?\n",
        "Здравствуйте! Мест нет.",
    ),
    (
        "yandex",
        'Можем в 21:15\n\n18.11.2026, 12:10, "Анна" <anna@house.example>:\n> Можно на восемь?\n\n-- \n'
        "С уважением, Илья Дроздов",
        "Можем в 21:15",
    ),
    (
        "outlook, Russian",
        "Коллеги, номер забронирован.\n\nС уважением,\nМарина Лугова\nОтель «Северный»\n+7 900 000-00-00\n\n"
        "От: Анна [mailto:anna@house.example]\nОтправлено: 18 ноября 2026 г. 12:10\nКому: "
        "booking@hotel.example\nТема: Номер\n\nПросим номер",
        "Коллеги, номер забронирован.",
    ),
    (
        "outlook, Russian, with a separator",
        "Подтверждаю.\n\n-----Исходное сообщение-----\nFrom: Анна\nSent: Wednesday, November 18, 2026 12:10 "
        "PM\nTo: Hotel\nSubject: RE\n\nтекст",
        "Подтверждаю.",
    ),
    (
        "ukrainian",
        "Так, чекаємо на вас.\n\nЗ повагою,\nОксана\n\nср, 18 лист. 2026 р. о 12:10 Анна "
        "<anna@house.example> пише:\n\n> Чи є столик?\n",
        "Так, чекаємо на вас.",
    ),
    (
        "ukrainian outlook",
        "Вітаю! Усе гаразд.\n\nВід: Анна <anna@house.example>\nНадіслано: 18 листопада 2026 р. 12:10\nКому: "
        "Оксана\nТема: Стіл\n\nЧи є?",
        "Вітаю! Усе гаразд.",
    ),
    (
        "ukrainian telephone",
        "Добре\n\nНадіслано з iPhone\n\n> 18 лист. 2026 р. о 12:10 Анна <anna@house.example> написала:\n> \n> Чи є?\n",
        "Добре",
    ),
    (
        "gmail, English, over two lines",
        "Confirmed, see you then.\n\nOn Wed, Nov 18, 2026 at 12:10 PM Anna Lindt "
        "<anna@house.example>\nwrote:\n\n> Is there a table?\n",
        "Confirmed, see you then.",
    ),
    (
        "apple mail",
        "Yes please.\n\nSent from my iPhone\n\n> On 18 Nov 2026, at 12:10, Anna <anna@house.example> "
        "wrote:\n> \n> Shall I?\n",
        "Yes please.",
    ),
    (
        "outlook for telephones",
        "All good\n\nGet Outlook for "
        "iOS<https://aka.example/o0ukef>\n________________________________\nFrom: Anna <anna@house.example>\n"
        "Sent: Wednesday, November 18, 2026 12:10:00 PM\nTo: Concierge <c@hotel.example>\nSubject: Re: Table"
        "\n\nHello",
        "All good",
    ),
    (
        "a signature with titles",
        "The car is booked.\n\nKind regards,\n\nPaul Winter\nDispatch\nWinter Cars Ltd\nwww.winter.example",
        "The car is booked.",
    ),
    (
        "a disclaimer",
        "We hold it until noon.\n\nThis e-mail and any attachments are confidential and intended solely for "
        "the addressee. If you are "
        "not the addressee, delete it.",
        "We hold it until noon.",
    ),
    (
        "a Russian disclaimer",
        "Счёт во вложении.\n\nНастоящее сообщение содержит конфиденциальную информацию и предназначено "
        "только адресату. Если вы получили "
        "его по ошибке, удалите его.",
        "Счёт во вложении.",
    ),
    (
        "german",
        "Der Tisch ist reserviert.\n\nMit freundlichen Grüßen\nKlaus Berg\n\nAm Mi., 18. Nov. 2026 um 12:10 "
        "Uhr schrieb Anna <anna@house.example>:\n\n> Hallo\n",
        "Der Tisch ist reserviert.",
    ),
    (
        "german outlook",
        "Leider ausgebucht.\n\nVon: Anna <anna@house.example>\nGesendet: Mittwoch, 18. November 2026 "
        "12:10\nAn: Hotel\nBetreff: Zimmer\n\nHallo",
        "Leider ausgebucht.",
    ),
    (
        "german telephone",
        "Geht klar.\n\nVon meinem iPhone gesendet\n\nAm 18.11.2026 um 12:10 schrieb Anna <a@house.example>:\n\n> ja?\n",
        "Geht klar.",
    ),
    (
        "french",
        "C’est confirmé.\n\nLe mer. 18 nov. 2026 à 12:10, Anna <anna@house.example> a écrit :\n\n> Bonjour\n",
        "C’est confirmé.",
    ),
    (
        "spanish",
        "Confirmado.\n\nEl mié, 18 nov 2026 a las 12:10, Anna (<anna@house.example>) escribió:\n\n> Hola\n",
        "Confirmado.",
    ),
    (
        "polish",
        "Potwierdzam.\n\nśr., 18 lis 2026 o 12:10 Anna <anna@house.example> napisał(a):\n\n> Witam\n",
        "Potwierdzam.",
    ),
    (
        "italian",
        "Va bene.\n\nIl giorno mer 18 nov 2026 alle ore 12:10 Anna <a@house.example> ha scritto:\n\n> Ciao\n",
        "Va bene.",
    ),
    ("by day and zone", "Ok\n\n2026-11-18 12:10 GMT+03:00 Anna <\nanna@house.example>:\n\n> text\n", "Ok"),
    ("answers between quotes", "> Стол на восемь?\nДа.\n> У окна?\nУвы, нет.", "Да.\nУвы, нет."),
    (
        "answers below",
        "On Wed, Nov 18, 2026 at 12:10 PM Anna <anna@house.example> wrote:\n> Shall we keep it?\n\nYes, keep it.\n",
        "Yes, keep it.",
    ),
    (
        "a broken quoted line",
        "Да\n\n> Просим подтвердить столик на четверых у окна в пятницу в восемь\nвечера, спасибо\n> Анна",
        "Да",
    ),
    (
        "an afterthought below the signature",
        "Ждём вас.\n\nС уважением,\nОльга\n\nP.S. Парковка с торца.",
        "Ждём вас.\n\nP.S. Парковка с торца.",
    ),
    ("a closing and a name in one line", "Всё готово.\n\nС уважением, Ольга Ветрова", "Всё готово."),
    ("android, without a date", "Yes\n\n---- Anna Lindt wrote ----\n\n> Is it?\n> Anna\n", "Yes"),
    (
        "headers that begin with a subject",
        "Fine.\n\nSubject: Re: Table\nTo: c@hotel.example\nFrom: anna@house.example\nDate: 18 Nov 2026\n\nold",
        "Fine.",
    ),
    (
        "a help desk",
        "It works now.\n\n##- Please type your reply above this line -##\nTicket 12 was updated",
        "It works now.",
    ),
    ("chinese", "好的\n\n在 2026年11月18日，下午5:22，Anna <anna@house.example> 写道：\n\n> 你好\n", "好的"),
    ("korean", "네\n\n2026년 11월 18일 오후 5:22, Anna <anna@house.example>님이 작성:\n\n> 안녕\n", "네"),
    ("vietnamese", "Vâng\n\nVào 14:24 18 tháng 11, 2026, Anna <anna@house.example> đã viết:\n\n> Xin chào\n", "Vâng"),
    ("danish", "Ja tak\n\nDen ons. 18. nov. 2026 kl. 12.10 skrev Anna <anna@house.example>:\n\n> Hej\n", "Ja tak"),
    ("finnish", "Kyllä\n\nke 18. marrask. 2026 klo 12.10 Anna (anna@house.example) kirjoitti:\n\n> Hei\n", "Kyllä"),
    ("old Windows line ends", "Да\r\n\r\n-----Original Message-----\r\nFrom: a\r\nНу", "Да"),
)
KEPT = (
    "Он wrote: приезжайте.\nИ ещё: возьмите паспорт.",
    "Hotel wrote:\nwe can do 9 pm.\nIs that fine with you?",
    "В понедельник в 15:30 Ольга написала:\nстол будет у окна. Проверьте, пожалуйста.",
    "Нужно:\n-- торт\n-- цветы\n-- свечи",
    "Мне нужно следующее\n--\n"
    + "\n".join(f"{n}. Длинный пункт списка, в котором много слов" for n in range(1, 16))
    + "\nСпасибо!",
    "From: Moscow\nTo: Nice\nDate: 5 May 2026\nTwo adults, please.",
    "От: Москва\nДо: Ницца\nДата: 5 мая 2026, 10:30",
    "On Monday we leave at 9:00 and on Tuesday:\nmuseum, lunch, train.",
    "Встреча 20.11.2026 в 12:00:\nадвокат, нотариус.",
    "Sent from the hotel yesterday, did it arrive?",
    "Отправлено с курьером вчера, получили?",
    "С уважением отнеситесь к просьбе: никаких орехов.\nИ без шума.",
    "Best table you have, please.\nFor six.",
    "Best,\nwould be a table at the window, could you?",
    "Спасибо,\nАнна",
    "Цена > 5000 не подходит",
    "Visit us for a look\n>>> >>> www.house.example <<<\nby the link above",
    "Subject: flowers\nTo: my mother\nDate: Sunday",
    "Передайте ему: «> срочно»",
    "Тема: день рождения\nНас десять.",
    "Внимание! У сына аллергия на орехи.",
    "a@b.example",
    "Запишите адрес: anna@house.example\nи телефон.",
    "— Да?\n— Да.",
    "Кому: маме\nОт: сына\nТекст: с днём рождения!",
)
MARKUP = (
    (
        "gmail",
        '<div dir="ltr">Да, ждём вас.<div><br></div></div><br><div class="gmail_quote"><div dir="ltr" '
        'class="gmail_attr">ср, 18 нояб. 2026 г. '
        'в 12:10, Анна &lt;<a href="mailto:a@house.example">a@house.example</a>&gt;:<br></div><blockquote '
        'class="gmail_quote">Привет</blockquote></div>',
        "Да, ждём вас.",
    ),
    (
        "outlook on the web",
        '<div>Confirmed.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> '
        "Anna<br><b>Sent:</b> Wed<br></div><div>old</div>",
        "Confirmed.",
    ),
    (
        "outlook on a desk",
        '<p class="MsoNormal">Стол ваш.</p><div style="border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Анна '
        "&lt;a@house.example&gt;<br>"
        "<b>Sent:</b> Wednesday, November 18, 2026 12:10<br><b>To:</b> R<br><b>Subject:</b> "
        "RE</p></div><p>старое</p>",
        "Стол ваш.",
    ),
    (
        "yandex",
        '<div>Можем в девять.</div><div>&nbsp;</div><div>18.11.2026, 12:10, "Анна" '
        "&lt;a@house.example&gt;:</div><blockquote><p>Есть?</p></blockquote>",
        "Можем в девять.",
    ),
    (
        "mail.ru",
        "<div>Мест нет</div><div>--<br>Ольга</div><blockquote style='border-left:1px solid'>Среда, 18 ноября "
        "2026 от Анна:<div>Есть?</div></blockquote>",
        "Мест нет",
    ),
    (
        "what nobody sees",
        "<style>p{}</style><script>alert(1)</script><div style='display:none'>preheader</div><p>Видимое</p><!-- c -->",
        "Видимое",
    ),
    ("answers between", "<p>Да.</p><blockquote>а окно?</blockquote><p>Окна нет.</p>", "Да.\n\nОкна нет."),
    ("a signature by markup", '<p>Принято</p><div class="gmail_signature">Олег<br>Гараж</div>', "Принято"),
)
