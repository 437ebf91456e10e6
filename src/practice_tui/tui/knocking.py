"""Prompts while the app is open: asked for again and again, shown on whatever screen it is, and answered.

Owns where a prompt may be shown: never over a sitting, its beginning or its end, nor over a question. When one is due,
and what an answer means for the next one, is the engine's to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work

from practice_tui.domain.errors import PracticeError
from practice_tui.domain.quantities import SAMPLE_RATE, Frames
from practice_tui.tui.closing import QuietlyClosingApp
from practice_tui.tui.motion import FIRST_TICK_SECONDS
from practice_tui.tui.widgets.knock import Knock
from practice_tui.tui.wishes import BeginWished

if TYPE_CHECKING:
    from textual.screen import Screen

    from practice_tui.engine.prompting import Answer
    from practice_tui.engine.prompts import Prompt, Ticker
    from practice_tui.engine.services import Services

_UNDISTURBED = frozenset({"welcome", "session", "eyes_closed", "reflection"})


class KnockingApp(QuietlyClosingApp):
    """An app in which prompts come."""

    services: Services

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.prompts: list[Prompt] = []
        self._ticker: Ticker | None = None

    def on_mount(self) -> None:
        """Begin to ask a moment after the first screen is there, which it mustn't slow down."""
        self.screen_change_signal.subscribe(self, self._screen_changed)
        self.set_timer(FIRST_TICK_SECONDS, self.begin_ticking)

    @work(thread=True, exclusive=True, group="ticker")
    def begin_ticking(self) -> None:
        """Ask from now on; what that needs is loaded in a thread."""
        ticker = self.services.ticker()
        self.call_from_thread(self._tick_with, ticker)

    def _tick_with(self, ticker: Ticker) -> None:
        self._ticker = ticker
        ticker.start(self._tick, self.show_prompts)

    def on_unmount(self) -> None:
        """Ask no more."""
        if self._ticker is not None:
            self._ticker.stop()

    def _tick(self) -> list[Prompt]:
        """Decide and deliver, in a thread; return what waits for an answer."""
        prompting = self.services.prompting()
        prompting.tick(lambda: self.services.notifiers(lambda: self.app_focus))
        return prompting.waiting()

    # How they are shown.

    def show_prompts(self, prompts: list[Prompt]) -> None:
        """Show these prompts from now on, the oldest first, wherever one may be shown."""
        self.prompts = prompts
        self._knock_on(self.screen)

    def _screen_changed(self, screen: Screen[Any]) -> None:
        self._knock_on(screen)

    def _knock_on(self, screen: Screen[Any]) -> None:
        wanted = self.prompts[0] if self.prompts and self._may_be_disturbed(screen) else None
        shown = [knock for knock in screen.query(Knock) if knock.prompt == wanted]
        for knock in screen.query(Knock):
            if knock not in shown:
                knock.remove()
        if wanted is not None and not shown and screen.is_running:
            screen.mount(Knock(wanted))

    @staticmethod
    def _may_be_disturbed(screen: Screen[Any]) -> bool:
        return not screen.is_modal and getattr(screen, "WHERE", "") not in _UNDISTURBED

    # How they are answered.

    def action_prompt(self) -> None:
        """Show everything one can say to the prompt that waits."""
        if not self.prompts or not self._may_be_disturbed(self.screen):
            return
        from practice_tui.tui.dialogs.prompt import PromptDialog  # noqa: PLC0415 - only where there is one

        prompt = self.prompts[0]

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                self._take(prompt, answer)

        self.push_screen(PromptDialog(prompt), answered)

    def action_answer(self, answer: str) -> None:
        """Answer the prompt that is shown."""
        from practice_tui.engine.prompting import Answer  # noqa: PLC0415 - only where there is one

        if self.prompts and self._may_be_disturbed(self.screen):
            self._take(self.prompts[0], Answer(answer))

    def _take(self, prompt: Prompt, answer: Answer) -> None:
        self.show_prompts([each for each in self.prompts if each != prompt])
        self._note(prompt, answer)
        if answer == answer.BEGIN:
            self.screen.post_message(BeginWished(prompt.practice, Frames(prompt.seconds * SAMPLE_RATE)))

    @work(thread=True, group="answers")
    def _note(self, prompt: Prompt, answer: Answer) -> None:
        try:
            self.services.prompting().answer(prompt.reminder, answer)
        except PracticeError as problem:
            self.notify(str(problem), markup=False)
