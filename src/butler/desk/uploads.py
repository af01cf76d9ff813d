"""Files handed over at the desk: held in memory, never on a disk; bounded; looked at before they are kept."""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from io import BytesIO
from mimetypes import guess_type
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from butler.channels.port import File
from butler.dossiers.access import Card
from butler.reception.actions import MAX_UPLOAD_BYTES
from butler.reception.sources import SORTS, Sort, handed_over

MOST_FILES = 50
MEGABYTES = MAX_UPLOAD_BYTES // (1024 * 1024)
LONGEST_NAME = 120
HEAD = 64 * 1024  # of a file, enough to see what it is
READ = ".vcf, .csv, .ics, .mbox, .eml"

View = Callable[..., HttpResponse]


class InMemory(FileUploadHandler):
    """Django would write a large upload into a file in the clear. What goes beyond the limit is skipped, and noted."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.left, self.files = MAX_UPLOAD_BYTES, 0
        self.is_beyond = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.content = BytesIO()
        self.files += 1
        if self.is_beyond or self.files > MOST_FILES:
            self._skip()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.left -= len(raw_data)
        if self.left < 0:
            self._skip()
        self.content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.content.seek(0)
        return InMemoryUploadedFile(
            self.content, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )

    def _skip(self) -> None:
        self.is_beyond, self.content = True, BytesIO()
        raise SkipFile


def takes_files(view: View) -> View:
    """Around `staff_view`: no byte of a stranger's is read, and of a colleague's none touches a disk.

    The token against forged requests stands in the body, so it is checked here, once the body has a place to go.
    """
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        handler = InMemory(request)
        request.upload_handlers = [handler]
        try:
            request.is_beyond = bool(request.POST) and handler.is_beyond  # type: ignore[attr-defined]
        except TooManyFilesSent:
            request.is_beyond = True  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)
        return guarded(request, *args, **kwargs)

    return page


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True
    needs_multipart_form = True


class FilesField(forms.FileField):
    """Files as (name, bytes), none of them of a wrong kind."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:  # type: ignore[override]
        files = [(PurePath(each.name).name, each.read()) for each in data or []]
        wrong = [text for name, content in files if (text := objection(name, content))]
        if wrong:
            raise forms.ValidationError(wrong)
        return files


class EnclosedField(forms.FileField):
    """Files that will leave with a letter. What they are is told by their name, never by the browser."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[File]:  # type: ignore[override]
        return [File(name := _plain(each.name), kind_of(name), each.read()) for each in data or []]


def kind_of(name: str) -> str:
    """The type by which a file leaves."""
    return guess_type(name)[0] or "application/octet-stream"


def _plain(name: str) -> str:
    """A name without folders and signs that no header may hold."""
    kept = "".join(sign for sign in PurePath(name).name if sign.isprintable())
    return kept[-LONGEST_NAME:] or "file"


class HandOverForm(forms.Form):
    """What is handed over, whose it is, and what unknown people become."""

    upload = FilesField(required=False, label=gettext_lazy("Files"))
    client = forms.ChoiceField(required=False, label=gettext_lazy("Whose is it"))
    people = forms.ChoiceField(
        required=False,
        label=gettext_lazy("People on cards whom nobody knows yet"),
        choices=[("network", gettext_lazy("contacts of the network")), ("clients", gettext_lazy("clients"))],
        widget=forms.RadioSelect,
        initial="network",
    )

    def __init__(self, *args: Any, clients: Iterable[Card], is_beyond: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.is_beyond = is_beyond
        nobody = [("", gettext_lazy("Find out by itself"))]
        self.fields["client"].choices = nobody + [(str(card.id), card.full_name) for card in clients]  # type: ignore[attr-defined]
        self.fields["upload"].widget.attrs["accept"] = ",".join(SORTS)

    def clean_upload(self) -> list[tuple[str, bytes]]:
        if self.is_beyond:
            raise forms.ValidationError(
                _("Together these files are too many or too large: at most %(files)d files and %(size)d MB at once.")
                % {"files": MOST_FILES, "size": MEGABYTES}
            )
        if not self.cleaned_data["upload"]:
            raise forms.ValidationError(_("Choose a file first."))
        return self.cleaned_data["upload"]

    def clean_client(self) -> UUID | None:
        return UUID(self.cleaned_data["client"]) if self.cleaned_data["client"] else None

    @property
    def as_clients(self) -> bool:
        return self.cleaned_data["people"] == "clients"


class LinkForm(forms.Form):
    """A client's calendar that stands on the net."""

    link = forms.CharField(
        max_length=2000,
        label=gettext_lazy("Link"),
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}),
    )
    whose = forms.ChoiceField(label=gettext_lazy("Whose calendar"))

    def __init__(self, *args: Any, clients: Iterable[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        nobody = [("", gettext_lazy("Choose a client"))]
        self.fields["whose"].choices = nobody + [(str(card.id), card.full_name) for card in clients]  # type: ignore[attr-defined]

    def clean_link(self) -> str:
        """https only; `webcal` says the same in the words of some programs."""
        link = re.sub(r"^webcals?://", "https://", self.cleaned_data["link"], flags=re.IGNORECASE)
        try:
            parts = urlsplit(link)
            is_good = parts.scheme == "https" and "." in (parts.hostname or "") and "@" not in parts.netloc
        except ValueError:
            is_good = False
        if not is_good or re.search(r"\s", link):
            raise forms.ValidationError(_("A link begins with https:// and holds no password."))
        return link

    @property
    def name(self) -> str:
        """What the calendar is called in lists: the rest of a link is often its key."""
        return urlsplit(self.cleaned_data["link"]).hostname or ""


def objection(name: str, content: bytes) -> str:
    """Why this file is not taken, in words; empty when it is."""
    said = {"name": name, "read": READ}
    sort = handed_over(name, content).sort
    if PurePath(name).suffix.lower() in (".zip", ".gz", ".7z", ".rar"):
        return _("“%(name)s” is packed. Unpack it, and hand over the files inside.") % said
    if sort not in SHAPES:
        return _("“%(name)s” is of a kind that is not read. These are: %(read)s.") % said
    if not content.strip():
        return _("“%(name)s” is empty.") % said
    if not SHAPES[sort](content[:HEAD]):
        return _("“%(name)s” is not what its name says. Save it again from where it came, and try once more.") % said
    return ""


def _narrow(head: bytes) -> bytes:
    """Without the zeros and the mark of UTF-16, in capitals."""
    return head.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf").upper()


def _is_cards(head: bytes) -> bool:
    return b"BEGIN:VCARD" in _narrow(head)


def _is_calendar(head: bytes) -> bool:
    return b"BEGIN:VCALENDAR" in _narrow(head)


def _is_table(head: bytes) -> bool:
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return not head.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")) and (is_wide or b"\0" not in head)


def _is_mailbox(head: bytes) -> bool:
    return head.lstrip().startswith(b"From ")


def _is_letter(head: bytes) -> bool:
    return bool(re.match(rb"(?:From [^\n]*\n)?[!-9;-~]+[ \t]*:", head.lstrip(b"\xef\xbb\xbf\r\n")))


SHAPES: dict[Sort, Callable[[bytes], bool]] = {
    Sort.CARDS: _is_cards,
    Sort.TABLE: _is_table,
    Sort.CALENDAR: _is_calendar,
    Sort.MAILBOX: _is_mailbox,
    Sort.LETTER: _is_letter,
}
