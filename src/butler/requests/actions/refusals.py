"""What cannot be done with work, and why."""


class Refused(Exception):
    """What was asked cannot be done; nothing has changed."""


class HoldsNoGrant(Refused):
    """A task or a request goes only to somebody who may open the client's dossier."""


class Overtaken(Refused):
    """Somebody has done something else with the task since: taking back would undo their work."""


class InThePast(Refused):
    """Putting off, or keeping a place, needs a moment ahead."""


class NeverOpen(Refused):
    """A house that works on no day of the week could keep no promise."""


class NotNow(Refused):
    """The life of a request does not know this step from where it stands."""


class NotTheSame(Refused):
    """Requests of two clients are never one, nor is a request one with itself."""


class NobodyLeft(Refused):
    """There is nobody in the house who could take over what a colleague leaves behind."""


class TooLong(Refused):
    """No meeting takes that long, and none ends before it begins."""


class OnlyALead(Refused):
    """A lead does this: hand over for another, open a dossier to somebody, give a client away for good."""


class OfferedAlready(Refused):
    """It waits for somebody's answer already."""
