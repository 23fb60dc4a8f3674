"""The cast: one set of people for the demonstration town and for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from participation.people.models import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account."""

    email: str
    name: str
    role: Role
    title: str = ""
    department: str | None = None


TECHNICAL = "Tekniska förvaltningen"
CULTURE = "Kultur- och fritidsförvaltningen"
SCHOOLS = "Utbildningsförvaltningen"

DEPARTMENTS = {
    TECHNICAL: "Tekniska nämnden",
    CULTURE: "Kultur- och fritidsnämnden",
    SCHOOLS: "Utbildningsnämnden",
}

ASTRID = Person("astrid@lindvik.example", "Astrid Lund", Role.ADMINISTRATOR, "Registrator")
OMAR = Person("omar@lindvik.example", "Omar Haddad", Role.ORGANISER, "Ungdomsledare, Ungdomens hus")
OLGA = Person("olga@lindvik.example", "Olga Nyberg", Role.ORGANISER, "Ungdomsledare, Norra fritidsgården")
PETRA = Person("petra@lindvik.example", "Petra Ek", Role.POLITICIAN, "Ordförande, kultur- och fritidsnämnden")
TOVE = Person("tove@lindvik.example", "Tove Berg", Role.CIVIL_SERVANT, "Gatuingenjör", TECHNICAL)
KIM = Person("kim@lindvik.example", "Kim Sand", Role.CIVIL_SERVANT, "Fritidschef", CULTURE)
SARA = Person("sara@lindvik.example", "Sara Falk", Role.CIVIL_SERVANT, "Utbildningschef", SCHOOLS)

STAFF = (ASTRID, OMAR, OLGA, PETRA, TOVE, KIM, SARA)
"""Astrid runs the installation, Omar leads the open event, Olga leads another, Petra answers, Tove, Kim and Sara do."""

HELSINKI = Path(__file__).parent / "helsinki.svg"
"""The map of the demonstration; its licence stands beside it."""

YOUNG = ("Alva", "Bilal", "Cleo", "Disa", "Elis")
"""Alva is 13 and shy, Bilal is angry, Cleo tries to break it, Disa reads by ear, Elis is nearly 20.

The product never knows their names; tests do.
"""
