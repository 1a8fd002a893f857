"""Whether this machine can play videos inside the window at all."""

from meihao_desktop.ui import late
from meihao_desktop.ui.materials.viewer import Viewer

VIDEO_VIEWER = "meihao_desktop.ui.materials.video_viewer"


def video_viewer() -> Viewer | None:
    """A viewer, or ``None`` where the sound library that QtMultimedia needs is missing."""
    try:
        module = late.load(VIDEO_VIEWER)
    except ImportError:
        return None
    return module.VideoViewer()
