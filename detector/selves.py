"""What a quotation tells of its speaker: whom it names as one names others, whom it addresses, for whom it speaks.

Nobody calls himself “Mr. Lindqvist”, nobody says “Minister, …” to himself, and who says “we nurses” is no ministry.
Such words are what a wrong credit leaves behind inside the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from detector.article import Article, Attribution, Quotation, Speaker, SpeakerForm
from detector.gender import Gender, Genders
from detector.mentions import is_person, people
from detector.spans import Span
from detector.vocabulary import is_word

_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Gov|Sen|Rep|Gen|Col|Prof|Lt|Capt|Sgt|Cllr|Insp|Rev|Hon)\b\.?|Councillor|Councilman|"
    r"Councilwoman|Captain|Sergeant|Inspector|Minister|Lord|Lady|Sir|Dame|Chief|Coach|Officer|Detective|President|Senator|Governor|Secretary|Congressman|"
    r"Congresswoman|Mayor|Justice|Judge|Sheriff|Chairman|Chairwoman|Chair|Professor|Doctor|General)"
)
_TITLE_IN_FRONT = re.compile(rf"^{_TITLE} ")
# By which office holders are spoken to, and the same as it stands in front of a name.
_OFFICE = (
    r"(?:(?:Prime|Chief|First) Minister|Minister|General|Colonel|Major|Captain|Lieutenant|Sergeant|Constable|Inspector|"
    r"Superintendent|Commissioner|Chief|Sheriff|Officer|Detective|Senator|Congressman|Congresswoman|Governor|Mayor|"
    r"Premier|Chancellor|Secretary|Ambassador|Councillor|Alderman|Professor|Doctor|Coach|Judge|Chairman|"
    r"Chairwoman|Chair|Director|Principal|Headmaster|Headmistress|Bishop|Father|Pastor|Reverend|Rabbi|Imam|Sheikh)"
)
_OFFICES = re.compile(rf"\b{_OFFICE}\b", re.IGNORECASE)
_SHORT = {
    "General": "Gen", "Colonel": "Col", "Major": "Maj", "Captain": "Capt", "Lieutenant": "Lt", "Sergeant": "Sgt",
    "Inspector": "Insp", "Senator": "Sen", "Governor": "Gov", "Professor": "Prof", "Doctor": "Dr", "Councillor": "Cllr",
    "Reverend": "Rev",
}  # fmt: skip
# What may stand in front of whom one addresses.
_CALL = (
    r"(?:(?:Thank you|Thanks|Please|Sorry|Look|Listen|Well|Yes|No|Welcome|Congratulations|Good (?:morning|evening|"
    r"afternoon)|With respect|Forgive me|Dear|And|But|So|Come on|Excuse me),? )?"
)
_RELATION = (
    r"\b(?:[Mm]y|[Oo]ur) (?:(?:late|own|dear|old|elder|older|younger|eldest|youngest|little|big|beloved|poor) )*"
    r"(?:husband|wife|son|daughter|brother|sister|mother|father|mum|mom|dad|uncle|aunt|cousin|nephew|niece|grandson|"
    r"granddaughter|grandfather|grandmother|fianc[ée]e?|boyfriend|girlfriend|client|neighbou?r|colleague|boss|son-in-law|"
    r"daughter-in-law),? "
)
_KIN = re.compile(_RELATION)
# An address in front of the rest, or behind it: “Minister, …”, “…, Minister”.
_MAY_OPEN = re.compile(rf"{_CALL}(?:[A-Z][\w.’'-]+ ){{0,3}}[A-Z][\w.’'-]+, ")
_MAY_CLOSE = re.compile(r", (?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w.’'-]+[.?!,…]*\Z")
_AS_A = r"\b(?:[Aa]s|I(?:’m|'m| am)(?: also| just)?|[Ss]peaking as) an? (?:\w+ )?"
_SELVES = {
    Gender.FEMALE: re.compile(
        rf"{_AS_A}(?:woman|mother|mum|mom|grandmother|wife|widow|girl|daughter|sister)\b"
    ),
    Gender.MALE: re.compile(rf"{_AS_A}(?:man|father|dad|grandfather|husband|widower|boy|son|brother)\b"),
}
_WORKERS = (
    r"nurses|doctors|midwives|teachers|lecturers|farmers|fishermen|fishers|miners|drivers|pilots|workers|tenants|"
    r"residents|parents|students|pupils|traders|shopkeepers|vendors|growers|ranchers|herders|herdsmen|pensioners|"
    r"villagers|patients|passengers|commuters|victims|survivors|processors|prisoners|inmates|refugees|migrants|dockers|"
    r"firefighters|customers|taxpayers|landowners|homeowners|players|fans|artists|actors|musicians|lawyers"
)
_WE_WORKERS = re.compile(rf"\b[Ww]e,? (?:the )?(?:\w+ )?(?P<group>{_WORKERS})\b")
# Bodies that are made up of such people and speak as one of them.
_OF_MEMBERS = re.compile(
    r"\b(?:[Uu]nions?|[Aa]ssociations?|[Ff]ederation|[Cc]ongress|[Cc]ouncil|[Cc]ollective|[Gg]uild|[Ss]ociety|[Ll]eague|"
    r"[Nn]etwork|[Aa]lliance|[Cc]oalition|[Cc]ampaign|[Gg]roup|[Cc]o-?operative|[Cc]ommittee|[Ff]orum|[Cc]lub|[Mm]ovement|"
    r"for|against|of)\b"
)
# Last words of the names of houses that stand for the whole name: the council, the trust.
_BODIES = frozenset(
    """council trust union company ministry board club school hospital bank agency department government police party
    church university commission committee authority airline firm league association foundation society federation
    college institute bureau court museum corporation group network service office factory mill mine plant shop
    management team""".split()
)
# “factory general manager”, “Ironbacks coach”: the house that somebody leads or speaks for.
_LEADS = re.compile(
    r"\b(?P<house>[A-Z][\w&-]+|[a-z]+)(?:['’]s)? "
    r"(?:(?:general|chief|executive|managing|head|assistant|deputy|first-team) )*"
    r"(?:manager|coach|captain|chief|boss|director|chairman|chairwoman|chair|president|owner|secretary|leader|executive"
    r"|spokes\w+)\b"
)
_WE_IN = re.compile(r"\b[Ww]e (?:in|at|of) (?:the|this) [a-z]+\b")
_DIED = (
    r"(?:,[^,.]{0,60},|, an? [a-z][^.]{0,120},)?"
    r" (?:died|was killed|was found dead|was pronounced dead|was shot dead|was stabbed to death"
    r"|drowned|passed away|was murdered)\b"
)
_THESE_DAYS = re.compile(
    r"\b(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|told reporters|outside|after the)\b"
)
_BEFORE_DEATH = re.compile(r"\b(?:before|hours|once|had|last|years?|months?|weeks?|in \d{4})\b")
_ACTS_ON_US = r"(?:[’']s)?(?: [a-z][\w’'-]*){1,8}? (?:us|me)\b(?! (?:all|both)\b)"
_FOR_CLIENT = re.compile(r"\b(?:[Mm]y|[Oo]ur) client(?:s|’s|'s)?\b")
_NO_DEFENDER = re.compile(
    r"\b(?:prosecutors?|prosecuting|judge|magistrate|coroner|detective|inspector|police|constable|sheriff|plaintiff)\b",
    re.IGNORECASE,
)
# Whom or what people have in their charge, and words for those who have: nobody but they says “my officers”.
_IN_CHARGE = (
    (
        r"officers|detectives|deputies|constables|troopers",
        r"police|chief|commissioner|superintendent|inspector|sheriff|constable|commander|sergeant|detective|captain|"
        r"marshal|officer|mayor",
    ),
    (
        r"players|squad|lads|dressing room|back four|forwards",
        r"coach|manager|captain|skipper|boss|selector|owner|chairman|president",
    ),
    (
        r"staff|employees|workforce",
        r"head\w*|principal|rector|dean|director|manager|chief|superintendent|owner|boss|chef|matron|chair\w*|"
        r"president|minister|secretary|editor|leader|executive|founder|governor|mayor|senator|doctor|runs",
    ),
    (
        r"pupils|students|classroom",
        r"teach\w*|head\w*|principal|lecturer|professor|tutor|dean|rector|coach|instructor|school|university|college",
    ),
    (
        r"patients|ward",
        r"doctors?|dr|nurse|surgeon|surgery|consultant|gp|physician|midwife|medical|hospital|clinic\w*|dentist|therap\w+|"
        r"psych\w+|paramedic|vet|pharmac\w+|[a-z]+ologist|[a-z]+iatrist|medicine|health",
    ),
    (
        r"constituents|constituency",
        r"mp|msp|td|councillor|senator|sen|rep|congress\w*|representative|member|minister|mayor|assembly\w+|candidate|"
        r"lawmaker|legislator|delegate|governor|alderman|council\w*|party",
    ),
    (
        r"parishioners|congregation|parish",
        r"priest|vicar|bishop|pastor|rabbi|imam|rev|reverend|canon|father|minister|deacon|archbishop|rector|church",
    ),
    (
        r"crew|passengers",
        r"captain|skipper|master|pilot|driver|owner|operator|airline|fisher\w+|trawler\w*|sailor|coxswain|conductor|"
        r"commander|crew|ferry|director|producer|film\w*|fire\w*|chief",
    ),
    (
        r"cows|herd|ewes|flock|lambs|cattle|sheep",
        r"farm\w*|ranch\w*|herd\w*|shepherd\w*|dairy\w*|keeps|breed\w*|smallholder|grow\w*|goats?|sheep|cattle",
    ),
    (
        r"government|cabinet|ministers|administration",
        r"president|premier|prime|minister|chancellor|governor|king|queen|mayor|leader|secretary|ambassador|diplomat|"
        r"official|taoiseach|spokes\w+|envoy|emir|senator",
    ),
    (
        r"troops|soldiers|battalion|regiment|brigade",
        r"general|colonel|major|commander|captain|lieutenant|sergeant|officer|brigadier|president|minister|king|army",
    ),
)
_CHARGES = tuple(
    (re.compile(rf"\b[Mm]y (?:own )?(?:{charge})\b"), re.compile(rf"\b(?:{holders})s?\b", re.IGNORECASE))
    for charge, holders in _IN_CHARGE
)
# Who may have nobody in their charge, as far as that is told.
_LAY = re.compile(
    r"\b(?:parents?|mother|father|mum|mom|dad|grandmother|grandfather|residents?|neighbou?r|tenant|pupil|student|patient|"
    r"passenger|customer|shopkeeper|shopper|commuter|widow|widower|brother|sister|son|daughter|uncle|aunt|cousin|nephew|"
    r"niece|wife|husband|retired|waiting|waited|witness|striker|goalkeeper|defender|midfielder|winger|pensioner|bystander|villager|trader)\b"
)
# An outsider, whom science news asks for an opinion, and what only those who did the work say of it.
_OUTSIDER = re.compile(
    r"\bnot (?:involved|part of|a part of|connected|affiliated)\b|\bno part in\b"
    r"|\bindependent of the (?:study|work|team)\b"
)
_OUR_WORK = re.compile(
    r"\b[Oo]ur (?:own )?(?:array|analysis|data|experiments?|findings|lab(?:oratory)?|measurements|model|paper|research"
    r"|results|samples?|simulations?|study|survey|team|telescope|trial|work)\b"
    r"|\b[Ww]e (?:submitted|published) (?:the|our) (?:paper|study|results|findings)\b"
)
_FORMER = re.compile(r"\b(?:former|ex-|once|retired)\b", re.IGNORECASE)
_BESIDE = 90  # code points beside a name that may tell who bears it


class Trace(NamedTuple):
    """A place within a quotation that its credited speaker would not have said, and what it does there."""

    span: Span
    said: str


def betrayed(article: Article, attribution: Attribution, named: Sequence[Speaker]) -> Trace | None:
    """Where a quotation addresses its speaker, speaks of them as of kin, or for people who they are not."""
    quotation, speaker = attribution.quotation, attribution.speaker
    if quotation is None or speaker is None or speaker.form is SpeakerForm.PRONOUN:
        return None
    return next(_betrayals(article, attribution, quotation, speaker, named), None)


def _betrayals(
    article: Article,
    attribution: Attribution,
    quotation: Quotation,
    speaker: Speaker,
    named: Sequence[Speaker],
) -> Iterator[Trace]:
    beside = _beside(article, attribution, speaker)
    if speaker.form is SpeakerForm.NAME:
        if address := _addressed(article, quotation, speaker, named):
            yield Trace(address, "addressed here")
        if kin := _kin(article, quotation, speaker, named):
            yield Trace(kin, "spoken of as somebody else here")
        if own := _of_other_gender(article, quotation, speaker, named):
            yield Trace(own, "somebody else’s “I”")
    client = _first(_FOR_CLIENT, article.plain, quotation)
    if client and _NO_DEFENDER.search(beside) and not _FORMER.search(beside):
        yield Trace(client, "said for a client")
    work = _first(_OUR_WORK, article.plain, quotation)
    if work and _OUTSIDER.search(beside):
        yield Trace(work, "somebody else’s “we”")
    if charge := _in_charge_of_others(article, quotation, speaker, beside, named):
        yield Trace(charge, "somebody else’s to say")
    if office := _in_third_person(article, quotation, speaker):
        yield Trace(office, "spoken of as somebody else here")
    if death := _died(article, attribution, quotation, speaker):
        yield Trace(death, "dead, as this tells")
    if house := _acts_on_us(article, quotation, speaker, beside):
        yield Trace(house, "spoken of as another here")
    if body := _of_another_body(article, quotation, beside):
        yield Trace(body, "the body that speaks")
    if speaker.form is SpeakerForm.ORGANISATION and not _OF_MEMBERS.search(speaker.text):
        group = _first(_WE_WORKERS, article.plain, quotation)
        if group and not _shares_word(group.of(article.plain), speaker.text):
            yield Trace(group, "somebody else’s “we”")


def _in_charge_of_others(
    article: Article, quotation: Quotation, speaker: Speaker, beside: str, named: Sequence[Speaker]
) -> Span | None:
    """Where a quotation says “my officers” of a student's mother, and the article has a police chief."""
    if not _LAY.search(beside):
        return None
    for charge, holders in _CHARGES:
        said = _first(charge, article.plain, quotation)
        if said and not holders.search(beside):
            last = speaker.text.split()[-1]
            others = {mention.text.split()[-1] for mention in named} - {last}
            if any(holders.search(_around(article, other)) for other in others):
                return said
    return None


def _first(pattern: re.Pattern[str], plain: str, quotation: Quotation) -> Span | None:
    """The first place in a quotation that matches."""
    found = (pattern.search(plain, part.start, part.end) for part in quotation.contents)
    return next((Span(*match.span()) for match in found if match), None)


def _shares_word(text: str, name: str) -> bool:
    """Whether a name has one of the words of a text, in the singular or the plural."""
    return any(word.lower().rstrip("s") in name.lower() for word in text.split() if len(word) > 4)


def _beside(article: Article, attribution: Attribution, speaker: Speaker) -> str:
    """What the clause and the words around the first mention of a name say of who bears it."""
    words = _untitled(speaker)
    return f"{attribution.clause.of(article.plain)} {_around(article, ' '.join(words[-2:]))}"


def _untitled(speaker: Speaker) -> list[str]:
    """The words of a mention without the title in front."""
    return _TITLE_IN_FRONT.sub("", speaker.text).split()


def _around(article: Article, name: str) -> str:
    """The words around the first mention of a name, as far as its sentence goes."""
    at = article.plain.find(name)
    around = article.plain[max(at - _BESIDE, 0) : at + len(name) + _BESIDE] if at >= 0 else ""
    return " ".join(piece for piece in re.split(r"[.;!?“”\"\n] ?", around) if name in piece)


def _addressed(
    article: Article, quotation: Quotation, speaker: Speaker, named: Sequence[Speaker]
) -> Span | None:
    """Where a quotation opens or closes with the name or the office of its speaker, as of whom one speaks to."""
    start, end = quotation.contents[0], quotation.contents[-1]
    if quotation.depth or not (
        _MAY_OPEN.match(article.plain, start.start, start.end)
        or _MAY_CLOSE.search(end.of(article.plain)[-40:])
    ):
        return None
    words = [word for word in _untitled(speaker) if word[:1].isupper()]
    if not words:
        return None
    last = words[-1]
    names = "|".join(re.escape(name) for name in sorted({last, *_first_names(last, named)}) if len(name) > 2)
    offices = "|".join(_offices(article, quotation, last))
    calls = [f"(?:{_TITLE} )?(?:{names})"] if names else []
    if offices:
        calls.append(rf"(?:(?:Mr\.?|Madam|Mister) )?(?:{offices})")
    if not calls:
        return None
    whom = "|".join(calls)
    opening = re.compile(rf"{_CALL}(?P<whom>{whom}), (?![A-Z]\w+,)")
    if (match := opening.match(article.plain, start.start, start.end)) and not _is_listed(match):
        return Span(*match.span("whom"))
    closing = re.compile(rf"[^“‘\"]*[a-z], (?P<whom>{whom})[.?!,…]*\Z")
    text = article.plain[end.start : end.end]
    if offices and (match := closing.match(text)):
        return Span(end.start + match.start("whom"), end.start + match.end("whom"))
    return None


def _first_names(last: str, named: Sequence[Speaker]) -> set[str]:
    """What stands in front of a last name where an article has more of it, titles left out."""
    names = (mention.text.split() for mention in named)
    return {words[-2] for words in names if words[1:][-1:] == [last] and not re.fullmatch(_TITLE, words[-2])}


def _in_third_person(article: Article, quotation: Quotation, speaker: Speaker) -> Span | None:
    """Where a quotation says “the minister”, and its speaker is the one minister of the article."""
    offices = "|".join(office.lower() for office in _offices(article, quotation, speaker.text.split()[-1]))
    if not offices:
        return None
    theirs = re.compile(
        rf"\b(?:[Tt]he|[Oo]ur|[Tt]his) (?:{offices})(?= (?:has|had|is|was|will|would|must|should|never|cannot|"
        r"can’t|won’t|did|does|told|said|promised|knows|knew|wants|refuse[sd]|came|went|made|gave|took)\b)"
    )
    return _first(theirs, article.plain, quotation)


def _acts_on_us(article: Article, quotation: Quotation, speaker: Speaker, beside: str) -> Span | None:
    """Where a quotation says what the house that is credited with it, or that its speaker leads, did to “us”."""
    if speaker.form is SpeakerForm.ORGANISATION:
        name = re.sub(r"^[Tt]he ", "", speaker.text)
        noun = name.split()[-1].lower()
        called = [re.escape(name)] + ([rf"(?:[Tt]he|[Tt]his) {noun}"] if noun in _BODIES else [])
    else:
        led = {match["house"] for match in _LEADS.finditer(beside)}
        houses = {house.lower() if house.lower() in _BODIES else house for house in led}
        called = [
            rf"[Tt]he {re.escape(house)}"
            for house in sorted(houses)
            if house[0].isupper() or house in _BODIES
        ]
    if not called:
        return None
    return _first(re.compile(rf"\b(?:{'|'.join(called)}){_ACTS_ON_US}"), article.plain, quotation)


def _of_another_body(article: Article, quotation: Quotation, beside: str) -> Span | None:
    """Where a quotation says “we in the union”, and what is told of its speaker names another body and no union."""
    said = _first(_WE_IN, article.plain, quotation)
    body = said.of(article.plain).split()[-1] if said else ""
    if body not in _BODIES or body in beside.lower():
        return None
    return None if _BODIES.isdisjoint(re.findall(r"[a-z]+", beside.lower())) else said


def _died(article: Article, attribution: Attribution, quotation: Quotation, speaker: Speaker) -> Span | None:
    """Where it was told before that who speaks, and speaks on a day of this story, is dead."""
    clause = attribution.clause.of(article.plain)
    if not _THESE_DAYS.search(clause) or _BEFORE_DEATH.search(clause):
        return None
    death = _death(article, speaker.text.split()[-1])
    return death if death and death.end <= quotation.span.start else None


@lru_cache(maxsize=64)  # every quotation of a speaker asks
def _death(article: Article, last: str) -> Span | None:
    """Where an article first tells that who bears a last name is dead; None where several bear it."""
    name = re.escape(last)
    bearers = set(re.findall(rf"\b([A-Z][\w’'-]+) {name}\b(?!-)", article.plain))
    match = re.search(rf"\b{name}{_DIED}", article.plain)
    alone = sum(not re.fullmatch(_TITLE, first) for first in bearers) <= 1
    return Span(*match.span()) if match and alone else None


def _is_listed(match: re.Match[str]) -> bool:
    """Whether what follows goes on about the named: “Lind, who owns the mill, …”, “Lind, a baker, …”."""
    return (
        re.match(
            r"(?:who|whose|whom|an?|the|and|of|our|my|their|his|her|as|from|in|with|\d+)\b",
            match.string[match.end() :],
        )
        is not None
    )


def _offices(article: Article, quotation: Quotation, last: str) -> list[str]:
    """The offices of which a quotation speaks and that the article gives to a last name, and to nobody else."""
    said = {
        office.title()
        for part in quotation.contents
        for office in _OFFICES.findall(article.plain, part.start, part.end)
    }
    return [office for office in sorted(said, key=len, reverse=True) if _holders(article, office) == {last}]


@lru_cache(maxsize=64)  # every quotation that speaks of the office asks, twice
def _holders(article: Article, office: str) -> frozenset[str]:
    """The last names to which an article gives an office, in front of them or behind."""
    short = rf"|{_SHORT[office]}\.?" if office in _SHORT else ""
    before = rf"\b(?:{office}|{office.lower()}{short}) (?:[A-Z][\w’'-]+ ){{0,2}}?([A-Z][\w’'-]+)\b(?! [A-Z])"
    behind = rf"\b([A-Z][\w’'-]+), (?:the|an?) (?:[a-z]+ ){{0,3}}{office.lower()}\b"
    return frozenset(name for form in (before, behind) for name in re.findall(form, article.plain))


def _kin(article: Article, quotation: Quotation, speaker: Speaker, named: Sequence[Speaker]) -> Span | None:
    """Where a quotation calls its speaker “my husband Tom”, “our client, Mr. Lind”."""
    if _first(_KIN, article.plain, quotation) is None:
        return None
    *own, last = _untitled(speaker)
    firsts = (
        {own[-1]}
        if own
        else {
            mention.text.split()[-2]
            for mention in people(named)
            if " " in mention.text and mention.text.split()[-1] == last
        }
    )
    names = {
        first for first in firsts if len(first) > 2 and first.isalpha() and not re.fullmatch(_TITLE, first)
    }
    if len(firsts) != 1 or not names:
        return None
    first = re.escape(names.pop())
    return _first(
        re.compile(rf"{_RELATION}(?:{first}|Mr\.? {re.escape(last)})\b(?! [A-Z])"), article.plain, quotation
    )


def _of_other_gender(
    article: Article, quotation: Quotation, speaker: Speaker, named: Sequence[Speaker]
) -> Span | None:
    """Where a quotation says “as a mother” of a man, or the like."""
    found = {gender: _first(pattern, article.plain, quotation) for gender, pattern in _SELVES.items()}
    said = [gender for gender, span in found.items() if span]
    if len(said) != 1:
        return None
    place = quotation.span
    known = Genders(article, people(named)).of(speaker.text.split()[-1], apart_from=place)
    return found[said[0]] if known is said[0].other else None


def named_within(
    article: Article, attribution: Attribution, named: Sequence[Speaker]
) -> re.Match[str] | None:
    """Where a quotation names its own speaker as one names others, by the last name or the first.

    A group of the match holds the title before the name, if there is one.
    """
    quotation, speaker = attribution.quotation, attribution.speaker
    if quotation is None or speaker is None:
        return None
    last = speaker.text.split()[-1]
    in_full = any(is_person(mention) and mention.text.split()[-1] == last for mention in named)
    if called := _talks_of(last, article.plain, quotation, in_front=in_full):
        return called
    firsts = {first for first in _first_names(last, named) if first.isalpha()}
    first = min(firsts, default="")
    if len(firsts) != 1 or len(first) < 3:
        return None  # of a family it can't be told who is meant
    name = re.compile(rf"({_TITLE} )?{first} (?=[a-z])")
    return next((m for part in quotation.contents if (m := name.match(article.plain, part.start))), None)


def _talks_of(surname: str, plain: str, quotation: Quotation, *, in_front: bool) -> re.Match[str] | None:
    """Where a quotation names its speaker as one names others; a group holds the title before it, if there is one.

    The name of a house or a family (the Clinton Foundation, McCain-Feingold) does not count, nor does a word
    that begins a sentence; ``in_front``: but for that of the quotation, where it can be no other word.
    """
    inside = [part for part in quotation.contents if surname in part.of(plain)]
    if not inside:
        return None
    # “Brown bears are back,” Brown said.
    alone = in_front and not is_word(surname.lower())
    front = rf"|(?<=[“\"‘]){re.escape(surname)} (?=[a-z])" if alone else ""
    name = re.compile(
        rf"(?<![!?“\"] )(?<![“\"\n-])(?<![a-z]\. )\b({_TITLE} )?{re.escape(surname)}\b(?!['’]s? [A-Z]| [A-Z]|-)"
        rf"|\b(?<=[“\"‘])({_TITLE} ){re.escape(surname)} (?=[a-z])" + front
    )
    return next((match for part in inside if (match := name.search(plain, part.start, part.end))), None)
