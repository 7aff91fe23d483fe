"""Names are varied while training, so that roles are learned, not that Russia gives and North Korea receives."""

from __future__ import annotations

import random
from dataclasses import replace

from porosity.reading.words import split_words
from porosity_training.corpora import Act, Frame, Sentence, Span

COUNTRIES = """
Russia,Russian,Moscow;China,Chinese,Beijing;North Korea,North Korean,Pyongyang;South Korea,South Korean,Seoul
Iran,Iranian,Tehran;Syria,Syrian,Damascus;Turkey,Turkish,Ankara;Japan,Japanese,Tokyo;India,Indian,New Delhi
Pakistan,Pakistani,Islamabad;Vietnam,Vietnamese,Hanoi;Malaysia,Malaysian,Kuala Lumpur;Indonesia,Indonesian,Jakarta
Thailand,Thai,Bangkok;Cambodia,Cambodian,Phnom Penh;Laos,Laotian,Vientiane;Mongolia,Mongolian,Ulaanbaatar
Egypt,Egyptian,Cairo;Sudan,Sudanese,Khartoum;Libya,Libyan,Tripoli;Mali,Malian,Bamako;Niger,Nigerien,Niamey
Nigeria,Nigerian,Abuja;Ethiopia,Ethiopian,Addis Ababa;Eritrea,Eritrean,Asmara;Uganda,Ugandan,Kampala
Angola,Angolan,Luanda;Namibia,Namibian,Windhoek;Mozambique,Mozambican,Maputo;Tanzania,Tanzanian,Dodoma
Kenya,Kenyan,Nairobi;Rwanda,Rwandan,Kigali;Senegal,Senegalese,Dakar;Ghana,Ghanaian,Accra;Algeria,Algerian,Algiers
Cuba,Cuban,Havana;Venezuela,Venezuelan,Caracas;Nicaragua,Nicaraguan,Managua;Bolivia,Bolivian,La Paz
Mexico,Mexican,Mexico City;Brazil,Brazilian,Brasilia;Peru,Peruvian,Lima;Chile,Chilean,Santiago
Colombia,Colombian,Bogota;Argentina,Argentine,Buenos Aires;Germany,German,Berlin;France,French,Paris
Italy,Italian,Rome;Spain,Spanish,Madrid;Poland,Polish,Warsaw;Ukraine,Ukrainian,Kyiv;Belarus,Belarusian,Minsk
Serbia,Serbian,Belgrade;Bulgaria,Bulgarian,Sofia;Romania,Romanian,Bucharest;Greece,Greek,Athens
Kazakhstan,Kazakh,Astana;Uzbekistan,Uzbek,Tashkent;Kyrgyzstan,Kyrgyz,Bishkek;Tajikistan,Tajik,Dushanbe
Armenia,Armenian,Yerevan;Georgia,Georgian,Tbilisi;Azerbaijan,Azerbaijani,Baku;Iraq,Iraqi,Baghdad
Lebanon,Lebanese,Beirut;Yemen,Yemeni,Sanaa;Jordan,Jordanian,Amman;Israel,Israeli,Jerusalem
Saudi Arabia,Saudi,Riyadh;Qatar,Qatari,Doha;Oman,Omani,Muscat;Myanmar,Burmese,Naypyidaw;Nepal,Nepali,Kathmandu
Britain,British,London;Norway,Norwegian,Oslo;Sweden,Swedish,Stockholm;Finland,Finnish,Helsinki
Austria,Austrian,Vienna;Hungary,Hungarian,Budapest;Latvia,Latvian,Riga;Estonia,Estonian,Tallinn
Singapore,Singaporean,Singapore;Taiwan,Taiwanese,Taipei;Philippines,Philippine,Manila;Canada,Canadian,Ottawa
Australia,Australian,Canberra;the United States,American,Washington;the UAE,Emirati,Abu Dhabi
"""
NO_NAMES = """
president minister prime general colonel captain leader king prince ms mr mrs we he she they it you who his her
"""

FORMS = [[form.strip() for form in row.split(",")] for row in COUNTRIES.strip().replace("\n", ";").split(";")]
FORM_WORDS = [[[word.text for word in split_words(form)] for form in row] for row in FORMS]
LOOKUP = {tuple(words): (i, k) for i, row in enumerate(FORM_WORDS) for k, words in enumerate(row)}
NOT_IN_NAMES = frozenset(NO_NAMES.split())
LONGEST = max(map(len, LOOKUP))


def _is_name(words: list[str]) -> bool:
    return (
        1 <= len(words) <= 3
        and all(word.isalpha() and word[0].isupper() and len(word) > 1 for word in words)
        and not any(word.lower() in NOT_IN_NAMES for word in words)
    )


def _spans(tag_list: list[str], label: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for i, tag in enumerate(tag_list):
        if tag == f"B-{label}":
            out.append((i, i + 1))
        elif tag == f"I-{label}" and out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
    return out


def person_names(sentences: list[Sentence]) -> list[list[str]]:
    """Every person's name in the corpora, as words: the pool that `Substitution` draws from."""
    pool = {}
    for sentence in sentences:
        for tag_list, label in ((sentence.types, "person"), (sentence.open_names, "PER")):
            for start, end in _spans(tag_list or [], label):
                if _is_name(sentence.words[start:end]):
                    pool[tuple(sentence.words[start:end])] = None
    return [list(name) for name in pool]


class Substitution:
    """Swaps countries (with their nationalities and capitals) and persons in a sentence, spans following."""

    def __init__(self, pool: list[list[str]], *, share: float, rng: random.Random) -> None:
        self._pool, self._share, self._rng = pool, share, rng

    def __call__(self, sentence: Sentence) -> Sentence:
        """The sentence with other names, or as it is, for `1 - share` of the calls."""
        if self._rng.random() >= self._share:
            return sentence
        swaps = self._countries(sentence.words) + self._persons(sentence)
        swaps.sort()
        kept: list[tuple[int, int, list[str]]] = []
        for swap in swaps:
            if not kept or swap[0] >= kept[-1][1]:
                kept.append(swap)
        return _apply(sentence, kept) if kept else sentence

    def _countries(self, words: list[str]) -> list[tuple[int, int, list[str]]]:
        order = self._rng.sample(range(len(FORMS)), len(FORMS))
        out, i = [], 0
        while i < len(words):
            for size in range(min(LONGEST, len(words) - i), 0, -1):
                hit = LOOKUP.get(tuple(words[i : i + size]))
                if hit is not None:
                    new = FORM_WORDS[order[hit[0]]][hit[1]]
                    plain = new[1:] if new[0] == "the" and (i == 0 or words[i - 1].lower() == "the") else new
                    out.append((i, i + size, plain))
                    i += size - 1
                    break
            i += 1
        return out

    def _persons(self, sentence: Sentence) -> list[tuple[int, int, list[str]]]:
        tag_list, label = (sentence.types, "person") if sentence.types is not None else (sentence.open_names, "PER")
        return [
            (start, end, self._rng.choice(self._pool))
            for start, end in _spans(tag_list or [], label)
            if _is_name(sentence.words[start:end]) and tuple(sentence.words[start:end]) not in LOOKUP
        ]


def _apply(sentence: Sentence, swaps: list[tuple[int, int, list[str]]]) -> Sentence:
    """Replace words; `begin[i]` and `finish[i]` say where old word `i` now begins and ends."""
    words: list[str] = []
    begin: list[int] = []
    finish: list[int] = []
    at = 0
    for start, end, new in [*swaps, (len(sentence.words), len(sentence.words), [])]:
        for word in sentence.words[at:start]:
            begin.append(len(words))
            words.append(word)
            finish.append(len(words))
        begin += [len(words)] * (end - start)
        words += new
        finish += [len(words)] * (end - start)
        at = end

    def retag(old: list[str] | None) -> list[str] | None:
        if old is None:
            return None
        out = ["O"] * len(words)
        for i, tag in enumerate(old):
            new = range(begin[i], finish[i])
            for j in new:
                if i > 0 and begin[i - 1] == begin[i]:
                    continue
                out[j] = tag if j == begin[i] or tag[:2] != "B-" else f"I-{tag[2:]}"
        return out

    def spans(old: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple((label, begin[start], finish[end - 1]) for label, start, end in old)

    def predicates(old: tuple[Frame, ...] | None) -> tuple[Frame, ...] | None:
        return None if old is None else tuple(Frame(begin[p.word], spans(p.spans)) for p in old)

    return replace(
        sentence,
        words=words,
        open_names=retag(sentence.open_names),
        silver_names=retag(sentence.silver_names),
        types=retag(sentence.types),
        predicates=predicates(sentence.predicates),
        sayings=predicates(sentence.sayings),
        factuality=tuple((begin[i], value) for i, value in sentence.factuality),
        acts=None
        if sentence.acts is None
        else tuple(Act(begin[a.word], a.act, spans(a.roles), a.stance, a.certainty) for a in sentence.acts),
    )
