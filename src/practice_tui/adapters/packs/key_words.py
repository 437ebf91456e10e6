"""A public key as words that two people can compare, on the telephone or on paper.

Owns the list of words and how many of them stand for a key. The words are a hash of the whole key, so that a key with
the same words can't be made: 80 bits, ten words of eight. They are no password and no secret.
"""

from __future__ import annotations

import hashlib

COUNT = 10
"""Words for a key."""

_IN_ORDER = (
    "acorn album amber anchor apple apron arrow atlas badge bagel bamboo banjo barley basin basket beacon "
    "bean bell bench berry birch biscuit blanket blossom boat bonnet bottle boulder branch bread brick bridge "
    "broom bubble bucket butter button cabin cactus camel candle canoe canvas carpet carrot castle cedar cellar "
    "chalk cherry chess chimney cider cinema circle citrus clay clover coat cobalt coconut comet copper coral "
    "cotton cradle crane crayon cricket crystal cushion cymbal daisy desert diamond dolphin domino donkey dragon drum "
    "dune eagle easel echo elbow elm ember engine envelope fabric falcon feather fennel fern fiddle finch "
    "flame flint flute forest fossil fountain fox galaxy garden garlic ginger giraffe glacier glove goblet grape "
    "gravel guitar hammer harbour harvest hazel hedge helmet heron hill honey horse igloo island ivory jacket "
    "jasmine jelly jigsaw jungle juniper kettle kitchen kite ladder lagoon lantern laurel lemon lentil lily linen "
    "lizard lobster magnet mango maple marble meadow melon mirror mitten monkey mosaic moth mountain muffin mustard "
    "nectar needle nest nickel nutmeg oasis ocean octopus olive onion orbit orchid otter oyster paddle panda "
    "paper parsley pasta peach pearl pebble pelican pencil pepper piano pigeon pillow pine planet plum pocket "
    "pony poppy potato prairie pumpkin puzzle quartz quilt rabbit radish raft raven ribbon river robin rocket "
    "rope rosemary ruby saddle saffron sail salmon sandal satin saucer scarf shadow shell silver sparrow spoon "
    "squirrel summit sunset swan table teapot thimble thunder tiger timber tomato tower tulip tunnel turtle umbrella "
    "valley vanilla velvet violin walnut walrus willow window winter wizard yarrow yoghurt zebra zigzag zinc zither"
)
WORDS = tuple(_IN_ORDER.split())
"""256 of them, in the order of the alphabet; the number of a word is the byte it stands for."""


def key_words(key: bytes) -> str:
    """Return a public key (32 bytes) as `COUNT` words with hyphens between."""
    digest = hashlib.sha256(key).digest()
    return "-".join(WORDS[byte] for byte in digest[:COUNT])
