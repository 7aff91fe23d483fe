"""Which language a text is written in: cheap, by script and by the small words that every sentence needs.

Only English is read. A text in another language is said to be so and never misread; a text of several languages is
named with its shares. The profiles are short on purpose: they tell languages apart, they do not describe them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

READ = "en"  # the language that the reading network knows
SAMPLE = 40_000  # characters looked at, from the beginning, the middle and the end
LEAST_WORDS = 25  # of a second Latin language beside English
LEAST_SHARE = 0.2  # of the words that tell: below it a second language is only quoted

NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

_SMALL_WORDS = {
    "en": "the a of and to in that is was for it with as on he his by at from had are this have they which but not were"
    " has been their said who will would she we an be after could says also its more than when about over into",
    "fr": "le la les des et une du dans est que qui pour pas sur au avec il elle ont sont cette été par aux plus mais"
    " ses ces leur selon",
    "de": "der die das und ist nicht von zu mit den dem des ein eine sich auf für auch im als er sie wurde nach bei aus"
    " einen werden hat wird dass",
    "es": "el los las del que en una por con para es su se como más pero sus fue al este entre ha según también sobre"
    " años y",
    "it": "il di che è della del la un una per con non sono gli nel dei alla più anche ha come si dal questo delle"
    " stato ed",
    "pt": "o os do da que em um uma para com não por mais dos como se foi ao ele das tem seu sua são pelo também é às",
    "nl": "de het een van en dat niet is op te zijn met voor aan er maar om hij bij ook naar heeft worden door uit",
    "pl": "w i na z się nie do że jest o to jak przez po od za które został oraz przed tym ich dla był",
    "sv": "och att det som en på är av för med den till inte har om ett han men var från vid sig efter också",
    "no": "og det som en på er av for med den til ikke har om et han men var fra ved seg etter også å jeg",
    "fi": "ja on ei että se oli hän ovat myös kun mutta joka sen mukaan kuin vuonna sekä ole olla",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ise değil var en göre ancak",
    "id": "yang dan di itu dengan untuk dari ini pada tidak dalam akan juga telah oleh karena mereka tersebut",
    "ro": "și în de la cu pe un o este nu a fost care din pentru mai să sunt ca prin după au",
    "cs": "a v na se je že s z do o to k ve by jako po za pro jsou ale byl které podle také",
    "hu": "a az és hogy nem is egy ez volt csak meg de már mint vagy azt amely szerint",
    "vi": "và của là có được trong cho các với không một những đã này người từ khi đến theo",
}
_PROFILES: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _PROFILES.setdefault(_word, []).append(_language)

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("hangul", re.compile("[\uac00-\ud7a3\u1100-\u11ff]")),
    ("kana", re.compile("[\u3040-\u30ff]")),
    ("han", re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
    ("hebrew", re.compile("[\u0590-\u05ff]")),
    ("greek", re.compile("[\u0370-\u03ff]")),
    ("thai", re.compile("[\u0e00-\u0e7f]")),
    ("devanagari", re.compile("[\u0900-\u097f]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_CHARACTERS_A_WORD = {"hangul": 2.5, "kana": 2.0, "han": 1.7, "thai": 4.0}  # scripts that say more with a sign
_OF_SCRIPT = {"hangul": "ko", "kana": "ja", "hebrew": "he", "greek": "el", "thai": "th", "devanagari": "hi"}


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is ISO 639-1, or None where nothing tells; `shares` are the parts of the text, largest first."""

    code: str | None
    shares: tuple[tuple[str, float], ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether the text can be read; an unknown language is given the benefit of the doubt."""
        return self.code in (READ, None)

    @property
    def warning(self) -> str | None:
        """What a reader has to know before trusting the result, or None."""
        if self.code is None:
            return "the language of the text is unknown; it is read as English"
        others = [NAMES.get(code, code) for code, _ in self.shares if code != READ]
        if not self.is_read:
            return f"written in {NAMES.get(self.code, self.code)}; only English is read"
        if others:
            return f"parts are written in {' and '.join(others)}; only English is read"
        return None


def detect(text: str) -> Language:
    """The language that most of a text is written in, and others with a fifth of it or more.

    >>> detect("The ship left the port on Monday.").code
    'en'
    """
    sample = _sample(text)
    counts = {name: len(pattern.findall(sample)) / _CHARACTERS_A_WORD.get(name, 5.0) for name, pattern in _SCRIPTS}
    if counts["kana"] > counts["han"] * 0.08:  # Japanese writes both, Chinese only one
        counts["kana"] += counts.pop("han")
    total = sum(counts.values())
    if not total:
        return Language(None)
    shares: dict[str, float] = defaultdict(float)
    for script, amount in counts.items():
        if not amount:
            continue
        for language, part in _languages_of(script, sample):
            shares[language] += amount / total * part
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    kept = tuple((code, round(share, 2)) for code, share in ordered if share >= LEAST_SHARE)
    return Language(kept[0][0] if kept else None, kept)


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    third, middle = SAMPLE // 3, len(text) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


def _languages_of(script: str, sample: str) -> list[tuple[str, float]]:
    if script == "latin":
        return _latin(sample)
    if script == "han":
        return [("zh", 1.0)]
    if script == "cyrillic":
        lower = sample.lower()
        if any(letter in lower for letter in "іїєґ"):
            return [("uk", 1.0)]
        return [("ru" if any(letter in lower for letter in "ыэё") else "bg" if "ъ" in lower else "ru", 1.0)]
    if script == "arabic":
        return [("fa" if any(letter in sample for letter in "پچژگی") else "ar", 1.0)]
    return [(_OF_SCRIPT[script], 1.0)]


def _latin(sample: str) -> list[tuple[str, float]]:
    votes: Counter[str] = Counter()
    words = 0
    for line in sample.split("\n"):
        found = [word.lower() for word in _WORD.findall(line)]
        words += len(found)
        here: Counter[str] = Counter()
        for word in found:
            for language in _PROFILES.get(word, ()):
                here[language] += 1
        if here:  # a line is written in one language; the winner takes its words
            best, hits = here.most_common(1)[0]
            if here[READ] and here[READ] >= hits - (len(found) < 20):
                best = READ
            elif hits < 2 or hits * 8 < len(found):
                continue  # names and numbers in any language; a few small words among them tell nothing
            votes[best] += len(found)
    if votes[READ]:
        for language in [other for other, count in votes.items() if other != READ and count < LEAST_WORDS]:
            del votes[language]  # a quotation or a stray match
    told = sum(votes.values())
    if not told:
        return [(READ, 1.0)] if words and words <= 12 and sample.isascii() else []
    return [(language, count / told) for language, count in votes.items()]
