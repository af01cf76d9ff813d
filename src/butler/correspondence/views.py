"""The one door that others knock at: Telegram brings updates of a bot by itself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from butler.channels.telegram import webhook
from butler.channels.telegram.reading import MAX_UPDATE_BYTES, NotAnUpdate
from butler.correspondence.fetching import store_update
from butler.correspondence.models import Account
from butler.correspondence.webhooks import webhook_secret
from butler.ground import clock
from butler.ground.acting import acting_at_the_door
from butler.ground.refusals import NotHere


@csrf_exempt  # whoever knows the secret is Telegram; there is no browser and no session
@require_POST
def telegram(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """POST /doors/telegram/<account>/: one update, answered 200 only when it is kept. Strangers get 404."""
    said = request.headers.get(webhook.HEADER)
    if not webhook.is_genuine(said, webhook_secret(account_id)):
        raise NotHere
    account = Account.objects.filter(pk=account_id, kind=Account.Kind.TELEGRAM, is_on=True).first()
    if account is None:
        raise NotHere
    if int(request.headers.get("Content-Length") or 0) > MAX_UPDATE_BYTES:
        return HttpResponse(status=200)  # no update is that long: it would be brought for ever
    try:
        received = webhook.receive(request.body, 0, clock.now())
    except NotAnUpdate:
        return HttpResponse(status=200)
    with acting_at_the_door():
        store_update(received, account)
    return HttpResponse(status=200)
