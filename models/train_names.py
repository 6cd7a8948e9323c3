"""Learn which first names news calls he and which she: ``python -m models.train_names --data DIR``.

Two sources. The lists of given names that Faker keeps for some fifty languages and countries (MIT): a name that stands
in the lists of one gender only. And the train split of the clean news and of the labelled articles: for every full name
of an article the gender by which that article refers to the person (:class:`detector.gender.Genders`: titles, words for
men and women, pronouns). There a first name is kept where enough different people bear it and nearly all of them are
called the same; a listed one is dropped where the news disagrees, or writes it small as a word. Writes
``detector/data/firstnames.json``: names, no text.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from faker.providers import person

from detector.gender import FIRST_NAMES, Gender, Genders
from detector.mentions import people
from detector.quotation import extract
from detector.readers import read_text
from detector.vocabulary import is_word
from models.pairs import of_split

# Different people who must bear it. News speaks of three men for each woman, so that the errors are men.
_FEWEST = {"he": 3, "she": 2}
_AGREE = 0.9
_SMALL = 0.02  # written small more often than this, it is a word: Chief, Director
_TIMES = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday April May June".split())
# English gives these to women and to men, whatever a sample of the news says.
_EITHER = frozenset(
    """Alex Ali Allyson Andrea Angel Ariel Ashley Ashton Aubrey Avery Beverly Billie Blair Blake Bobbie Bobby Brett
    Brook Brooke Cameron Camille Carol Casey Chandra Charley Charlie Chris Claude Cleo Courtney Dale Dana Daniele
    Darryl Daryl Devin Devon Dominique Dorian Drew Dylan Elisha Emery Evelyn Finley Frankie Gabriele Gale Gerry
    Hadley Harper Hayden Hilary Hillary Ira Jackie Jamie Jan Jean Jesse Jessie Jo Jocelyn Jody Jordan Jose Joyce
    Jules Jyoti Kai Karan Kelly Kelsey Kendall Kerry Kim Kiran Kit Kris Kyle Laurence Laurie Lee Leigh Lesley Leslie
    Lindsay Lindsey Logan Loren Lou Lynn Mackenzie Madison Maria Marion Marley Max Meredith Micah Michele Mika Milan
    Misha Morgan Nicky Nicola Nikita Noel Ollie Parker Pat Peyton Quinn Reese Remy Rene Riley River Robin Ronnie
    Rory Rowan Rudy Ryan Sage Sam Sandy Sasha Shannon Shawn Shay Shea Shelby Sidney Simone Sky Skyler Sol Stacy
    Stevie Sunny Sydney Taylor Teddy Terry Toby Toni Tory Tracy Tyler Val Valentine Vic Vivian Whitney Wren Yuki
    Zion""".split()
)
# Words that begin a run of capitals, and are nobody's first name.
_NO_NAMES = frozenset(
    """Mr Saudi Trump Ukrainian Philadelphia Princess German Roman Norman Georgian Gregorian Muslim Martial Server
    Pastor Imam Emir Duke Earl Dean Baptist Junior Lady Queen Santa Comfort Innocent Immaculate Lucky Harmony
    Urban Forum Van Said Harm Loan Line Lies Mist Made Mare Mars Mart Mate Mentor Mile Musee My Nazi Ninja Odd
    Paw Peer Per Rim Roar Rune Saga Sole Tan Tea Till Tone Tore Toy Us Valid Valves Veer Viking Villa Ville Wage
    Ward Wolf Yoga Jail Job Joke Kick Among An Ante Ants Beat Bent Berg Bitten Can Canal Cord Corona Dom Edit
    Else Fancy Fares Fella Floor Gal Gala Greet Grit Gun Gunn Gunner Gust Harsh Hind Ion Lan Lean Lot Magna Beta
    Eta Meta Alfa Alpha Delta Uni Uno Verde Prima Puck Nova Atlas Apollo Ares Hermes Venus Media Echo Era Baby
    Spring Star Stormy Sunshine Sister America Alabama Arizona Florida Texas Tennessee Missouri Louisiana
    Ireland Cuba China Bristol Verona Venice Columbia Liberty Victory Unique Treasure Velvet Pink Pepper Cherry
    Crete Easter Essence Ether Fairy Fern Ginger Golden Heaven Journey Lexus Meadow Miracle Opal Pansy Pearly
    Precious Reason Serenity Senora Tiny Windy Winter""".split()
)
_WORD = re.compile(r"[A-Za-z]+")
# Lists of thousands, in which a name that no other language has may be a register's slip; the women's names of the
# English one may be taken, the men's are last names as often.
_LONG_LISTS = frozenset(("en", "is_IS", "de_CH"))
_SEVERAL = 3  # lists
# What the lists lack or leave in doubt: names of languages that they have in another script only, and English ones
# that they call words or last names.
_OURS = {
    Gender.MALE: """Vikram Rajesh Suresh Ramesh Sanjay Ajay Vijay Anil Sunil Rakesh Mukesh Dinesh Ashok Arvind
    Deepak Nitin Amit Rohit Manish Vivek Gaurav Karthik Ganesh Mahesh Naveen Pradeep Sandeep
    Harish Girish Imran Tariq Bilal Usman Faisal Hamza Mahmoud Mustafa Nasser Tarek Walid Ziad
    Youssef Yasser Karim Rashid Jamal Oleg Igor Dmitri Dmitry Vladimir Sergei Sergey Mikhail
    Nikolai Andrei Alexei Boris Yuri Anatoly Viktor Volodymyr Oleksandr Serhiy Mykola Andriy
    Vasyl Bohdan Taras Ihor Yevhen Vitaly Hiroshi Kenji Takashi Satoshi Kazuo Haruto Daisuke
    Yusuke Kofi Kwame Kwesi Tunde Emeka Chidi Segun Obinna Ikenna Babatunde Sipho Thabo Bongani
    Mandla Otieno Ochieng Kamau Mwangi Wilbur Wendell Virgil Vernon Victor Rupert Rufus Roderick
    Roscoe Reginald Percy Percival Otis Orville Neville Ned Mortimer Myron Mitch Moses Moises
    Nate Randall Randy Reggie Ray Rex Rod Saul Scotty Seymour Sheldon Sid Solomon Tad Terrell
    Trent Ulysses Wade Walt Wes Wilfred Willard Winston Woody Zach Zack Xander Bert Cecil Clive
    Cyril Desmond Dudley Edmund Ernest Godfrey Horace Hubert Humphrey Ivor Leopold Lionel Nigel
    Piers Quentin Rodney Barnaby Alistair Callum Hamish Fergus Tadhg Padraig Cormac Ciaran
    Diarmuid Babajide Olumide Chukwuma Musa Sani Rajiv Ashwin Dawit Abebe""",
    Gender.FEMALE: """Oksana Olena Svetlana Natalia Natalya Ludmila Lyudmila Tatyana Tatiana Galina Irina Yelena
    Ekaterina Kateryna Iryna Nataliya Halyna Yulia Ksenia Priya Sunita Anita Kavita Meena
    Lakshmi Deepa Anjali Pooja Neha Shreya Divya Swati Rekha Usha Geeta Savitri Sarita Shalini
    Aparna Farah Layla Leila Zainab Zahra Khadija Maryam Mariam Samira Yasmin Rania Huda Salma
    Keiko Yoko Michiko Naoko Sachiko Noriko Akiko Haruka Ngozi Chioma Adaeze Amaka Folake
    Yetunde Abena Akua Efua Nomsa Zanele Lindiwe Wanjiku Njeri Wambui Akinyi Achieng Winifred
    Philippa Imogen Rosalind Harriet Bridget Daisy Lucy Kathleen Katherine Barbara Jane Julie
    Jill Vanessa Angela Anne Erica Carolyn Cristina Candace Becky Bonnie Bernice Debbie Dinah
    Ella Enid Felicity Gabriela Gretchen Gwen Heidi Jennie Lauren Libby Maggie Melissa Mildred
    Minnie Myra Nellie Pam Patsy Paula Peggy Priscilla Rochelle Rosie Sadie Sara Sherry Sue Suzy
    Tasha Trudy Una Wilma Perpetua Cordelia Beatrix Ottilie Niamh Saoirse Orla Sinead Grainne
    Mairead Meera Nandini Sushma Chiamaka Nkechi Halima Amina Hadiza""",
}
# Places that are given names too, and stand in front of other capitals more often as places.
_PLACES = frozenset(
    """Adelaide Asia Atlanta Austin Bali Bergen Brooklyn Carolina Charlotte Chelsea Cheyenne Dakota Dallas France
    Geneva Georgia Houston India Indiana Israel Jordan Kent Kenya Kingston Lincoln London Madison Manila Medina Milan
    Montana Nevada Orlando Paris Philippine Phoenix Salvador Santiago Savannah Sierra Sydney Troy Valencia Victoria
    Vienna Virginia Warwick Washington""".split()
)


def listed() -> dict[str, Gender]:
    """Given names of Faker's lists, of those that give them to one gender; slips of the longest left out."""
    lists: dict[str, dict[Gender, set[str]]] = defaultdict(lambda: {gender: set() for gender in Gender})
    for module in iter_modules(person.__path__):
        provider = import_module(f"{person.__name__}.{module.name}").Provider
        by_gender = {
            Gender.MALE: set(getattr(provider, "first_names_male", ())),
            Gender.FEMALE: set(getattr(provider, "first_names_female", ())),
        }
        if by_gender[Gender.MALE] != by_gender[Gender.FEMALE]:
            for gender, names in by_gender.items():
                for name in names:
                    lists[name][gender].add(module.name)
    kept = {}
    for name, found in lists.items():
        gender = max(Gender, key=lambda one: len(found[one]))
        ours, others = found[gender], found[gender.other]
        slip = others <= {"en"} and (not others or len(ours) >= _SEVERAL)
        rare = ours <= (_LONG_LISTS - {"en"} if gender is Gender.FEMALE else _LONG_LISTS)
        known = len(ours) >= _SEVERAL or not (rare or is_word(name.lower()))
        if slip and known and name.isalpha() and name.istitle() and name[0] < "\u0250":
            kept[name] = gender
    return kept | {name: gender for gender, names in _OURS.items() for name in names.split()}


def main() -> None:
    """Parse the command line, count, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds news_clean/")
    parser.add_argument("--articles", type=int, help="the first N of the split only")
    given = parser.parse_args()
    rows = [*of_split(given.data, "news_clean", "train"), *of_split(given.data, "quotes", "train")]
    votes: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    written_small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for row in rows[: given.articles]:
        words = Counter(_WORD.findall(row["text"]))
        written_small.update({word: count for word, count in words.items() if word.islower()})
        capital.update({word: count for word, count in words.items() if word[0].isupper()})
        article = extract(read_text(row["text"], path=row["id"], format="plaintext"))
        named = people(article.mentions)
        known = Genders(article, named, by_name=False).known()
        for mention in {mention.text: mention for mention in named}.values():
            first, *rest = mention.text.split()
            if rest and first.isalpha() and (gender := known.get(rest[-1])):
                votes[first][rest[-1]][gender is Gender.MALE] += 1
    kept = {}
    taken = listed()
    for first in sorted({*votes, *taken}):
        bearers = votes.get(first, {})
        called = [bearer.index(max(bearer)) for bearer in bearers.values() if bearer[0] != bearer[1]]
        male, female = sum(called), len(called) - sum(called)
        if (
            written_small[first.lower()] > _SMALL * capital[first]
            or not first.istitle()
            or first in _TIMES | _EITHER | _NO_NAMES | _PLACES
        ):
            continue
        if male >= _FEWEST["he"] and male >= _AGREE * len(called):
            kept[first] = "he"
        elif female >= _FEWEST["she"] and female >= _AGREE * len(called):
            kept[first] = "she"
        elif first in taken:
            agree, contrary = (male, female) if taken[first] is Gender.MALE else (female, male)
            if contrary <= max(agree, 1):
                kept[first] = taken[first].value
    FIRST_NAMES.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(
        len(rows),
        "articles,",
        len(kept),
        "names,",
        sum(value == "she" for value in kept.values()),
        "called she",
    )


if __name__ == "__main__":
    main()
