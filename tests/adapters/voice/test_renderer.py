"""From a line to its finished sound, with a voice that hums."""

from __future__ import annotations

import numpy as np
import pytest
from tests.adapters.voice.stand_ins import Hummer

from practice_tui.adapters.audio.loudness import LoudnessMeter
from practice_tui.adapters.voice.phrasing import AFTER_SENTENCE, AT_COMMA
from practice_tui.adapters.voice.renderer import SPEAKING, render
from practice_tui.adapters.voice.shaping import LOUDNESS
from practice_tui.domain.errors import VoiceFailed
from practice_tui.domain.quantities import SAMPLE_RATE
from practice_tui.engine.voices import Line, Timbre


def test_each_sentence_is_given_to_the_voice_by_itself_as_words_only() -> None:
    voice = Hummer()

    render(voice, Line('Sit (softly). "Is it 4 or 5?"', "en", 110))

    assert voice.said == [("Sit, softly.", 110 * SPEAKING), ("Is it four or five?", 110 * SPEAKING)]


def test_a_line_is_as_long_as_its_words_its_breath_and_a_little_room() -> None:
    sound = render(Hummer(), Line("Sit still. Rest.", "en", 110))

    assert len(sound) / SAMPLE_RATE == pytest.approx(0.9 + AFTER_SENTENCE + 0.5 + 0.2 + 0.16, abs=0.15)


def test_a_lowered_voice_is_asked_to_hurry_so_that_the_line_keeps_its_pace() -> None:
    voice = Hummer(timbre=Timbre(lowered=0.9))

    render(voice, Line("Sit still.", "en", 110))

    assert voice.said[0][1] == pytest.approx(110 * SPEAKING * 0.9)


def test_commas_are_given_time() -> None:
    with_commas, without = (
        render(Hummer(), Line(words, "en", 110)) for words in ("Sit still, rest, and be.", "Sit still rest and be.")
    )

    assert (len(with_commas) - len(without)) / SAMPLE_RATE == pytest.approx(2 * AT_COMMA, abs=0.05)


@pytest.mark.parametrize("softened", [True, False])
def test_it_comes_out_at_one_loudness(softened: bool) -> None:
    sound = render(Hummer(timbre=Timbre(softened=softened)), Line("Sit still and rest.", "en", 110))

    meter = LoudnessMeter(1)
    meter.add(sound[:, None])
    assert meter.integrated() == pytest.approx(LOUDNESS, abs=0.1)
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()


def test_a_line_without_words_is_refused() -> None:
    with pytest.raises(VoiceFailed, match="nothing in this line"):
        render(Hummer(), Line("… (!)", "en", 110))
