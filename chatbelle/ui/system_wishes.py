"""What the person has asked the system for on behalf of all apps: less motion, more contrast."""

import flet as ft

from chatbelle.settings import Settings
from chatbelle.ui.dressing import dress
from chatbelle.ui.state import Look


async def follow_system(page: ft.Page, look: Look, settings: Settings) -> None:
    """Ask once, as the tab opens: no event tells of a change. A client that cannot say asks for nothing."""
    service = ft.SemanticsService()
    try:
        features = await service.get_accessibility_features()
    except (TimeoutError, RuntimeError):
        return
    look.still = features.reduce_motion or features.disable_animations
    if features.high_contrast:
        look.system_contrast = True
        dress(page, settings, look)
        page.update()
