"""The keyboard: shortcuts, the sheet that lists them, and the palette of commands."""
