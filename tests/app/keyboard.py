"""A person without a mouse: presses keys, counts them, and goes on only with what has the focus."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.app.hands import PATIENCE, again

_FOCUSED = """() => {
  const at = document.activeElement;
  if (["BODY", "MAIN"].includes(at.tagName)) return "";
  const labels = [...(at.labels || [])].map((label) => label.innerText).join(" ");
  return `${at.getAttribute("aria-label") || ""} ${labels} ${at.innerText || ""}`.replace(/\\s+/g, " ").trim();
}"""
_MOST_TABS = 250


@dataclass
class Keyboard:
    """Keys pressed so far, by what they were pressed for, and the seconds that took."""

    page: Page
    keys: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    task: str = ""
    _since: float = 0.0

    def begin(self, task: str) -> None:
        """From now on keys and time count for ``task``."""
        now = time.monotonic()
        if self.task:
            self.seconds[self.task] = self.seconds.get(self.task, 0.0) + now - self._since
        self.task, self._since = task, now

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys[self.task] = self.keys.get(self.task, 0) + 1

    def type(self, text: str) -> None:
        """Replace what stands in the focused field."""
        self.press("ControlOrMeta+a")
        for letter in text or ["Delete"]:
            self.press(letter)

    def to(self, words: str, *, backwards: bool = False) -> None:
        """Tab on until what has the focus is named so. Fails where Tab goes round without finding it."""
        for _ in range(_MOST_TABS):
            self.press("Shift+Tab" if backwards else "Tab")
            focused = self.page.evaluate(_FOCUSED)
            if words in focused:
                return
        raise AssertionError(f"nothing named '{words}' is reached with Tab")

    def choose(self, label: str, option: str) -> None:
        """Go to the list named ``label`` and take the option that typing its words finds."""
        again(lambda: self._open(label, option))
        self.press("Enter")

    def _open(self, label: str, option: str) -> None:
        self.to(label)
        self.type(option)
        self.page.get_by_role("option", name=option).first.wait_for(timeout=PATIENCE)

    def drop(self, *files: Path) -> None:
        """Choose files with the button of the drop zone."""
        again(lambda: self._choose_files(files))

    def _choose_files(self, files: tuple[Path, ...]) -> None:
        self.to("upload Upload")
        with self.page.expect_file_chooser(timeout=PATIENCE) as chooser:
            self.press("Enter")
        chooser.value.set_files(files)
