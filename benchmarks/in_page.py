"""Watches the page from within: when a control is painted, how long frames take, when a pressed key is seen."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

# A control counts as painted with the frame after the one in which the accessibility tree has it.
PAINTED_AFTER_CLICK = """identifier => new Promise((found, failed) => {
    const selector = `[flt-semantics-identifier="${identifier}"]`
    let clicked = 0
    addEventListener('pointerdown', () => { clicked = performance.now() }, {capture: true, once: true})
    const look = () => {
        if (!clicked || !document.querySelector(selector)) return requestAnimationFrame(look)
        requestAnimationFrame(() => found(performance.now() - clicked))
    }
    setTimeout(() => failed(new Error('waited in vain for ' + identifier)), 30000)
    look()
})"""
WATCH_FRAMES = """() => {
    const frames = window.watchedFrames = []
    let before = performance.now()
    const frame = now => { frames.push(now - before); before = now; window.watching = requestAnimationFrame(frame) }
    window.watching = requestAnimationFrame(frame)
}"""
FRAMES_SEEN = "() => { cancelAnimationFrame(window.watching); return window.watchedFrames.slice(1) }"
# The browser's own measure of an interaction: from the hardware's time stamp to the next frame that is presented.
WATCH_KEYS = """() => {
    window.keyTimes = []
    new PerformanceObserver(list => {
        for (const entry of list.getEntries())
            if (entry.name === 'keydown') window.keyTimes.push(entry.duration)
    }).observe({type: 'event', durationThreshold: 16, buffered: false})
}"""
# From the first look at the page on: switches the accessibility tree on, and notes when the composer is there.
READY_AT = """
const seen = setInterval(() => {
    const off = document.querySelector('flt-semantics-placeholder')
    if (off) off.click()
    if (!document.querySelector('[flt-semantics-identifier="composer"] textarea')) return
    clearInterval(seen)
    requestAnimationFrame(() => { window.readyAt = Date.now() / 1000 })
}, 10)"""


def milliseconds_to_paint(page: Page, identifier: str, act: Callable[[], None]) -> float:
    """From the click within `act` until the control of this name is painted."""
    page.evaluate(f"window.painted = ({PAINTED_AFTER_CLICK})({identifier!r}); 0")
    act()
    return float(page.evaluate("window.painted"))


def frame_milliseconds(page: Page, act: Callable[[], None]) -> list[float]:
    """How long each frame took while `act` ran."""
    page.evaluate(WATCH_FRAMES)
    act()
    frames: list[float] = page.evaluate(FRAMES_SEEN)
    return frames


def key_milliseconds(page: Page, act: Callable[[], None]) -> list[float]:
    """How long it took each key pressed within `act` to be seen; the browser rounds to 8 ms and leaves out 0."""
    page.evaluate(WATCH_KEYS)
    act()
    page.wait_for_timeout(500)
    times: list[float] = page.evaluate("window.keyTimes")
    return times


def scripts_bytes(page: Page) -> int:
    """What the page's scripts keep in memory after everything unused was collected."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    return next(int(metric["value"]) for metric in metrics if metric["name"] == "JSHeapUsedSize")
