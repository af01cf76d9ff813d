"""What may be written as an article, and what is refused."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from butler.knowledge.models import LONGEST, Article, Kind, Scope


class ArticleForm(forms.ModelForm):
    class Meta:
        model = Article
        fields = ["title", "kind", "city", "text", "language", "scope", "source"]
        labels = {
            "title": _("Title"),
            "kind": _("Kind"),
            "city": _("Town"),
            "text": _("What is worth knowing"),
            "language": _("Language"),
            "scope": _("Who may read it"),
            "source": _("Where from"),
        }
        help_texts = {
            "text": _("Nothing about a client: everybody of the house may read it."),
            "source": _("Who said so, or an address."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 14, "maxlength": LONGEST})}

    def __init__(self, *args: Any, may_lead: bool = False, has_team: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closed = {*([] if may_lead else [Scope.LEADS]), *([] if has_team else [Scope.TEAM])}
        kept = self.instance.scope if self.instance.pk else None
        choices = [(value, label) for value, label in Scope.choices if value not in closed or value == kept]
        self.fields["scope"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        if written.get("kind") == Kind.GUIDE and not written.get("city"):
            self.add_error("city", _("A guide is to a town: which one?"))
        return written
