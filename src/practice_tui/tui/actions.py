"""Everything a person can do, once.

Owns the registry of actions: the id, the keys, the words for the line at the bottom and the words for help. Bindings,
that line, the palette and `?` are read from here, so that no screen can offer what another doesn't know. It refuses to
know how anything is done: `scope.verb` is the method `action_verb` of that screen, or of the app.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType

EVERYWHERE = "app"
"""The scope of what can be done on every screen."""


class Action(NamedTuple):
    """One thing to do.

    Attributes:
        id: scope and verb, such as ``session.pause``.
        keys: the keys that do it, as Textual names them, separated by commas.
        face: the key as people read it.
        label: one or two words for the line at the bottom; empty where it isn't shown there.
        help: a short sentence for `?` and the palette.
        first: whether its keys come before what is being typed.
    """

    id: str
    keys: str
    face: str
    label: str
    help: str
    first: bool = False

    @property
    def where(self) -> str:
        """The screen it belongs to, or `EVERYWHERE`."""
        return self.id.partition(".")[0]

    @property
    def verb(self) -> str:
        """What is done; also the name of the method."""
        return self.id.partition(".")[2]

    @property
    def call(self) -> str:
        """The action as Textual runs it from a binding, a click or the palette."""
        return f"app.{self.verb}" if self.where == EVERYWHERE else f"screen.{self.verb}"


ACTIONS = (
    Action("today.begin", "enter", "⏎", "", "Begin the sitting that is shown"),
    Action("today.shorter", "minus,left", "- ←", "", "A minute less"),
    Action("today.longer", "plus,equals_sign,right", "+ →", "", "A minute more"),
    Action("today.previous", "up", "↑", "", "The practice before"),
    Action("today.next", "down", "↓", "", "Another practice that may fit"),
    Action("today.gentler", "l", "l", "", "The gentler practice, where there is one"),
    Action("today.kept", "c", "c", "", "Change or remove a sitting that was kept for you"),
    Action("today.library", "b", "b", "library", "Everything there is to practise"),
    Action("today.history", "h", "h", "history", "Look back at what was practised"),
    Action("today.reminders", "r", "r", "reminders", "When you would like to be asked"),
    Action("today.sound", "v", "v", "sound", "Choose what you hear: voice, bells, breath"),
    Action("today.rhythm", "m", "m", "", "Tap your own rhythm of breath, where pacers begin"),
    Action("welcome.begin", "enter", "⏎", "", "Begin the first sitting"),
    Action("welcome.shorter", "minus,left", "- ←", "", "A minute less"),
    Action("welcome.longer", "plus,equals_sign,right", "+ →", "", "A minute more"),
    Action("welcome.later", "escape", "esc", "look around", "Go to Today without sitting"),
    Action("library.open", "enter", "⏎", "look closer", "Read about the practice and begin it", first=True),
    Action("library.previous", "up", "↑", "", "The practice above", first=True),
    Action("library.next", "down", "↓", "", "The practice below", first=True),
    Action("library.packs", "f3", "f3", "packs", "Packs that others have made: take, update, remove", first=True),
    Action("library.help", "question_mark", "?", "help", "What can be done here", first=True),
    Action("library.back", "escape", "esc", "back", "Empty the filter, then back to Today", first=True),
    Action("packs.install", "a", "a", "take one", "Take a pack, from a file or an https address"),
    Action("packs.update", "u", "u", "update", "Take a newer version of the marked pack"),
    Action("packs.version", "v", "v", "version", "Use another version that is on the shelf, and back"),
    Action("packs.remove", "x,delete", "x", "remove", "Let go of the marked pack; your sittings are kept"),
    Action("packs.previous", "up", "↑", "", "The pack above"),
    Action("packs.next", "down", "↓", "", "The pack below"),
    Action("packs.up", "pageup", "pgup", "", "Read further up"),
    Action("packs.down", "pagedown", "pgdn", "", "Read further down"),
    Action("packs.back", "escape", "esc", "back", "Back to where you were"),
    Action("preview.begin", "enter", "⏎", "", "Begin this practice"),
    Action("preview.shorter", "minus,left", "- ←", "", "A minute less"),
    Action("preview.longer", "plus,equals_sign,right", "+ →", "", "A minute more"),
    Action("preview.gentler", "l", "l", "gentler", "The gentler practice, where there is one"),
    Action("preview.sound", "v", "v", "sound", "Choose what you hear: voice, bells, breath"),
    Action("preview.rhythm", "m", "m", "", "Tap your own rhythm of breath, where pacers begin"),
    Action("preview.up", "up", "↑", "", "Read further up"),
    Action("preview.down", "down", "↓", "", "Read further down"),
    Action("preview.back", "escape", "esc", "back", "Back to the library"),
    Action("session.pause", "space", "space", "pause", "Stand still, and go on again"),
    Action("session.longer", "plus,equals_sign", "+", "", "A minute more; the guidance fits itself anew"),
    Action("session.shorter", "minus", "-", "", "A minute less; the guidance fits itself anew"),
    Action("session.skip", "s", "s", "skip", "Leave this part; its time goes to the silences ahead"),
    Action("session.next_line", "right", "→", "", "The next line, in a finished recording"),
    Action("session.previous_line", "left", "←", "", "The line before, in a finished recording"),
    Action("session.gentler", "l", "l", "", "A gentler way through this part, where there is one"),
    Action("session.steady", "g", "g", "steady ground", "Steady ground, at once; the sitting waits"),
    Action("session.return_", "r", "r", "return", "From steady ground back to the sitting"),
    Action("session.end", "e", "e", "end gently", "Go to the closing words"),
    Action("session.stop", "q", "q", "stop", "End now; the minutes are kept"),
    Action("session.time", "t", "t", "", "Show or hide the time left"),
    Action("session.close_eyes", "c", "c", "eyes closed", "Close your eyes: go on by ear, with a dark screen"),
    Action("session.sound", "v", "v", "", "Choose what you hear; the sitting goes on"),
    Action("session.dim", "d", "d", "", "Dim the screen for the night, and back"),
    Action("session.hint", "escape", "esc", "", "Show the keys for a moment; nothing else happens"),
    Action("eyes_closed.pause", "space", "space", "pause", "Stand still, and go on again"),
    Action("eyes_closed.end", "e", "e", "end gently", "Go to the closing words; the screen stays dark"),
    Action("eyes_closed.stop", "q", "q", "stop", "End now; the minutes are kept"),
    Action("eyes_closed.steady", "g", "g", "steady ground", "Open your eyes on steady ground, at once"),
    Action("eyes_closed.open", "escape,c", "esc", "open your eyes", "Light the screen again; the sitting goes on"),
    Action("reflection.answer_first", "1", "1", "", "Answer with the first word"),
    Action("reflection.answer_second", "2", "2", "", "Answer with the second word"),
    Action("reflection.answer_third", "3", "3", "", "Answer with the third word"),
    Action("reflection.answer_fourth", "4", "4", "", "Answer with the fourth word"),
    Action("reflection.write", "w", "w", "write a line", "A line for yourself, kept with the sitting"),
    Action("reflection.steady", "g", "g", "steady ground", "Three minutes of steady ground"),
    Action("reflection.done", "enter", "⏎", "today", "Back to Today; what you answered is kept"),
    Action("reflection.leave", "escape", "esc", "", "Out of the line you write in, then back to Today"),
    Action("reflection.quit", "q", "q", "quit", "Quit; what you answered is kept"),
    Action("history.open", "enter", "⏎", "open", "Open the day, with its sittings and notes"),
    Action("history.add", "a", "a", "add", "Add a sitting by hand"),
    Action("history.pause", "r", "r", "rest", "Mark a pause from this day on, or change the one it lies in"),
    Action("history.practice", "p", "p", "practice", "One practice alone, then the next, then all"),
    Action("history.notes", "o", "o", "notes", "Only sittings with a note, or all"),
    Action("history.dates", "d", "d", "dates", "Only sittings from one day to another"),
    Action("history.views", "v", "v", "views", "Days in a row, last 30 days, score: one, none or all"),
    Action("history.why", "w", "w", "why", "How each day was counted"),
    Action("history.undo", "u", "u", "", "Take back the last change to the record"),
    Action("history.left", "left", "←", "", "Left in the calendar"),
    Action("history.right", "right", "→", "", "Right in the calendar"),
    Action("history.up", "up", "↑", "", "Up in the calendar"),
    Action("history.down", "down", "↓", "", "Down in the calendar"),
    Action("history.earlier", "pageup", "pgup", "", "What lies before these weeks"),
    Action("history.later", "pagedown", "pgdn", "", "What lies after these weeks"),
    Action("history.today", "t,home", "t", "", "Back to today's day"),
    Action("history.back", "escape", "esc", "back", "Let all sittings show again, then back to Today"),
    Action("day.edit", "enter,e", "⏎", "change", "Change the sitting, or the pause, in all its parts"),
    Action("day.add", "a", "a", "add", "Add a sitting to this day by hand"),
    Action("day.pause", "r", "r", "rest", "Mark a pause from this day on, or change the one it lies in"),
    Action("day.remove", "x,delete", "x", "remove", "Remove the sitting or the pause; u brings it back"),
    Action("day.undo", "u", "u", "undo", "Take back the last change to the record"),
    Action("day.previous", "up", "↑", "", "The line above"),
    Action("day.next", "down", "↓", "", "The line below"),
    Action("day.earlier", "left", "←", "", "The day before"),
    Action("day.later", "right", "→", "", "The day after"),
    Action("day.back", "escape", "esc", "back", "Back to the calendar"),
    Action("reminders.edit", "enter,e", "⏎", "change", "Change the reminder in all its parts"),
    Action("reminders.add", "a", "a", "add", "Make a reminder"),
    Action("reminders.pause", "space", "space", "pause", "Let it rest, or speak again"),
    Action("reminders.remove", "x,delete", "x", "remove", "Take the reminder away"),
    Action("reminders.previous", "up", "↑", "", "The reminder above"),
    Action("reminders.next", "down", "↓", "", "The reminder below"),
    Action("reminders.back", "escape", "esc", "back", "Back to where you were"),
    Action("app.prompt", "k,f2", "k", "", "Answer a prompt that waits"),
    Action("app.note", "n", "n", "looking after yourself", "The note on looking after yourself"),
    Action("app.help", "question_mark,f1", "?", "help", "What can be done here"),
    Action("app.command_palette", "ctrl+p", "ctrl+p", "", "Find anything by name, practices included"),
    Action("today.quit", "q", "q", "quit", "Quit"),
    Action("app.quit", "ctrl+q,ctrl+c", "ctrl+q", "", "Quit; while sitting, stop and keep the minutes", first=True),
)
"""Every action, in the order in which they are shown."""

_BOUND_BY_TEXTUAL = frozenset({"app.command_palette"})


def actions_for(where: str) -> tuple[Action, ...]:
    """Return what can be done on one screen, or everywhere."""
    return tuple(action for action in ACTIONS if action.where == where)


def action(action_id: str) -> Action:
    """Return one action.

    Raises:
        KeyError: there is none by that id.
    """
    found = next((each for each in ACTIONS if each.id == action_id), None)
    if found is None:
        raise KeyError(action_id)
    return found


def bindings_for(where: str) -> list[BindingType]:
    """Return the bindings of one screen, or of the app."""
    return [
        Binding(each.keys, each.verb, each.help, show=False, priority=each.first, id=each.id)
        for each in actions_for(where)
        if each.id not in _BOUND_BY_TEXTUAL
    ]
