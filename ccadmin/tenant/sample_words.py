"""The words that samples are drawn from: names of people and places, lines of work, shifts."""

from __future__ import annotations

from typing import Final, NamedTuple

FIRST_NAMES: Final = (
    "Ada", "Aleksandra", "Amara", "Ana", "Andrei", "Anton", "Ayesha", "Beatriz", "Boris", "Carla",
    "Cem", "Clara", "Daniel", "Diana", "Dimitar", "Elena", "Elif", "Emil", "Emma", "Farid", "Fatima",
    "Felix", "Georgi", "Grace", "Hana", "Hugo", "Ines", "Irina", "Ivan", "Jana", "Joana", "Jonas",
    "Kalina", "Kofi", "Lea", "Leon", "Lidia", "Lucas", "Magda", "Marek", "Maria", "Martin", "Mila",
    "Nadia", "Niko", "Nina", "Olga", "Omar", "Petar", "Petra", "Rada", "Rafael", "Rosa", "Samir",
    "Sara", "Sofia", "Stefan", "Tara", "Teodor", "Tomas", "Vera", "Viktor", "Yana", "Zoe",
)  # fmt: skip
LAST_NAMES: Final = (
    "Adeyemi", "Almeida", "Andersen", "Arslan", "Baker", "Bauer", "Becker", "Bianchi", "Brown",
    "Castro", "Clarke", "Costa", "Demir", "Dimitrova", "Dubois", "Duarte", "Evans", "Farkas",
    "Ferreira", "Fischer", "Fontaine", "Garcia", "Georgieva", "Green", "Haddad", "Hansen", "Horvat",
    "Hughes", "Iliev", "Ivanova", "Jansen", "Kaya", "Keller", "Khan", "Kovacs", "Kowalski", "Lambert",
    "Larsen", "Leroy", "Lopez", "Malik", "Marinov", "Martins", "Mensah", "Meyer", "Moreau", "Moretti",
    "Nagy", "Nielsen", "Novak", "Okafor", "Olsen", "Petrova", "Popescu", "Radu", "Rossi", "Sahin",
    "Santos", "Schmidt", "Silva", "Smith", "Stoyanov", "Taylor", "Todorova", "Vasilev", "Vidal",
    "Weber", "Wilson", "Wood", "Yilmaz", "Young", "Zhang",
)  # fmt: skip
PLACES: Final = (
    ("Leeds", "Europe/London"), ("Sofia", "Europe/Sofia"), ("Lisbon", "Europe/Lisbon"),
    ("Krakow", "Europe/Warsaw"), ("Dublin", "Europe/Dublin"), ("Valencia", "Europe/Madrid"),
    ("Lyon", "Europe/Paris"), ("Leipzig", "Europe/Berlin"), ("Turin", "Europe/Rome"),
    ("Utrecht", "Europe/Amsterdam"), ("Ghent", "Europe/Brussels"), ("Aarhus", "Europe/Copenhagen"),
    ("Malmo", "Europe/Stockholm"), ("Bergen", "Europe/Oslo"), ("Tampere", "Europe/Helsinki"),
    ("Tartu", "Europe/Tallinn"), ("Kaunas", "Europe/Vilnius"), ("Brno", "Europe/Prague"),
    ("Graz", "Europe/Vienna"), ("Basel", "Europe/Zurich"), ("Pecs", "Europe/Budapest"),
    ("Cluj", "Europe/Bucharest"), ("Patras", "Europe/Athens"), ("Izmir", "Europe/Istanbul"),
    ("Zadar", "Europe/Zagreb"), ("Maribor", "Europe/Ljubljana"), ("Kosice", "Europe/Bratislava"),
    ("Riga", "Europe/Riga"), ("Cork", "Europe/Dublin"), ("Porto", "Europe/Lisbon"),
    ("Cardiff", "Europe/London"), ("Varna", "Europe/Sofia"), ("Gdansk", "Europe/Warsaw"),
    ("Bilbao", "Europe/Madrid"), ("Nantes", "Europe/Paris"), ("Bremen", "Europe/Berlin"),
    ("Bari", "Europe/Rome"), ("Uppsala", "Europe/Stockholm"), ("Turku", "Europe/Helsinki"),
    ("Plovdiv", "Europe/Sofia"),
)  # fmt: skip
"""Towns that centers are called by, each with its time zone."""


class Work(NamedTuple):
    """A line of work that a group does: its name, what it is for, and how contacts are routed."""

    name: str
    description: str
    skill: str
    strategy: str
    topics: tuple[str, ...]


WORKS: Final = (
    Work("support", "Problems with what people have bought", "repairs", "longest-idle", ("fault", "setup")),
    Work("sales", "Orders, offers and prices", "orders", "call-count", ("order", "offer")),
    Work("billing", "Invoices, payments and reminders", "invoices", "priority", ("invoice", "payment")),
    Work("returns", "Returns, exchanges and refunds", "refunds", "longest-idle", ("return", "refund")),
    Work("delivery", "Where a parcel is, and when it comes", "parcels", "round-robin", ("parcel",)),
    Work("business", "Customers with a contract", "contracts", "call-duration", ("contract",)),
    Work("online", "The shop on the web and in the app", "accounts", "least-loaded", ("login", "app")),
    Work("renewals", "Contracts that come to their end", "contracts", "linear", ("renewal",)),
)  # fmt: skip
SHIFTS: Final = (
    "mon-fri 08:00-12:00,13:00-16:00", "mon-fri 12:00-16:00,17:00-20:00",
    "mon-fri 09:00-13:00,14:00-18:00", "mon-fri 11:00-15:00,15:30-20:00",
    "mon-thu 08:00-12:00,12:30-18:30", "mon-wed 08:00-14:00 thu-fri 14:00-20:00",
)  # fmt: skip
"""Weeks of people, of which any three in a row leave no hour of a center without anybody."""
LANGUAGES: Final = ("english", "german", "french", "spanish", "polish", "bulgarian", "portuguese")
