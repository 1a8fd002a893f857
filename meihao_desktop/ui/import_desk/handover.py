"""What a background reading leaves for the window, so that a late stop still leaves nothing."""

import threading
from pathlib import Path

from meihao_desktop.domain.progress import Cancelled
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.operations import import_submission


class Handover:
    """One reading's staging: the thread offers it, the window takes it or turns it down.

    Between the end of the work and the moment the window hears of it, a person may have said stop.
    Whoever comes second then clears the staging away.
    """

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self._lock = threading.Lock()
        self._is_offered = False
        self._is_unwanted = False

    def offer(self, received: ReceivedSubmission) -> ReceivedSubmission:
        """Called in the thread when everything was read."""
        with self._lock:
            self._is_offered = True
            is_unwanted = self._is_unwanted
        if is_unwanted:
            import_submission.discard(received)
            raise Cancelled
        return received

    def turn_down(self) -> bool:
        """Called on the main thread; whether the staging is left for the window to clear."""
        with self._lock:
            self._is_unwanted = True
            return self._is_offered

    @property
    def staging(self) -> Path:
        return self._staging
