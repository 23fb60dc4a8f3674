"""Hard words in a text: words of offices, each with what one says instead, and words that are only very long."""

from __future__ import annotations

import re

VERY_LONG = 15
"""A word of more letters than this is marked whatever it means."""
MARKED = 12
"""Hard words that are told at most."""

INSTEAD: dict[str, dict[str, str]] = {
    "sv": {
        "avseende": "om",
        "angående": "om",
        "beträffande": "om",
        "gällande": "om",
        "rörande": "om",
        "avslå*": "säga nej till",
        "avslag*": "nej",
        "tillstyrk*": "säga ja till",
        "avstyrk*": "säga nej till",
        "bifall*": "ja",
        "bereda*": "förbereda",
        "bereds": "förbereds",
        "beredning*": "förberedelse",
        "beakta*": "tänka på",
        "bedriv*": "göra, ha",
        "bestrid*": "betala",
        "delegation*": "rätt att bestämma åt nämnden",
        "disponera*": "använda",
        "diarieför*": "skriva in",
        "erforderlig*": "som behövs",
        "erhåll*": "få",
        "erlägg*": "betala",
        "föranled*": "leda till",
        "föreligg*": "finnas",
        "hänskjut*": "skicka vidare",
        "härvid": "då",
        "härvidlag": "där",
        "huruvida": "om",
        "implementer*": "införa",
        "initier*": "börja",
        "inkom*": "komma in",
        "jämlikt": "enligt",
        "medelst": "med",
        "möjliggör*": "göra möjligt",
        "nyttja*": "använda",
        "omgående": "genast",
        "prioriter*": "göra först",
        "remiss*": "fråga till andra",
        "remitter*": "fråga andra",
        "resurs*": "pengar, folk",
        "samverka*": "arbeta ihop",
        "strategi*": "plan",
        "säkerställ*": "se till",
        "tillgodose*": "ge",
        "tillhandahåll*": "ge, ordna",
        "tillse": "se till",
        "tjänsteskrivelse*": "text från förvaltningen",
        "utred*": "ta reda på",
        "vederbörande": "den som det gäller",
        "verkställ*": "göra",
        "yttrande*": "svar",
        "åtgärd*": "det vi gör",
        "ärende*": "fråga",
    },
    "en": {
        "accordingly": "so",
        "additional": "more",
        "adjacent": "next to",
        "allocat*": "give",
        "approximately": "about",
        "assistance": "help",
        "commenc*": "start",
        "concerning": "about",
        "consequently": "so",
        "determin*": "decide",
        "endeavour*": "try",
        "establish*": "set up",
        "facilitat*": "help",
        "feasib*": "possible",
        "furthermore": "also",
        "henceforth": "from now on",
        "implement*": "do, put in place",
        "initiat*": "start",
        "infrastructure": "roads, pipes, lights",
        "notwithstanding": "even so",
        "obtain*": "get",
        "pertaining": "about",
        "prior": "before",
        "prioriti*": "do first",
        "procure*": "buy",
        "pursuant": "by",
        "regarding": "about",
        "remuneration": "pay",
        "requir*": "need",
        "subsequent*": "later",
        "sufficient": "enough",
        "terminat*": "end",
        "utilis*": "use",
        "utiliz*": "use",
        "whereas": "but",
        "whilst": "while",
    },
}
"""By language. A star stands for any ending."""


def hard_words(text: str, language: str) -> dict[str, str]:
    """Hard words as they stand in a text, each with a plain one to use instead (empty: it is only very long)."""
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W\d_]+", text):
        instead = _instead(word.lower(), language)
        if instead or len(word) > VERY_LONG:
            found.setdefault(word, instead)
    return dict(list(found.items())[:MARKED])


def _instead(word: str, language: str) -> str:
    for hard, plain in INSTEAD[language].items():
        if word == hard or (hard.endswith("*") and word.startswith(hard[:-1])):
            return plain
    return ""
