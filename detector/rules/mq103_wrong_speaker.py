"""A quotation is credited to someone who, by the passage, is not its speaker.

## What it does
Looks for what a wrong credit leaves behind: a reporting clause cut loose after the quotation, a newspaper or a
company that says “we” where a person was just introduced to speak, a thing that nobody could have heard (“the
river said”), a speaker who talks about himself in the third person, to himself, as another's kin, client or
colleague, or of what only others can call theirs (“my officers”), somebody of whom the story tells that he is
dead, a quotation that somebody else's sentence leads to in the same paragraph. Where that does not say it all
it asks the model whether the credited speaker said the words, and whether somebody else in the passage did. A
swap that leaves no trace cannot be found by reading, and is not looked for.

## Why it is bad
Words in the wrong mouth are the gravest error that an article can make about a person: correct it before anything else.

## Example
    Defence Ministry spokesman Col. Amadou Fall confirmed the purchase but not the number. “Our ministry has
    followed every rule, and we will hand our files to the auditors,” the Eastmark Herald said in a statement.
    he said. The auditors are waiting.

## Use instead
    Defence Ministry spokesman Col. Amadou Fall confirmed the purchase but not the number. “Our ministry has
    followed every rule, and we will hand our files to the auditors,” he said in a statement to the Eastmark
    Herald. The auditors are waiting.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from detector.article import Article, Attribution, Quotation, QuotationKind, Speaker, SpeakerForm
from detector.clauses import Clauses
from detector.gender import of_mention
from detector.mentions import is_person, people
from detector.nli import Verdict
from detector.questions import spoken_by
from detector.rules.base import Mark, Proposal, Related, Rule, Severity
from detector.selves import betrayed, named_within
from detector.spans import Span
from detector.things import cannot_speak

# How sure the model must be, by how much the form says already: that the credited speaker did not say it, and that
# together with another who did. Chosen on validation articles with planted swaps.
_LOOSE, _OUTLET, _TITLED = (0.0, 0.7), (0.0, 0.4), (0.0, 0.4)
_BY_ITSELF = (0.0, 0.0)
_NAMED, _LED, _LED_BY_NEW, _ELSE = (0.02, 0.7), (0.04, 0.85), (0.4, 1.1), (0.4, 1.1)
_BY_FORM = 0.6  # the least score where form alone tells
_NAMES_IN_LEAD = 4
_FEWEST_WORDS = 5
_LONGEST_LOOSE = 6  # words; a longer clause goes on to something else that it may report
_STOPPED = re.compile(r"\.[”\"’' ]*\Z")
# With nothing to report these make no sentence, as “Oake agreed.” does.
_WANT_OBJECT = frozenset(("say", "tell", "add", "write", "state", "note", "argue", "explain", "continue"))
_VIEW = 450  # code points before the quotation in which another speaker must be named
_MOST_RIVALS = 3
_NAMED_FORMS = (SpeakerForm.NAME, SpeakerForm.ORGANISATION)

_WE = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|I|[Mm]y)\b(?!\.)")
_WE_AT = re.compile(r"\b(?:[Ww]e|[Hh]ere|us) at (?:the )?(?P<house>[A-Z][\w&-]+(?: [A-Z][\w&-]+){0,3})")
# Whom a speaker works for: “said Lumenor’s sales director”, “an Ascendia vice president”.
_HOUSE_OF = re.compile(r"\b([A-Z][\w&-]+)(?=['’]s? [a-z])|\b[Aa]n? ([A-Z][\w&-]+)(?= [a-z])")
_OUTLET_NAME = re.compile(
    r"\A(?:[Tt]he )?(?:Radio|Channel) |"
    r"\b(?:Times|Post|Herald|Gazette|Tribune|Journal|Guardian|Telegraph|Chronicle|Courier|Observer|Mail|Globe|Sun|Mirror|"
    r"Echo|Star|Press|News|Reuters|Interfax|Tass|TASS|Xinhua|Yonhap|Kyodo|Jazeera|CNN|BBC|NBC|CBS|ABC|NPR|AFP|AP|UPI|DPA|"
    r"Axios|Politico|POLITICO|The Hill|USA Today|Breitbart|Vox|Slate|Salon|MSNBC|CNBC|PBS|Radio|Television|TV|"
    r"Daily|Weekly|Magazine|Review|Insider|Independent|Economist|"
    r"Standard|Examiner|Inquirer|Enquirer|Dispatch|Register|Ledger|Sentinel|Mercury|Argus|Advertiser|Bulletin|Newsweek|"
    r"Spiegel|Zeitung|Monde|Figaro|Shimbun|France-Presse|BuzzFeed|HuffPost|newspaper|magazine|broadcaster|"
    r"(?:news|press|wire) (?:agency|service)|news (?:site|outlet|channel)|paper)\Z"
)
# “Bloomberg” alone is a person as often, and so is a common noun that has no article.
_SURNAME = re.compile(
    r"(?:Mr|Mrs|Ms|Dr)?\.? ?(?:Post|Mail|Sun|Mirror|Star|Press|Standard|Register|Mercury|Review|Bulletin|Globe)"
)
_WORKS_FOR = re.compile(r"\b(?:for|of|at|with|from) (?:the )?\Z")
_OWN_VOICE = re.compile(
    r"\b(?:editorial|column|opinion|op-ed|leader|endorse\w*|wrote|write|writes|board|editors?|spokes\w+|its|report\w*|cit\w+)\b"
    r"|(?<!was )(?<!were )(?<!been )\bquot\w+"
)
_EDITORIAL = re.compile(r"\b(?:editorial|column|op-ed|editorial board|endorse\w*)\b")
_OUTLET_NOUN = (
    r"(?:(?:news|press|wire) (?:agency|service|site)|newspaper|broadcaster"
    r"|magazine|website|radio station|podcast)"
)
_BROADCAST = r"(?:[a-z]+ ){0,2}(?:programme|program|show|radio|news|podcast|newspaper)"
_SPOKES = re.compile(r"(?:['’]s)? (?:spokes|campaign|aide|adviser|lawyer)")
_ADDED = re.compile(r", (?:an?|the|who|which|whose|former|\w+ of)\b| of the | \(")
_SELF_NAMED = re.compile(
    r"\b(?:this|the) (?:company|firm|bank|agency|ministry|department|party|university|council|paper|newspaper)\b"
)


@dataclass(frozen=True, slots=True)
class _Trace:
    """What a wrong credit has left behind: how sure the model must be, where it stands, and whom it points to.

    ``bars``: the least probability that the credited speaker did not say it, and the least sum of that and of the
    probability that somebody else did.
    """

    bars: tuple[float, float]
    said: str
    span: Span | None = None
    rival: Speaker | None = None

    @property
    def speaks_for_itself(self) -> bool:
        """Whether it shows that the credit is wrong where nobody else is named who could have spoken."""
        return self.bars in (_TITLED, _NAMED, _OUTLET, _BY_ITSELF)


def propose(article: Article) -> Iterable[Proposal]:
    """Quotations whose credit has left a trace; the span is the quotation with its reporting clause."""
    named, clauses = article.mentions, Clauses(article)
    for attribution in article.attributions:
        trace = _trace(article, attribution, named, clauses)
        if trace is None or not attribution.speaker or not attribution.quotation:
            continue
        rivals = [trace.rival] if trace.rival else []
        if not rivals and any(trace.bars):
            rivals = _rivals(attribution, named, clauses)
        if rivals or trace.speaks_for_itself:
            span = attribution.quotation.span.join(attribution.clause)
            before = article.plain[max(span.start - 2 * _VIEW, 0) : span.start]
            after = article.plain[span.end : span.end + _VIEW]
            asked = [attribution.speaker.text, *(rival.text for rival in rivals)]
            pairs = tuple(spoken_by(before, span.of(article.plain), after, name) for name in asked)
            yield Proposal(pairs, partial(_judge, span, attribution.speaker, rivals, trace))


def _trace(
    article: Article, attribution: Attribution, named: Sequence[Speaker], clauses: Clauses
) -> _Trace | None:
    """What the credit has left behind that a reader could follow; None where there is nothing."""
    quotation, speaker = attribution.quotation, attribution.speaker
    if quotation is None or speaker is None or speaker.form is SpeakerForm.PRONOUN:
        return None
    content = " ".join(part.of(article.plain) for part in quotation.contents)
    if (
        quotation.kind not in (QuotationKind.DIRECT, QuotationKind.MIXED)
        or len(content.split()) < _FEWEST_WORDS
    ):
        return None
    if any(part.covers(attribution.cue.span) for part in quotation.contents):
        return None  # told by the speaker: “as Dr. Lind said”
    if loose := _loose_clause(article, attribution, clauses):
        return _Trace(_LOOSE, "this clause is left over", loose.clause, _introduced(named, loose.speaker))
    if quotation.kind is not QuotationKind.DIRECT:
        return None
    if cannot_speak(speaker):
        return _Trace(_BY_ITSELF, "no more than a thing", speaker.span)
    says_we = _WE.search(content) is not None
    if (says_we or _was_told(article, speaker, quotation)) and _is_outlet(article, attribution):
        return _Trace(_OUTLET, "somebody else’s “we”" if says_we else "said to them", quotation.span)
    if house := _other_house(article, attribution):
        return _Trace(_BY_ITSELF, "the house that speaks", house)
    bearer = replace(attribution, speaker=attribution.by_name)
    if betrayal := betrayed(article, bearer, named):
        return _Trace(_BY_ITSELF, betrayal.said, betrayal.span)
    who = bearer.speaker or speaker
    if who.form is SpeakerForm.NAME and (called := named_within(article, bearer, named)):
        both = called.start() == quotation.contents[0].start and not _SPOKES.match(
            article.plain, who.span.end
        )
        return _Trace(
            _BY_ITSELF if both else _TITLED if called.lastindex else _NAMED,
            "named here as one names others",
            Span(*called.span()),
        )
    if led := _led_by(article, attribution, named, clauses):
        bars = _LED_BY_NEW if _is_new(article, speaker) else _LED
        return _Trace(bars, f"the sentence before is {led.text}’s", led.span, led)
    if speaker.form is SpeakerForm.ORGANISATION and says_we and _SELF_NAMED.search(content):
        return _Trace(_ELSE, "“we” is not the house that is credited", quotation.span)
    return None


def _was_told(article: Article, speaker: Speaker, quotation: Quotation) -> bool:
    """Whether the paragraph tells before the quotation that somebody said something to who is credited."""
    before = article.plain[max(quotation.span.start - _VIEW, 0) : quotation.span.start].rpartition("\n\n")[2]
    name = re.escape(re.sub(r"^[Tt]he ", "", speaker.text))
    return re.search(rf"\btold (?:the )?{name}\b", before) is not None


def _other_house(article: Article, attribution: Attribution) -> Span | None:
    """The house for which a quotation speaks (“we at Norcorp”), where its clause credits somebody of another house."""
    quotation, speaker = attribution.quotation, attribution.speaker
    if quotation is None or speaker is None:
        return None
    match = next(
        (m for part in quotation.contents if (m := _WE_AT.search(article.plain, part.start, part.end))), None
    )
    if match is None:
        return None
    clause = attribution.clause.of(article.plain)
    theirs = set(speaker.text.split()) if speaker.form is SpeakerForm.ORGANISATION else set()
    theirs.update(one or other for one, other in _HOUSE_OF.findall(clause))
    is_theirs = any(name in clause for name in match["house"].split()) or not theirs
    return None if is_theirs else Span(*match.span("house"))


def _led_by(
    article: Article, attribution: Attribution, named: Sequence[Speaker], clauses: Clauses
) -> Speaker | None:
    """Whose sentence leads to the quotation in the same paragraph, where it is not the credited speaker's.

    News begins a paragraph where the speaker changes: a quotation behind a sentence about somebody is theirs, unless
    its own clause says otherwise, which of 12 in 20,000 sentences of clean news one did.
    """
    quotation, speaker = attribution.quotation, attribution.speaker
    if quotation is None or speaker is None or attribution.clause.start < quotation.span.start:
        return None
    index = bisect_right(article.sentences, quotation.span.start, key=lambda row: row.span.start) - 1
    if index < 1 or article.sentences[index].span.start != quotation.span.start:
        return None
    lead = article.sentences[index - 1]
    if lead.block != article.sentences[index].block or speaker.form is SpeakerForm.DESCRIPTION:
        return None
    meant = {word for word in speaker.text.split() if word[0].isupper()}
    at = bisect_left(named, lead.span.start, key=lambda mention: mention.span.start)
    inside = [mention for mention in named[at : at + _NAMES_IN_LEAD] if mention.span.end <= lead.span.end]
    if not inside or any(meant & set(mention.text.split()) for mention in inside):
        return None
    if any(word in lead.text for word in meant if len(word) > 2):
        return None
    if _ADDED.match(article.plain, speaker.span.end) and _is_new(article, speaker):
        return None  # the clause introduces its speaker
    told = [
        other.speaker for other in clauses.within(lead.span) if other.speaker and other is not attribution
    ]
    persons = {mention.text.split()[-1]: mention for mention in people(inside)}
    leads = told[-1] if told else inside[0] if inside[0].span.start == lead.span.start else None
    if leads is None and len(persons) == 1:
        leads = next(iter(persons.values()))
    return leads if leads and leads.form in _NAMED_FORMS else None


def _is_new(article: Article, speaker: Speaker) -> bool:
    """Whether a clause is the first to name its speaker, in full or with an office."""
    last = speaker.text.split()[-1]
    return " " in speaker.text and not re.search(
        rf"\b{re.escape(last)}\b", article.plain[: speaker.span.start]
    )


def _is_outlet(article: Article, attribution: Attribution) -> bool:
    """Whether somebody who reports what others say is credited, and neither here nor just before in its own voice."""
    speaker, quotation = attribution.speaker, attribution.quotation
    if speaker is None or quotation is None:
        return False
    own = article.house.is_outlet(speaker.text) or _is_called_outlet(article, speaker.text)
    if not (own or _OUTLET_NAME.search(speaker.text)):
        return False
    if _WORKS_FOR.search(article.plain, max(speaker.span.start - 12, 0), speaker.span.start):
        return False  # “a columnist for The Hill said”
    if not own and _SURNAME.fullmatch(speaker.text):
        return False  # “Press told the committee”
    before = article.plain[max(quotation.span.start - _VIEW // 2, 0) : quotation.span.start]
    return not (_OWN_VOICE.search(attribution.clause.of(article.plain)) or _EDITORIAL.search(before))


@lru_cache(maxsize=64)  # every quotation of a speaker asks
def _is_called_outlet(article: Article, name: str) -> bool:
    """Whether the article says of a name that it is a paper, a station or the like: “the news service EdgeLine”."""
    own = re.escape(re.sub(r"^[Tt]he ", "", name))
    called = rf"\b{_OUTLET_NOUN} {own}\b|\btold (?:the )?{own} {_BROADCAST}"
    return re.search(called, article.plain) is not None


def _loose_clause(article: Article, attribution: Attribution, clauses: Clauses) -> Attribution | None:
    """A reporting clause cut loose behind this quotation and its clause: it stands between full stops.

    It may have no quotation, or have been given the one behind it (“…,” Lind said. Oake added. “We …”), or, where a
    full stop closes what is quoted, the one before it (“…,” Lind said. “We ….” Oake added.).
    """
    quotation, plain = attribution.quotation, article.plain
    if quotation is None:
        return None
    end = quotation.span.join(attribution.clause).end
    other = clauses.next_from(end)
    if other is None or len(other.clause.of(plain).split()) > _LONGEST_LOOSE:
        return None
    start = end
    if other.quotation and other.quotation.span.start < other.clause.start:
        if not (
            _is_near(plain, end, other.quotation.span.start)
            and _STOPPED.search(other.quotation.span.of(plain))
        ):
            return None
        start = other.quotation.span.end
    elif other.quotation and not (
        "." in plain[other.clause.end - 1 : other.clause.end + 1] and other.cue.lemma in _WANT_OBJECT
    ):
        return None
    if _is_same(attribution, other) or (start > end and _may_be_same(plain, attribution, other)):
        return None
    if _is_near(plain, start, other.clause.start):
        return other
    # Or behind the rest of the credited clause: “…,” Lind said, pointing at the river. Oake added.
    rest = article.sentences[
        bisect_right(article.sentences, end - 1, key=lambda row: row.span.start) - 1
    ].span
    follows = end < rest.end < other.clause.start and _is_near(plain, rest.end, other.clause.start)
    return other if follows and other.cue.lemma in _WANT_OBJECT else None


def _introduced(named: Sequence[Speaker], speaker: Speaker | None) -> Speaker | None:
    """Where somebody who is named in a clause is introduced: the first longer mention of that last name, if any."""
    if speaker is None or speaker.form not in _NAMED_FORMS:
        return None
    last = speaker.text.split()[-1]
    return next(
        (mention for mention in named if " " in mention.text and mention.text.split()[-1] == last), speaker
    )


def _is_near(plain: str, end: int, start: int) -> bool:
    """Whether nothing but marks and one space or two stand between two offsets of a paragraph."""
    between = plain[end:start]
    return start - end <= _LONGEST_LOOSE and "\n" not in between and not between.strip(' "”’.')


def _is_same(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions name the same speaker."""
    named = [item.speaker.text.split()[-1] for item in (one, other) if item.speaker]
    return len(named) == 2 and named[0] == named[1]


def _may_be_same(plain: str, one: Attribution, other: Attribution) -> bool:
    """Whether the second speaker is a pronoun that the words for the first agree with: “Mr. Oake said. He added.”"""
    speaker, pronoun = one.speaker, other.speaker
    if speaker is None or pronoun is None or pronoun.form is not SpeakerForm.PRONOUN:
        return False
    gender = of_mention(plain, pronoun)
    return gender is not None and gender is of_mention(plain, speaker)


def _rivals(attribution: Attribution, named: Sequence[Speaker], clauses: Clauses) -> list[Speaker]:
    """Who else may have spoken: people named before the quotation, those who spoke there first, the nearest first."""
    quotation, credited = attribution.quotation, attribution.speaker
    if quotation is None or credited is None:
        return []
    meant = f"{credited.text} {attribution.referent.text if attribution.referent else ''}"
    words = {word.lower() for word in meant.split() if word[0].isupper()}
    view = Span(max(quotation.span.start - _VIEW, 0), quotation.span.start)
    spoke = [
        other.speaker.span for other in clauses.within(view) if other.speaker and other is not attribution
    ]
    rivals: dict[str, tuple[bool, int, Speaker]] = {}
    first = bisect_left(named, view.start, key=lambda mention: mention.span.start)
    for mention in named[first:]:
        if mention.span.start >= view.end:
            break
        last = mention.text.split()[-1]
        if view.covers(mention.span) and not words & {word.lower() for word in mention.text.split()}:
            speaks = any(span.covers(mention.span) for span in spoke) or (last in rivals and rivals[last][0])
            if speaks or is_person(mention):
                rivals[last] = (speaks, mention.span.start, mention)
    return [mention for *_, mention in sorted(rivals.values(), reverse=True, key=lambda rival: rival[:2])][
        :_MOST_RIVALS
    ]


def _judge(
    span: Span, credited: Speaker, rivals: Sequence[Speaker], trace: _Trace, verdicts: Sequence[Verdict]
) -> Mark | None:
    denied = verdicts[0].contradiction
    affirmed, rival = max(
        zip((verdict.entailment for verdict in verdicts[1:]), rivals, strict=True),
        key=lambda item: item[0],
        default=(denied, None),
    )
    if denied < trace.bars[0] or denied + affirmed < trace.bars[1]:
        return None
    related = [Related(rival.span, f"{rival.text} is named here")] if rival else []
    if trace.span and not (rival and trace.span == rival.span):
        related.append(Related(trace.span, trace.said))
    points = f"the passage points to {rival.text}" if rival else "the words are not theirs"
    return Mark(
        span,
        f"credited to {credited.text}, but {points}",
        max((denied + affirmed) / 2, 0.0 if any(trace.bars) else _BY_FORM),
        related=tuple(related),
    )


RULE = Rule(
    code="MQ103",
    name="wrong-speaker",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
