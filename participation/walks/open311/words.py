"""The services in the reader's language, and what is said about a request that cannot be met."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

GROUP = _l("Safety")
FEELING = _l("How does it feel there?")
LIGHT = _l("When was it seen?")
CHOOSE_ONE = _l("One of the values.")
NOTICE = _l("Somebody looks at it before it is shown. Ask with the token.")
KEYS = _l("The municipality gives keys: write to %(email)s.")
CONTACT = _l("Write to %(email)s.")
OPEN = _l("It has been noted.")

SERVICES = {
    "light": _l("Lamps that are broken, missing or too weak."),
    "sight": _l("Bushes, walls and corners that hide what is there."),
    "litter": _l("Litter, graffiti and broken glass."),
    "people": _l("Who is there, or that nobody is."),
    "traffic": _l("Cars, bicycles, and where people cross."),
    "upkeep": _l("What is broken or worn."),
    "signs": _l("Signs, and finding the way."),
    "ways_out": _l("Whether one can get away."),
    "nice": _l("What is good here and should stay."),
}

REFUSALS = {
    "unknown_jurisdiction": _l("jurisdiction_id: there is no such jurisdiction here."),
    "unknown_service": _l("service_code: there is no such service here."),
    "unknown_request": _l("service_request_id: there is no such request here."),
    "unknown_token": _l("token: there is no such token here."),
    "declined": _l("token: it was looked at and not taken up."),
    "unknown_key": _l("api_key: a key is missing, or it is not valid."),
    "unknown_status": _l("status: open, closed, or both with a comma between."),
    "not_a_w3c_time": _l("Times are written as 2026-11-22T18:00:00Z, with their zone."),
    "span_backwards": _l("end_date lies before start_date."),
    "span_too_long": _l("At most %(days)s days lie between start_date and end_date."),
    "needs_attribute": _l("An attribute that is required is missing."),
    "not_an_attribute_value": _l("An attribute has a value that the service does not know."),
    "needs_location": _l("Say where it is: lat and long, address_string, or address_id."),
    "bad_location": _l("lat and long are two numbers in degrees."),
    "unknown_address": _l("address_id: the name of a street or a place on the town's map."),
}
