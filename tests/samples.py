"""A rich assessment built by hand, on a report of our own invention. Its people, firms and events do not exist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256

from porosity.assessment import (
    Act,
    Assessment,
    Basis,
    Certainty,
    Claim,
    Contradiction,
    Element,
    Entity,
    Event,
    Evidence,
    Exemption,
    Finding,
    Goods,
    Listing,
    Origin,
    Quantity,
    Report,
    Stance,
    Status,
    Support,
    Verdict,
)
from porosity.exports.card import MeasureCard
from porosity.logic import Truth
from porosity.timespan import TimeSpan

TITLE = "Visiting president leaves a car behind in Pyongyang"
BODY = """\
President Viktor Sorokin has given North Korean leader Han Chol Min a car built in Russia, days before the parade.
The Korean Morning Agency, the state's own, confirmed that the leader's sister, Han Sol Hui, took the keys on Sunday.
It left open which model the car is and by which road it came.
Observers said the present could violate a Security Council resolution that keeps luxury goods out of the country.
The Russian foreign ministry denied that any vehicle had changed hands.
President Viktor Sorokin has given North Korean leader Han Chol Min a car built in Russia
A photograph shows Sorokin beside a Volgar Senator. The Volgra marque has driven the Kremlin's guests since 2018.
Customs papers seen by this newspaper show that a Swiss dealer shipped two sports cars to the leader's family in 2005.
South Korean officials believe that Pyongyang agreed in January to sell 40,000 artillery shells to Russia.
In a letter, lawmakers asked whether Moscow is paying with missile technology.
The cargo manifest of a flight in March lists spare parts for the Il-62M passenger aircraft of Koryo Wings.
Observers said the present could violate a Security Council resolution that keeps luxury goods out of the country
Anton Belov, a critic of the government in Moscow, died in a penal colony on Friday, the prison service said.
The prison told his lawyer that the body lay in the town's morgue. A worker at the morgue denied that it was there.
The maker of the Volgar said that it intends to open a showroom in Minsk next year.
Neither account of the car could be independently verified.
"""
TEXT = f"{TITLE}\n\n{BODY}".rstrip("\n")


def says(words: str, *, after: str = "") -> Evidence:
    """The place of some words in the report, the first one after another wording."""
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Evidence(start, start + len(words), words)


def _place(words: str, *, after: str = "") -> tuple[int, int]:
    found = says(words, after=after)
    return found.start, found.end


def _everywhere(*words: str) -> tuple[tuple[int, int], ...]:
    found = []
    for word in words:
        start = TEXT.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = TEXT.find(word, start + 1)
    return tuple(sorted(found))


def _entity(key: str, name: str, kind: str, country: str | None = None, **more: object) -> Entity:
    spellings = more.pop("spellings", (name,))
    assert isinstance(spellings, tuple)
    return Entity(key, name, kind, country, spellings, _everywhere(*spellings), **more)  # type: ignore[arg-type]


CAR_GOODS = Goods(
    "car built in Russia",
    hs=("8703",),
    classes=frozenset({"vehicles"}),
    possible_classes=frozenset({"luxury-vehicles"}),
    because="A car is a motor vehicle for persons; its type and price are not given.",
)
ENTITIES = (
    _entity("sorokin", "Viktor Sorokin", "person", "ru", spellings=("Viktor Sorokin", "Sorokin"), listings=()),
    _entity(
        "han",
        "Han Chol Min",
        "person",
        "kp",
        listings=(Listing("us-sdn", "ofac-00001", "HAN, Chol Min", 0.97, "DPRK2", date(2019, 7, 6)),),
    ),
    _entity("sister", "Han Sol Hui", "person", "kp", listings=()),
    _entity("car", "car built in Russia", "vehicle", spellings=("car built in Russia", "the car"), goods=CAR_GOODS),
    _entity("volgar", "Volgar Senator", "vehicle", "ru", spellings=("Volgar Senator", "Volgar", "Volgra")),
    _entity("agency", "Korean Morning Agency", "organisation", "kp"),
    _entity("ministry", "Russian foreign ministry", "organisation", "ru"),
    _entity("dealer", "Swiss dealer", "organisation", "ch"),
    _entity("sports", "sports cars", "vehicle", goods=Goods("sports cars", hs=("8703",))),
    _entity("family", "the leader's family", "person", "kp"),
    _entity("dprk", "North Korea", "place", "kp", spellings=("Pyongyang", "North Korean")),
    _entity("russia", "Russia", "place", "ru", spellings=("Russia", "Moscow")),
    _entity("shells", "artillery shells", "weapon", goods=Goods("artillery shells", hs=("9306",))),
    _entity("tech", "missile technology", "good", goods=Goods("missile technology", possible_hs=("8803",))),
    _entity("parts", "spare parts for the Il-62M", "good", goods=Goods("spare parts", hs=("8807",))),
    _entity("airline", "Koryo Wings", "organisation", "kp", listings=()),
    _entity("belov", "Anton Belov", "person", "ru"),
    _entity("prison", "prison service", "organisation", "ru", spellings=("prison service", "The prison")),
    _entity("showroom", "showroom", "building"),
    _entity("minsk", "Minsk", "place", "by"),
)

GIFT = says("President Viktor Sorokin has given North Korean leader Han Chol Min a car built in Russia")
TOOK = says("the leader's sister, Han Sol Hui, took the keys on Sunday")
COULD = says("the present could violate a Security Council resolution that keeps luxury goods out of the country")
DENIAL = says("denied that any vehicle had changed hands")
OPEN_MODEL = says("It left open which model the car is and by which road it came.")
SWISS = says("a Swiss dealer shipped two sports cars to the leader's family in 2005")
SHELLS = says("Pyongyang agreed in January to sell 40,000 artillery shells to Russia")
LETTER = says("whether Moscow is paying with missile technology")
MANIFEST = says("lists spare parts for the Il-62M passenger aircraft of Koryo Wings")
DEATH = says("Anton Belov, a critic of the government in Moscow, died in a penal colony on Friday")
MORGUE = says("the body lay in the town's morgue")
NOT_THERE = says("denied that it was there")

SUNDAY = TimeSpan.on(date(2025, 4, 13), "on Sunday")
JANUARY = TimeSpan(date(2025, 1, 1), date(2025, 1, 31), "in January")
MARCH = TimeSpan(date(2025, 3, 1), date(2025, 3, 31), "in March")

CLAIMS = (
    Claim("c1", Act.TRANSFER, {"agent": ("sorokin",), "recipient": ("han",), "item": ("car",)}, (GIFT,)),
    Claim(
        "c2",
        Act.TRANSFER,
        {"agent": ("sorokin",), "recipient": ("han", "sister"), "item": ("car",), "place": ("dprk",)},
        (TOOK, says("The Korean Morning Agency, the state's own, confirmed that the leader's sister")),
        time=SUNDAY,
        sources=("Korean Morning Agency",),
    ),
    Claim(
        "c3",
        Act.STATE,
        {"agent": ("ministry",), "item": ("car",)},
        (DENIAL,),
        stance=Stance.DENIES,
        sources=("Russian foreign ministry",),
    ),
    Claim(
        "c4",
        Act.TRANSFER,
        {"item": ("car",), "destination": ("dprk",)},
        (COULD,),
        certainty=Certainty.POSSIBLE,
        sources=("observers",),
        hedges=(says("could violate"),),
    ),
    Claim(
        "c5",
        Act.TRANSFER,
        {"agent": ("dealer",), "recipient": ("family",), "item": ("sports",)},
        (SWISS,),
        time=TimeSpan(date(2005, 1, 1), date(2005, 12, 31), "in 2005"),
        quantity=Quantity(2, "piece", "two"),
        sources=("customs papers",),
    ),
    Claim(
        "c6",
        Act.TRANSFER,
        {"agent": ("dprk",), "recipient": ("russia",), "item": ("shells",)},
        (SHELLS,),
        certainty=Certainty.PROBABLE,
        stance=Stance.PLANS,
        time=JANUARY,
        quantity=Quantity(40000, "piece", "40,000"),
        sources=("South Korean officials",),
        hedges=(says("believe"),),
    ),
    Claim(
        "c7",
        Act.TRANSFER,
        {"agent": ("russia",), "recipient": ("dprk",), "item": ("tech",)},
        (LETTER,),
        stance=Stance.ASKS,
        certainty=Certainty.POSSIBLE,
        sources=("a letter", "lawmakers"),
        hedges=(says("asked whether"),),
    ),
    Claim(
        "c8",
        Act.TRANSPORT,
        {"recipient": ("airline",), "item": ("parts",)},
        (MANIFEST,),
        time=MARCH,
        sources=("cargo manifest",),
    ),
    Claim(
        "c9",
        Act.DIE,
        {"agent": ("belov",)},
        (DEATH,),
        time=TimeSpan.on(date(2025, 4, 11), "on Friday"),
        sources=("prison service",),
    ),
    Claim("c10", Act.OTHER, {"item": ("belov",)}, (MORGUE,), sources=("lawyer", "prison service")),
    Claim(
        "c11", Act.OTHER, {"item": ("belov",)}, (NOT_THERE,), stance=Stance.DENIES, sources=("worker at the morgue",)
    ),
    Claim(
        "c12",
        Act.CONSTRUCT,
        {"item": ("showroom",), "place": ("minsk",)},
        (says("it intends to open a showroom in Minsk next year"),),
        stance=Stance.PLANS,
        time=TimeSpan(date(2026, 1, 1), date(2026, 12, 31), "next year"),
        sources=("maker of the Volgar",),
    ),
    Claim(
        "c13",
        Act.POSSESS,
        {"agent": ("han",), "item": ("car",)},
        (says("car built in Russia"),),
        basis=Basis.IMPLIED,
    ),
)
EVENTS = (
    Event("e1", Act.TRANSFER, CLAIMS[1].roles, ("c1", "c2", "c3", "c4"), SUNDAY),
    Event("e2", Act.TRANSFER, CLAIMS[5].roles, ("c6",), JANUARY, quantity=Quantity(40000, "piece", "40,000")),
    Event("e3", Act.TRANSFER, CLAIMS[6].roles, ("c7",)),
    Event("e4", Act.TRANSPORT, CLAIMS[7].roles, ("c8",), MARCH),
    Event("e5", Act.TRANSFER, CLAIMS[4].roles, ("c5",), CLAIMS[4].time, quantity=Quantity(2, "piece", "two")),
    Event("e6", Act.DIE, CLAIMS[8].roles, ("c9", "c10", "c11"), CLAIMS[8].time),
    Event("e7", Act.CONSTRUCT, CLAIMS[11].roles, ("c12",), CLAIMS[11].time),
)

MET, NOT_MET, UNKNOWN = Truth.MET, Truth.NOT_MET, Truth.UNKNOWN
OP7, OP8 = "UNSCR 2397 (2017) OP 7", "UNSCR 1718 (2006) OP 8(a)(iii)"
COMMITTEE = Exemption(
    "committee_approved",
    "presumed_absent",
    "The report speaks of no decision of the Committee.",
    "UNSCR 2397 (2017) OP 25",
    "Did the 1718 Committee approve this in advance?",
)
DENIED_CONFIRMED = Support(
    "D",
    3,
    "State media of the receiving side admit it against the interest of the giver; the ministry denies it; one origin.",
    (
        Origin(
            "Korean Morning Agency",
            "state-media",
            "admits",
            "first-hand",
            "D",
            "the voice of its State: strong on what that admits, weak on what it denies",
            ("c1", "c2"),
        ),
        Origin(
            "observers",
            "unnamed-expert",
            "possible",
            "hearsay",
            "F",
            "judges from afar, and is not named",
            ("c4",),
            ("Korean Morning Agency",),
        ),
        Origin(
            "Russian foreign ministry",
            "party",
            "denies",
            "statement",
            "D",
            "a party to the act: strong on what it admits, weak on what it denies",
            ("c3",),
        ),
    ),
    (says("Neither account of the car could be independently verified."),),
)
FINDINGS = (
    Finding(
        "f1",
        "e1",
        "un-2397-7-vehicles",
        "vehicles-machinery-metals",
        Verdict.PROHIBITED,
        (
            Element("in_force", MET, "In force since 22 December 2017; the act is of 13 April 2025.", (TOOK,), OP7),
            Element("bound", MET, "Russia is a member of the United Nations.", (), "UN Charter art. 25"),
            Element("act", MET, "To give is to transfer; nothing need be paid.", (GIFT,), OP7),
            Element("direction", MET, "The receiver is in the DPRK.", (GIFT, TOOK), OP7),
            Element("goods", MET, "A car is of heading 8703, within chapters 86 to 89.", (GIFT,), OP7),
        ),
        (COMMITTEE,),
        ("Did the 1718 Committee approve this in advance?", "By which route did the car come?"),
        "Every element is met; the type of the car does not matter here.",
        ("c1", "c2", "c3", "c4"),
        Status.MIXED,
        (says("could violate"),),
        DENIED_CONFIRMED,
    ),
    Finding(
        "f2",
        "e1",
        "un-1718-8a3-luxury",
        "luxury-goods",
        Verdict.CONDITIONAL,
        (
            Element("in_force", MET, "In force since 14 October 2006.", (TOOK,), OP8),
            Element("bound", MET, "Russia is a member of the United Nations.", (), "UN Charter art. 25"),
            Element("act", MET, "To give is to transfer; nothing need be paid.", (GIFT,), OP8),
            Element(
                "goods_are_luxury",
                UNKNOWN,
                "A car for a leader may be a luxury car; the report leaves the model open.",
                (OPEN_MODEL,),
                "UNSCR 2094 (2013) Annex IV",
                "Is the car a luxury car?",
            ),
        ),
        (COMMITTEE,),
        ("Is the car a luxury car?", "Did the 1718 Committee approve this in advance?"),
        "What kind of car it is decides.",
        ("c1", "c2", "c3", "c4"),
        Status.MIXED,
        (says("could violate"),),
        DENIED_CONFIRMED,
    ),
    Finding(
        "f3",
        "e2",
        "un-1718-8b-arms-export",
        "arms-from-dprk",
        Verdict.PROHIBITED,
        (
            Element("in_force", MET, "In force since 14 October 2006.", (SHELLS,), "UNSCR 1718 (2006) OP 8(b)"),
            Element("bound", MET, "Both sides are bound.", (), "UNSCR 1718 (2006) OP 8(b)"),
            Element("act", MET, "An agreed sale is a supply, if carried out.", (SHELLS,), "UNSCR 1718 (2006) OP 8(b)"),
            Element("goods", MET, "Artillery shells are arms.", (SHELLS,), "UNSCR 1874 (2009) OP 9"),
        ),
        (),
        ("Were the shells delivered, and how many?",),
        "Every element is met, if the sale is carried out.",
        ("c6",),
        Status.ALLEGED,
        (says("believe"),),
        Support("C", 3, "Officials of a third State, an adversary of one side, without evidence shown; one origin."),
    ),
    Finding(
        "f4",
        "e3",
        "un-2270-27-wmd-catchall",
        "wmd-missile-technology",
        Verdict.CONDITIONAL,
        (
            Element("in_force", UNKNOWN, "The report gives no time.", (LETTER,), "UNSCR 2270 (2016) OP 27"),
            Element("act", MET, "To pay with a thing is to transfer it.", (LETTER,), "UNSCR 2270 (2016) OP 27"),
            Element(
                "goods_serve_programmes",
                UNKNOWN,
                "Which technology is not said.",
                (LETTER,),
                "UNSCR 2270 (2016) OP 27",
                "Which technology?",
            ),
        ),
        (),
        ("Which technology?", "When?"),
        "A question in a letter, with the decisive element open.",
        ("c7",),
        Status.ALLEGED,
        (says("asked whether"),),
        Support("F", 6, "A question, not an account; nobody says that it happened."),
    ),
    Finding(
        "f5",
        "e1",
        "eu-2017-1509-10-luxury",
        "luxury-goods",
        Verdict.NOT_BOUND,
        (
            Element("bound", NOT_MET, "No territory, national, firm or goods of the Union has a part in it.", (GIFT,)),
            Element("goods_are_luxury", UNKNOWN, "The model is left open.", (OPEN_MODEL,)),
        ),
        because="The Regulation reaches acts with a tie to the Union only.",
        claims=("c1", "c2"),
        status=Status.MIXED,
    ),
    Finding(
        "f6",
        "e4",
        "un-2397-7-vehicles",
        "vehicles-machinery-metals",
        Verdict.EXEMPT,
        (
            Element("in_force", MET, "In force since 22 December 2017.", (MANIFEST,), OP7),
            Element("goods", MET, "Parts of aircraft are of chapter 88.", (MANIFEST,), OP7),
        ),
        (
            Exemption(
                "aircraft_spare_parts",
                "applies",
                "The Il-62M is among the civilian passenger aircraft named.",
                "UNSCR 2397 (2017) OP 7",
                "Are they spare parts for safe operation of a named civilian aircraft?",
            ),
        ),
        because="Spare parts for the safe operation of DPRK civilian passenger aircraft are let through.",
        claims=("c8",),
        support=Support("B", 3, "A document that the newspaper saw; one origin."),
    ),
    Finding(
        "f7",
        "e5",
        "un-1718-8a3-luxury",
        "luxury-goods",
        Verdict.NOT_IN_FORCE,
        (Element("in_force", NOT_MET, "The act is of 2005; the measure governs from 14 October 2006.", (SWISS,), OP8),),
        because="The shipment lies before the measure.",
        claims=("c5",),
        support=Support("B", 3, "Customs papers that the newspaper saw; one origin."),
    ),
    Finding(
        "f8",
        "e6",
        "eu-ghrsr",
        "human-rights",
        Verdict.CRITERION,
        (
            Element("in_force", MET, "In force since 8 December 2020.", (DEATH,), "Regulation (EU) 2020/1998 art. 2"),
            Element("act", UNKNOWN, "How he died is not said.", (DEATH,), "Regulation (EU) 2020/1998 art. 2"),
        ),
        (),
        ("How did he die, and who had custody of him?",),
        "A death in custody may be a ground for listing those responsible, if it is an abuse.",
        ("c9",),
        support=Support("E", 4, "The custodian speaks in its own cause; a worker at the morgue contradicts it."),
    ),
)
ASSESSMENT = Assessment(
    report=Report(
        "sample",
        TITLE,
        TEXT,
        date(2025, 4, 16),
        "The Harbour Courier (invented)",
        "https://courier.example/visiting-president?ed=2&p=1",
        sha256(TEXT.encode()).hexdigest(),
        "en",
    ),
    made_with={
        "porosity": "0.1.0",
        "network": "sha256:5d41402abc4b",
        "law": "sha256:7d793037a076",
        "goods": "sha256:9e107d9d372b",
        "acts": "sha256:e4d909c290d0",
        "lists": "none",
    },
    claims=CLAIMS,
    events=EVENTS,
    entities=ENTITIES,
    findings=FINDINGS,
    contradictions=(
        Contradiction(("c2", "c3"), "whether a vehicle was handed over"),
        Contradiction(("c10", "c11"), "where the body is"),
    ),
    echoes=(
        (_place(GIFT.text), _place(GIFT.text, after="denied that any vehicle")),
        (_place(f"Observers said {COULD.text}"), _place(f"Observers said {COULD.text}", after="The cargo manifest")),
    ),
    variants=(("Volgra", "Volgar"),),
    warnings=("The place of the hand-over is read from the dateline.",),
)

CARDS = {
    card.id: card
    for card in (
        MeasureCard(
            "un-2397-7-vehicles",
            "Vehicles of every kind into the DPRK",
            "UNSCR 2397 (2017) OP 7",
            (("UNSCR 2397 (2017) OP 7", "verified"),),
            date(2017, 12, 22),
            "15-0-0",
            date(2017, 12, 22),
            None,
            "decides",
            "Price, age, make and luxury do not matter: chapters 86 to 89 of the Harmonized System are barred.",
        ),
        MeasureCard(
            "un-1718-8a3-luxury",
            "Luxury goods into the DPRK",
            "UNSCR 1718 (2006) OP 8(a)(iii)",
            (
                ("UNSCR 1718 (2006) OP 8(a)(iii)", "verified"),
                ("UNSCR 2094 (2013) OP 23 and Annex IV", "verified"),
                ("UNSCR 2270 (2016) OP 39", "recalled"),
            ),
            date(2006, 10, 14),
            "15-0-0",
            date(2006, 10, 14),
            None,
            "decides",
            "",
            ("2013-03-07, UNSCR 2094 OP 23: names luxury automobiles and motor vehicles; the list is open",),
        ),
        MeasureCard(
            "un-1718-8b-arms-export",
            "Arms out of the DPRK",
            "UNSCR 1718 (2006) OP 8(b)",
            (("UNSCR 1718 (2006) OP 8(b)", "verified"), ("UNSCR 1874 (2009) OP 9", "verified")),
            date(2006, 10, 14),
            "15-0-0",
            date(2006, 10, 14),
            None,
            "decides",
        ),
        MeasureCard(
            "un-2270-27-wmd-catchall",
            "Anything that could contribute to the barred programmes",
            "UNSCR 2270 (2016) OP 27",
            (("UNSCR 2270 (2016) OP 27", "recalled"),),
            date(2016, 3, 2),
            "15-0-0",
            date(2016, 3, 2),
            None,
            "decides",
        ),
        MeasureCard(
            "eu-2017-1509-10-luxury",
            "Luxury goods to the DPRK: rules of the European Union",
            "Regulation (EU) 2017/1509 art. 10",
            (("Regulation (EU) 2017/1509 art. 10 and Annex VIII", "unverified"),),
            date(2017, 8, 30),
            "",
            date(2017, 9, 1),
            None,
            "law",
        ),
        MeasureCard(
            "eu-ghrsr",
            "Serious human rights violations: listing criteria of the European Union",
            "Regulation (EU) 2020/1998 art. 2",
            (("Regulation (EU) 2020/1998 art. 2", "verified"),),
            date(2020, 12, 7),
            "",
            date(2020, 12, 8),
            None,
            "permits",
        ),
    )
}
card: Callable[[str], MeasureCard | None] = CARDS.get
