"""Ways in which a listed name comes to be written otherwise, and names that only look like listed ones.

Everything is drawn from one random source, so that a seed gives the same cases again. The classes follow what
screening meets (clerks, scanners, romanisations, evasion, relatives and namesakes); no benchmark is read.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

# fmt: off
KEYS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "rgy", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "adwxz", "d": "sfecx", "f": "dgrvc", "g": "fhtbv", "h": "gjynb", "j": "hkumn",
    "k": "jlim", "l": "kop", "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}
ROMAN = (
    ("kh", "h"), ("gh", "g"), ("q", "k"), ("k", "q"), ("c", "k"), ("ou", "u"), ("u", "ou"), ("oo", "u"), ("ee", "i"),
    ("i", "y"), ("y", "i"), ("ya", "ia"), ("iy", "y"), ("sh", "ch"), ("j", "dj"), ("w", "v"), ("v", "w"), ("ph", "f"),
    ("f", "ph"), ("ts", "tz"), ("ks", "x"), ("x", "ks"), ("s", "z"), ("z", "s"), ("e", "a"), ("a", "e"), ("o", "u"),
    ("ei", "ey"), ("ai", "ay"), ("th", "t"), ("dh", "d"), ("h", "kh"), ("g", "gh"), ("zh", "j"), ("ae", "ai"),
    ("eo", "o"), ("ov", "off"), ("ck", "k"),
)
SCANS = (("rn", "m"), ("m", "rn"), ("l", "1"), ("i", "l"), ("o", "0"), ("s", "5"), ("b", "8"), ("cl", "d"), ("z", "2"))
TITLES = ("mr", "dr", "sheikh", "general", "haji", "eng", "col", "prof")
PARTICLES = ("al", "el", "bin", "ben", "ibn", "de", "van")
FORMS = (
    "ltd", "llc", "limited", "co", "company", "inc", "corporation", "jsc", "gmbh", "sa", "ooo",
    "limited liability company",
)
# fmt: on

VOWELS = re.compile("[aeiou]")
Bend = Callable[[random.Random, list[str]], list[str] | None]


def slip(source: random.Random, words: list[str]) -> list[str] | None:
    """One letter wrong, lost, added or in the wrong order."""
    at = source.choice([i for i, word in enumerate(words) for _ in word])
    word = words[at]
    if len(word) < 2:
        return None
    place = source.randrange(len(word))
    letter = source.choice("abcdefghijklmnopqrstuvwxyz")
    how = source.randrange(4)
    if how == 0:
        word = word[:place] + letter + word[place + 1 :]
    elif how == 1:
        word = word[:place] + letter + word[place:]
    elif how == 2:
        word = word[:place] + word[place + 1 :]
    elif place + 1 < len(word):
        word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return [*words[:at], word, *words[at + 1 :]]


def two_slips(source: random.Random, words: list[str]) -> list[str] | None:
    """Two letters wrong."""
    once = slip(source, words)
    return slip(source, once) if once else None


def neighbour_key(source: random.Random, words: list[str]) -> list[str] | None:
    """A finger on the next key."""
    at = source.randrange(len(words))
    places = [i for i, letter in enumerate(words[at]) if letter in KEYS]
    if not places:
        return None
    place = source.choice(places)
    word = words[at][:place] + source.choice(KEYS[words[at][place]]) + words[at][place + 1 :]
    return [*words[:at], word, *words[at + 1 :]]


def romanised(source: random.Random, words: list[str]) -> list[str] | None:
    """Two habits of another romanisation."""
    text = " ".join(words)
    fitting = [pair for pair in ROMAN if pair[0] in text]
    if not fitting:
        return None
    for old, new in source.sample(fitting, min(2, len(fitting))):
        places = [match.start() for match in re.finditer(old, text)]
        if places:
            place = source.choice(places)
            text = text[:place] + new + text[place + len(old) :]
    return text.split()


def turned(source: random.Random, words: list[str]) -> list[str] | None:
    """Family name last, or first, or all turned round."""
    if len(words) < 2:
        return None
    cut = source.randrange(1, len(words))
    return source.choice((words[::-1], words[cut:] + words[:cut]))


def turned_slip(source: random.Random, words: list[str]) -> list[str] | None:
    """Turned, and a slip."""
    once = turned(source, words)
    return slip(source, once) if once else None


def dropped(source: random.Random, words: list[str]) -> list[str] | None:
    """Without a word from the middle."""
    if len(words) < 3:
        return None
    at = source.randrange(1, len(words) - 1)
    return words[:at] + words[at + 1 :]


def initial(source: random.Random, words: list[str]) -> list[str] | None:
    """A first name by its letter."""
    if len(words) < 2:
        return None
    at = source.randrange(len(words) - 1)
    return [*words[:at], words[at][0], *words[at + 1 :]]


def titled(source: random.Random, words: list[str]) -> list[str] | None:
    """With a title."""
    return [source.choice(TITLES), *words]


def vowelless(source: random.Random, words: list[str]) -> list[str] | None:
    """Without the vowels inside the words."""
    return [word if len(word) < 4 else word[0] + VOWELS.sub("", word[1:-1]) + word[-1] for word in words]


def doubled(source: random.Random, words: list[str]) -> list[str] | None:
    """A letter doubled, or a double one written once."""
    at = source.randrange(len(words))
    word = words[at]
    match = re.search(r"(.)\1", word)
    if match and source.random() < 0.5:
        word = word[: match.start()] + word[match.start() + 1 :]
    else:
        place = source.randrange(len(word))
        word = word[:place] + word[place] + word[place:]
    return [*words[:at], word, *words[at + 1 :]]


def scanned(source: random.Random, words: list[str]) -> list[str] | None:
    """As a scanner reads it."""
    text = " ".join(words)
    fitting = [pair for pair in SCANS if pair[0] in text]
    return text.replace(*source.choice(fitting), 1).split() if fitting else None


def cut(source: random.Random, words: list[str]) -> list[str] | None:
    """Cut off where a field ends."""
    text = " ".join(words)
    if len(text) < 14:
        return None
    return text[: source.randrange(int(len(text) * 0.65), len(text) - 1)].split()


def joined(source: random.Random, words: list[str]) -> list[str] | None:
    """Two words written as one."""
    if len(words) < 2:
        return None
    at = source.randrange(len(words) - 1)
    return [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]


def parted(source: random.Random, words: list[str]) -> list[str] | None:
    """A word written as two."""
    at = source.randrange(len(words))
    if len(words[at]) < 6:
        return None
    place = source.randrange(2, len(words[at]) - 2)
    return [*words[:at], words[at][:place], words[at][place:], *words[at + 1 :]]


def reformed(source: random.Random, words: list[str]) -> list[str] | None:
    """Another legal form, or none."""
    if words[-1] not in FORMS:
        return [*words, source.choice(FORMS)]
    return words[:-1] + source.choice(([], [source.choice(FORMS)]))


def particled(source: random.Random, words: list[str]) -> list[str] | None:
    """A particle more, or one less, or one grown on to its word."""
    places = [at for at, word in enumerate(words[:-1]) if word in PARTICLES]
    if not places:
        at = source.randrange(1, len(words)) if len(words) > 1 else 0
        return [*words[:at], source.choice(PARTICLES), *words[at:]] if at else None
    at = source.choice(places)
    if source.random() < 0.5 and len(words) > 2:
        return words[:at] + words[at + 1 :]
    return [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]


PERSON: Mapping[str, Bend] = {
    "slip": slip, "two slips": two_slips, "key": neighbour_key, "romanised": romanised, "turned": turned,
    "turned slip": turned_slip, "dropped": dropped, "initial": initial, "titled": titled, "vowelless": vowelless,
    "doubled": doubled, "scanned": scanned, "cut": cut, "joined": joined, "parted": parted,
    "particled": particled,
}  # fmt: skip
BODY: Mapping[str, Bend] = {
    key: bend for key, bend in PERSON.items() if key not in ("titled", "turned", "particled")
} | {"reformed": reformed}


def mixed(source: random.Random, one: Sequence[str], two: Sequence[str]) -> list[str] | None:
    """The beginning of one name and the end of another, now and then all of it."""
    if len(one) < 2 or len(two) < 2:
        return None
    rest = two if source.random() < 0.25 else two[source.randrange(1, len(two)) :]
    return [*one[: source.randrange(1, len(one))], *rest]


def swapped(source: random.Random, one: Sequence[str], two: Sequence[str]) -> list[str] | None:
    """A name with one word of another."""
    if len(one) < 2:
        return None
    at = source.randrange(len(one))
    return [*one[:at], source.choice(two), *one[at + 1 :]]


def mangled(source: random.Random, one: Sequence[str], two: Sequence[str]) -> list[str] | None:
    """A name with a word that is bent beyond what a slip does."""
    at = source.randrange(len(one))
    word = one[at]
    if len(word) < 4 or len(one) < 2:
        return None
    other = "".join(source.choice("abcdefghiklmnoprstu") for _ in range(source.randrange(2, 4)))
    return [*one[:at], word[0] + other + word[-1], *one[at + 1 :]]
