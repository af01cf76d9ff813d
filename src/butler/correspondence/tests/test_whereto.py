"""Whereto a letter goes: by which channel, to which address, with which files and in which thread."""

import json
from datetime import timedelta

from butler.correspondence.models import Attachment, Conversation, Letter, LetterFile, Message, RawMessage
from butler.ground import clock
from butler.ground.acting import acting_for
from butler.ground.sealing import open_sealed

State = Letter.State


def test_a_reply_goes_to_the_chat_they_wrote_from_and_answers_their_mail_in_its_thread(
    approved, account, telegram, has_written, leave, wire
):
    with acting_for("test"):
        mail = Message.objects.create(
            client_id=has_written.client_id,
            conversation=has_written,
            way="in",
            channel="mail",
            sent_at=clock.now() - timedelta(hours=3),
            sender="Андрей <andrey@veresov.test>",
            message_id="q1@veresov.test",
        )
        has_written.subject = "Ужин"
        has_written.save(update_fields=["subject"])
    approved(channel="telegram", conversation_id=has_written.pk)
    approved(channel="mail", conversation_id=has_written.pk, answers_id=mail.pk)
    leave()
    chat, answer = sorted(wire.left, key=lambda left: left.to)
    assert (chat.to, chat.in_reply_to) == ("7001", "")
    assert (answer.to, answer.subject) == ("andrey@veresov.test", "Re: Ужин")
    assert (answer.in_reply_to, answer.references) == ("q1@veresov.test", ("q1@veresov.test",))


def test_an_answer_to_the_houses_own_account_goes_back_through_it(approved, telegram, has_written, leave, wire):
    update = {
        "update_id": 5,
        "business_message": {
            "message_id": 41, "date": 1764000000, "chat": {"id": 7001, "type": "private"}, "text": "Добрый день",
            "from": {"id": 7001, "first_name": "Андрей"}, "business_connection_id": "conn-9",
        },
    }  # fmt: skip
    with acting_for("test"):
        raw = RawMessage.objects.create(
            client_id=has_written.client_id, channel="telegram", external_id="u5",
            content=json.dumps(update).encode(), received_at=clock.now(),
        )  # fmt: skip
        heard = has_written.messages.get()
        heard.raw, heard.sender, heard.message_id = raw, "Андрей", "7001:41"
        heard.save(update_fields=["raw", "sender", "message_id"])
    approved(channel="telegram", conversation_id=has_written.pk, answers_id=heard.pk)
    leave()
    assert [(left.to, left.in_reply_to) for left in wire.left] == [("7001@conn-9", "7001:41")]


def test_a_bot_cannot_write_first(approved, account, telegram, leave, wire):
    approved(channel="telegram")
    leave()
    assert [left.to for left in wire.left] == ["andrey@veresov.test"]


def test_what_belongs_to_a_supplier_never_goes_to_the_client(approved, account, leave, wire, severny_dvor, reachable):
    severny_dvor.mail = "zal@severny.test"
    severny_dvor.save(update_fields=["mail"])
    with acting_for("test"):
        talk = Conversation.objects.create(
            client=reachable, organisation=severny_dvor, channel="mail", last_at=clock.now()
        )
    approved("Есть ли у вас стол у окна?", conversation_id=talk.pk)
    leave()
    assert [left.to for left in wire.left] == ["zal@severny.test"]


def test_a_digest_does_not_go_to_an_address_that_is_not_in_the_dossier(approved, account, has_written, leave, wire):
    with acting_for("test"):
        Message.objects.create(
            client_id=has_written.client_id,
            conversation=has_written,
            way="in",
            channel="mail",
            sent_at=clock.now(),
            sender="hotel-desk@elsewhere.test",
        )
    approved(purpose="digest", channel="mail", conversation_id=has_written.pk)
    approved(purpose="reply", channel="mail", conversation_id=has_written.pk)
    leave()
    assert sorted(left.to for left in wire.left) == ["andrey@veresov.test", "hotel-desk@elsewhere.test"]


def test_a_file_leaves_with_its_letter_and_lies_in_the_thread(approved, account, leave, wire):
    letter = approved()
    with acting_for("test"):
        LetterFile.objects.create(
            client_id=letter.client_id, letter=letter, name="меню.pdf", content_type="application/pdf", content=b"%PDF"
        )
    leave()
    (file,) = wire.left[0].files
    assert (file.name, file.content) == ("меню.pdf", b"%PDF")
    with acting_for("test"):
        attachment = Attachment.objects.get(message__letter=letter)
        assert (attachment.size, open_sealed(attachment, "name")) == (4, "меню.pdf")


def test_a_digest_does_not_say_that_an_unanswered_request_was_answered(approved, account, has_written, leave):
    approved(purpose="digest", conversation_id=has_written.pk)
    leave()
    with acting_for("test"):
        assert Conversation.objects.get(pk=has_written.pk).waiting == Conversation.Waiting.US


def test_an_answer_takes_up_the_subject_of_the_mail_it_answers(approved, account, has_written, leave, wire):
    def came(subject, hours_ago):
        return Message.objects.create(
            client_id=has_written.client_id, conversation=has_written, way="in", channel="mail", subject=subject,
            sent_at=clock.now() - timedelta(hours=hours_ago), sender="Андрей <andrey@veresov.test>",
            message_id=f"{hours_ago}@veresov.test",
        )  # fmt: skip

    with acting_for("test"):
        has_written.subject = "Начало"
        has_written.save(update_fields=["subject"])
        came("Врач", 5)
        came("Ужин", 3)
    approved(channel="mail", conversation_id=has_written.pk)
    leave()
    assert [left.subject for left in wire.left] == ["Re: Ужин"]
