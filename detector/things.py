"""What cannot have said a thing: rivers and roads, weather, furniture, food.

Left out is what speaks in news copy: documents and signs (“the letter said”), whatever stands for those who run it (the
palace, the bench, the chair, the ship, the airport, the market), animals of fables, and all that is abstract.
"""

from __future__ import annotations

import re

from detector.article import Speaker, SpeakerForm

_THINGS = frozenset(
    """river stream brook lake pond sea ocean lagoon estuary waterfall canal ditch reservoir weir dam dyke levee
    beach cliff dune hill mountain volcano glacier valley gorge canyon cave meadow field pasture forest woodland
    hedge hedgerow tree oak elm beech willow birch pine bush shrub lawn flower rose tulip grass weed soil mud sand
    gravel road street lane avenue highway motorway bypass roundabout crossroads junction path footpath pathway
    pavement sidewalk towpath trail kerb curb bridge footbridge viaduct aqueduct tunnel underpass pier jetty quay
    slipway breakwater wall fence gate railing lamppost bollard statue fountain pothole puddle roof ceiling floor
    staircase stairwell corridor hallway doorway door window windowsill chimney fireplace basement cellar attic
    bedroom bathroom kitchen toilet cupboard wardrobe drawer shelf bookshelf sofa armchair stool table mattress
    pillow blanket curtain carpet rug lamp candle kettle saucepan oven fridge freezer dishwasher clock wristwatch
    umbrella suitcase rucksack handbag wallet purse bucket shovel spade hammer ladder rope chain car van lorry
    truck tractor trailer bicycle bike motorbike motorcycle scooter tram carriage caravan canoe kayak dinghy raft
    barge wheelbarrow wheel tyre tire windscreen windshield steering-wheel bumper coat jacket shirt trousers dress
    skirt shoe boot glove scarf hat helmet bread loaf cake biscuit pie soup stew cheese butter milk cream yoghurt
    yogurt egg sausage bacon ham beef lamb pork potato carrot onion cabbage tomato apple pear plum cherry banana
    lemon wheat barley oats maize rice flour sugar salt coffee tea beer wine cider whisky rain drizzle snow
    snowfall sleet hail hailstorm fog mist frost ice wind gale breeze storm thunderstorm hurricane typhoon cyclone
    tornado flood floodwater heatwave drought earthquake landslide avalanche eruption tide wave sunrise sunset
    dawn dusk moon morning afternoon evening night midnight weekend fortnight spring summer autumn winter ball
    racket bat javelin goalpost crossbar scoreboard trophy medal podium piano violin cello guitar trumpet drum
    painting sculpture canvas crop harvest haystack hay straw fertiliser fertilizer manure tractor plough barn
    shed greenhouse brick concrete timber plank scaffold scaffolding crane pipe cable pylon turbine boiler
    radiator battery rocket satellite telescope microscope""".split()
)
# “the woman by the window”
_PLACED = frozenset(
    "of in on at by from with near behind beside outside inside across under to for who".split()
)
_OWN_WORDS = re.compile(r"[A-Za-z’'-]+")


def cannot_speak(speaker: Speaker) -> bool:
    """Whether a speaker is no more than a thing: its last word is one, written small (Mr. Hill speaks)."""
    if speaker.form is not SpeakerForm.DESCRIPTION:
        return False
    first, *words = _OWN_WORDS.findall(speaker.text) or [""]
    return (
        first.lower() in ("the", "a", "an")
        and bool(words)
        and words[-1] in _THINGS
        and _PLACED.isdisjoint(words)
    )
