"""The worked example that a new pack begins with, in our own words.

Owns its files. The script checks without anything to mend, and shows what most scripts need: a named passage, elastic
pauses, paced breath, a part that joins longer sittings, and a closing.
"""

from __future__ import annotations

ABOUT = """\
# What your pack is called and whose it is. Change every line that isn't yours yet.

# A name of your own that nobody else has: your web address or mail provider turned round, then a word for the pack.
id = "org.example.first-pack"

# Raise it with every pack you hand out: 1.0, then 1.1.
version = "1.0"

name = "My first pack"
author = "Your name"

# CC-BY-4.0 lets people share it and keeps your name on it.
licence = "CC-BY-4.0"
languages = ["en"]
description = "One short sitting for the end of the day."
"""

SCRIPT = """\
; Lines that begin with a semicolon are notes to yourself. Nobody sees or hears them.
Title: Setting down the day
Summary: A few quiet minutes between work and evening.
Length: 5m to 20m
Home: 10m
Language: en
Author: Your name
Licence: CC-BY-4.0
# Arriving
[bell]
{arrive} Find a seat that is kind to your back, and let your hands rest where they like to be.
[pause 10s to 1m]
{weight} Feel how the chair or the floor carries your weight. It does that without any help.
[pause 15s+]
# Breathing
{long-breaths} Let each breath out grow a little longer than the breath in. The line on the screen keeps the time.
[breathe in 4 out 6 for 1m to 5m]
# The day (from 8m)
{look-back} Look back over the day as you would from the window of a train. It goes by, and nothing needs an answer.
[silence 30s+ x2 every 90s: {still-looking} "Still looking back, without hurry."]
{one-thing} Choose one thing that went well enough, however small, and stay with it for a while.
[silence 30s+ x2 every 90s: {still-there} "Still with that one thing."]
# Setting it down (close)
{set-down} Now set the day down beside you. It will keep until you need it.
[pause 10s+]
{close} Hear the room around you, and move a little before you get up.
[bell x3]
"""

HANDOUT = """\
# Setting down the day

A few quiet minutes between work and evening. You need a chair, and nobody who needs you just then.

**When to sit.** At the end of work, or before supper. Ten minutes are plenty; five are worth having.

**What you will do.** You arrive in your seat, breathe out slowly for a while, look back over the day from a distance,
and set it down.

**If it is a hard day.** Keep your eyes open, feel your feet, and end whenever you like. That is practice too.
"""

README = """\
# Your pack, step by step

Welcome. This folder is a whole small pack. Change it bit by bit, and listen often. These notes are for you
alone: this file stays at home when the pack is built.

1. **Say whose it is.** Open `pack.toml` in any editor and change the lines that aren't yours yet.
2. **Write.** `scripts/setting-down-the-day.txt` is a finished sitting. Change its words, or copy it under a new
   name in small letters. The words are spoken; what stands in square brackets is silence, bells and breath. A pause
   like `[pause 30s+]` stretches, so that one script fits short sittings and long ones.
3. **Check.** `practice pack check .` reads everything and tells you, line by line, what to mend.
4. **Try it.** `practice plan scripts/setting-down-the-day.txt -m 10` shows how the time is shared out, and
   `practice sit scripts/setting-down-the-day.txt` begins a sitting.
5. **Give it a voice, if you like.** Record a passage and save it as
   `audio/en/setting-down-the-day/arrive.wav`, named after the word in braces before it. Then
   `practice pack convert .` makes it small. Or let a voice of your machine speak:
   `practice pack narrate . --voice NAME`; `practice voice list` names them. Passages without a voice are shown
   to be read.
6. **Write for the people who come.** `handouts/setting-down-the-day.md` is the page they can read before they sit.
7. **Build it.** From the folder above this one: `practice pack build FOLDER -o FILE.practice`. That one file is
   your pack.
8. **Sign it.** `practice pack keygen -o NAME` makes your key, once. `practice pack sign FILE.practice --key NAME.key`
   signs the pack, so that people can tell that the next one comes from you too. Keep `NAME.key` to yourself,
   outside of this folder, and keep a copy of it somewhere safe.
9. **Look at it as others will.** `practice pack verify FILE.practice` tells you what they will see.
10. **Hand it on**, by mail, on a stick, on your web page.
"""

FILES = {
    "pack.toml": ABOUT,
    "README.md": README,
    "scripts/setting-down-the-day.txt": SCRIPT,
    "handouts/setting-down-the-day.md": HANDOUT,
}
"""Each file of a new pack, by its name."""
