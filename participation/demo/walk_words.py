"""What was marked on the walks of the demonstration, and what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from participation.demo import cast
from participation.walks.protocol.rules import Answer


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody marked: at a stop by its name, or on a street at a place in metres on the map."""

    where: str
    feeling: int
    about: tuple[str, ...]
    why: str = ""
    at: tuple[int, int] | None = None
    pictured: bool = False


DARK = (
    Mark("Torget", -2, ("people",), "Det står alltid folk här som skriker"),
    Mark("Torget", -1, ("light", "people"), "Mörkt mellan hållplatserna"),
    Mark("Torget", 1, ("people",), "Här är det i alla fall folk"),
    Mark("Tunnelns mynning", -3, ("light", "ways_out"), "Man ser inte vem som kommer, och det går inte att vända"),
    Mark("Tunnelns mynning", -3, ("light",), "Lampan längst in är trasig"),
    Mark("Tunnelns mynning", -2, ("litter",), "Luktar kiss"),
    Mark("Bakom biblioteket", -2, ("sight",), "Häcken är högre än jag"),
    Mark("Bakom biblioteket", -2, ("sight", "light")),
    Mark("Bakom biblioteket", -1, ("people",), "Tomt efter sju"),
    Mark("Backen", -3, ("light",), "Alla fyra lamporna är släckta", pictured=True),
    Mark("Backen", -2, ("light", "upkeep"), "Isigt och svart"),
    Mark("Backen", -2, ("light",)),
    Mark("Busshållplatsen", -2, ("upkeep",), "Trappan är avstängd så man måste gå runt"),
    Mark("Busshållplatsen", -1, ("signs",), "Det står inte var man ska gå i stället"),
    Mark("Parken", -3, ("light", "people"), "Jag går aldrig här ensam"),
    Mark("Parken", -2, ("sight",), "Buskarna"),
    Mark("Parken", -2, ("light",)),
    Mark("Brunnsgatan", -1, ("litter",), "Glas överallt", (429, 640)),
    Mark("Brunnsgatan", -2, ("litter",), "Trasiga flaskor", (433, 648)),
    Mark("Vilhelmsgatan", -1, ("light",), "Samma sak här, mörkt", (476, 470)),
    Mark("Universitetsgatan", 2, ("light", "nice"), "Ljust och fint, så borde det vara överallt", (536, 688)),
    Mark("Universitetsgatan", 3, ("people",), "Kaféet har öppet länge", (545, 689)),
)

DAY = (
    Mark("Torget", 2, ("people",), "Mysigt på dagen"),
    Mark("Torget", 0, ("traffic",), "Bussarna kör fort"),
    Mark("Tunnelns mynning", -1, ("litter",), "Klotter"),
    Mark("Tunnelns mynning", 0, ()),
    Mark("Bakom biblioteket", 1, ("nice",), "Bra att sitta och läsa"),
    Mark("Backen", 2, ("nice",), "Fin utsikt"),
    Mark("Busshållplatsen", -1, ("upkeep",), "Trappan"),
    Mark("Parken", 3, ("nice",), "Bästa parken"),
    Mark("Parken", 2, ("people",)),
)

AGAIN = (
    Mark("Torget", -1, ("people",), "Lite bättre, men fortfarande skrik"),
    Mark("Torget", 1, ("light",)),
    Mark("Tunnelns mynning", -3, ("light",), "Ingenting har hänt"),
    Mark("Tunnelns mynning", -2, ("light",)),
    Mark("Bakom biblioteket", 1, ("sight",), "Häcken är klippt"),
    Mark("Bakom biblioteket", 2, ("sight",)),
    Mark("Backen", 3, ("light",), "Nu lyser alla"),
    Mark("Backen", 2, ("light",), "Äntligen"),
    Mark("Busshållplatsen", -1, ("upkeep",)),
    Mark("Parken", -1, ("light",), "Bättre vid bänkarna, men inte vid dammen"),
    Mark("Parken", 1, ("light",)),
    Mark("Brunnsgatan", 1, ("litter",), "Rent", (430, 642)),
)


def answers(walked: dt.date, departments: Mapping[str, str]) -> dict[str, Answer]:
    """What became of the places, by what they are called."""
    technical, culture = departments[cast.TECHNICAL], departments[cast.CULTURE]
    soon, later = walked + dt.timedelta(days=30), walked + dt.timedelta(days=150)
    return {
        "Torget": Answer("planned", technical, later, "Torget byggs om. Då kommer lampor mellan hållplatserna."),
        "Tunnelns mynning": Answer(
            "passed_on", words="Tunneln är inte kommunens. Vi har skickat det ni skrev.", to_whom="Trafikverket"
        ),
        "Bakom biblioteket": Answer(
            "done", technical, soon, "Vi klippte häcken till en meter.", work_order="2231"
        ),
        "Backen": Answer("done", technical, soon, "Vi bytte alla fyra lampor.", work_order="2232"),
        "Busshållplatsen": Answer(
            "nothing", technical, words="Trappan är farlig och måste vara stängd tills den byggs om om två år."
        ),
        "Parken": Answer("will_do", culture, later, "Vi sätter upp lampor längs vägen vid dammen.", work_order="K-17"),
        "Brunnsgatan": Answer("done", culture, soon, "Vi städade, och ställde ut två papperskorgar."),
        "Vilhelmsgatan": Answer("duplicate", words="Det är samma lampor som vid torget."),
        "Universitetsgatan": Answer("nothing", words="Här känns det bra. Vi låter det vara som det är."),
    }  # fmt: skip
