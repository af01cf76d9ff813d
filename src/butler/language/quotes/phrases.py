"""The words by which mail programs open a quote, and people close a letter. Tables only: one line per language."""

import re

WROTE = (
    "wrote|writes|написал|написала|написал\\(а\\)|написали|пишет|написав|написала|написав\\(ла\\)|пише"
    "|schrieb|geschrieben|a écrit|escribió|escribio|escribió lo siguiente|ha scritto|scrive|escreveu|schreef|geschreven"
    "|napisał|napisała|napisał\\(a\\)|napisal|napsal|napsala|napsal\\(a\\)|napísal|skrev|kirjoitti"
    "|a scris|írta|yazdı|yazmış|rašė|pisze|έγραψε|написа|напісаў|đã viết|viết"
    "|a scris|ha escrit|idatzi du|kirjutas|rakstīja|napsal/a|написао|schreibt|écrit|scrisse"
)
# Scripts that write words together: found anywhere.
WROTE_ANYWHERE = "写道|寫道|さんは書きました|のメール|書きました|님이 작성|작성|כתב|כתבה|מאת|كتب|เขียนว่า"
OPENS = (
    "on|le|am|el|il|in data|em|op|den|w dniu|dnia|dne|dňa|pe|pada|vào|på|ma|în data|ons|em"
    "|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|пн|вт|ср|чт|пт|сб|вс|нд|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    "|понеділок|вівторок|середа|четвер|п’ятниця|п'ятниця|субота|неділя"
    "|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|pon|wt|śr|czw|pt|niedz|ndz"
)
# The lines above an old message, by what they tell.
KEYS = {
    "from": "发件人|寄件者|差出人|보낸 사람|מאת|from"
    "|от|от кого|від|від кого|von|de|da|od|van|fra|från|lähettäjä|kimden|expéditeur|remitente|отправитель",
    "date": "发送时间|日期|送信日時|日時|보낸 날짜|날짜|תאריך|date"
    "|sent|дата|отправлено|отправлен|надіслано|datum|gesendet|envoyé|date d'envoi|enviado|enviado el|fecha"
    "|inviato|data|verzonden|sendt|dato|skickat|lähetetty|wysłano|wysłane|odesláno|tarih|gönderildi",
    "to": "收件人|收件者|宛先|받는 사람|אל|to"
    "|кому|an|à|para|a|aan|til|till|vastaanottaja|do|komu|kime|pour|destinataire",
    "copy": "cc|копия|копія|kopie|kopia|copie|reply-to|bcc|importance|важность",
    "subject": "主题|主旨|件名|제목|נושא|subject"
    "|тема|betreff|objet|asunto|oggetto|assunto|onderwerp|emne|ämne|aihe|temat|předmět|konu",
}
SENT = "sent|отправлено|отправлен|надіслано|gesendet|envoyé|enviado|inviato|verzonden|sendt|skickat|wysłano|odesláno"
ORIGINAL = (
    "original message|original appointment|reply message|исходное сообщение|оригинальное сообщение"
    "|початкове повідомлення|вихідне повідомлення|ursprüngliche nachricht|originalnachricht"
    "|message d[’']origine|message original|mensaje original|messaggio originale|mensagem original"
    "|oorspronkelijk bericht|oprindelig besked"
    "|oprindelig meddelelse|opprinnelig melding|ursprungligt meddelande|alkuperäinen viesti|oryginalna wiadomość"
    "|původní zpráva|pôvodná správa|orijinal mesaj|eredeti üzenet"
)
REPLY_ABOVE = (
    "(?:please )?(?:type|write|enter) your reply above this line|reply above this line"
    "|пишите (?:ваш )?ответ выше этой (?:линии|строки)"
    "|напишите ответ выше этой линии|bitte antworten sie oberhalb dieser linie|répondez au-dessus de cette ligne"
)
FORWARDED = (
    "forwarded message|forwarded mail|пересылаемое сообщение|пересланное сообщение|переадресованное сообщение"
    "|конец пересылаемого сообщения|переслане повідомлення|пересланий лист|weitergeleitete nachricht"
    "|message transféré|message transmis|mensaje reenviado|messaggio inoltrato|mensagem encaminhada"
    "|doorgestuurd bericht|videresendt meddelelse|vidarebefordrat meddelande|przekazana wiadomość|wiadomość przekazana"
)
BEGIN_FORWARDED = (
    "begin forwarded message|начало переадресованного сообщения|начало пересылаемого сообщения"
    "|початок переадресованого повідомлення|anfang der weitergeleiteten nachricht|début du message réexpédié"
    "|début du message transféré|inizio messaggio inoltrato|inicio del mensaje reenviado|início da mensagem reenviada"
)
SENT_FROM = (
    r"sent (?:from|via|by|using|with)\b|get outlook for\b|отправлено (?:с|из|через|при помощи|от)\b"
    r"|послано (?:с|из)\b|надіслано (?:з|із|зі|через)\b|відправлено (?:з|із|зі)\b"
    r"|(?:von meinem|gesendet (?:von|mit|über)|diese nachricht wurde von meinem)\b"
    r"|envoyé (?:de(?:puis)?|à partir|avec)\b|enviado (?:desde|do|de|a partir)\b|inviato (?:da|dal|con)\b"
    r"|verzonden (?:vanaf|met|van|via)\b|verstuurd vanaf\b|wysłan[eo] z\b|sendt fra\b|skickat från\b|lähetetty\b"
    r"|odesláno z\b|trimis de pe\b|télécharger outlook\b|outlook für (?:ios|android)\b"
)
CLOSING = (
    "regards|best regards|kind regards|kindest regards|warm regards|warmest regards|many regards|with regards"
    "|with best regards|with kind regards|rgds|best wishes|with best wishes|sincerely|sincerely yours|yours sincerely"
    "|yours truly|yours faithfully|respectfully|all the best|best|cheers|cordially"
    "|с уважением|с глубоким уважением|с искренним уважением|с уважением и наилучшими пожеланиями"
    "|с наилучшими пожеланиями|с лучшими пожеланиями|искренне ваш|искренне ваша|всего доброго|всего хорошего"
    "|всего наилучшего|з повагою|з найкращими побажаннями|щиро ваш|щиро ваша|усього найкращого"
    "|mit freundlichen grüßen|mit freundlichen gruessen|mit freundlichem gruß|mit besten grüßen|freundliche grüße"
    "|viele grüße|beste grüße|liebe grüße|herzliche grüße|schöne grüße|mfg|lg|vg|hochachtungsvoll"
    "|cordialement|bien cordialement|très cordialement|bien à vous|sincères salutations|meilleures salutations"
    "|saludos|un saludo|saludos cordiales|atentamente|un cordial saludo|cordiali saluti|distinti saluti"
    "|un cordiale saluto|atenciosamente|cumprimentos|com os melhores cumprimentos"
    "|pozdrawiam|z poważaniem|met vriendelijke groet|met vriendelijke groeten|med venlig hilsen|med vänliga hälsningar"
    "|s pozdravem|ystävällisin terveisin"
)
DISCLAIMER_OPENS = (
    r"this (?:e-?mail|message|communication|transmission)|the (?:information|contents?) (?:contained )?(?:in|of)"
    r"|confidentiality notice|disclaimer|важно:|внимание|уведомление о конфиденциальности|конфиденциально"
    r"|(?:данное|настоящее|это) (?:электронное )?(?:сообщение|письмо)|настоящий документ|информация, содержащаяся"
    r"|цей (?:лист|електронний лист)|це (?:електронне )?повідомлення|diese (?:e-?mail|nachricht)"
    r"|ce (?:message|courriel)|cet? e-?mail|este (?:mensaje|correo)|questo messaggio|questa e-?mail"
    r"|ta wiadomość|dit bericht|deze e-?mail"
)
DISCLAIMS = (
    r"confidential|privileged|intended (?:solely|only|recipient|for)|конфиденциальн|предназначен|конфіденційн|призначен"
    r"|vertraulich|confidentiel|confidencial|riservat|poufn|vertrouwelijk"
)
VIRUS_FREE = r"(?:virus-free|без вирусов|virenfrei|garanti sans virus|libre de virus|without viruses)\b.{0,60}"


def whole(words: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """A pattern of any of the words, as whole words, in any case."""
    return re.compile(rf"{before}(?:{words}){after}", re.IGNORECASE)
