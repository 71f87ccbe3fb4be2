"""Reads the accessibility tree of the page as it stands in the document: what a screen reader and a thumb meet."""

from dataclasses import dataclass

from playwright.sync_api import Page

_CONTROLS = """() => {
  const usable = "[flt-tappable], input, textarea, [role=button], [role=switch], [role=checkbox], [role=radio], " +
    "[role=slider], [role=link], [role=tab]";
  const nameOf = node => node.getAttribute("aria-label") || node.innerText || "";
  const groupOf = node => {
    const group = node.parentElement.closest("[flt-semantics-identifier], [role=group], [role=dialog]");
    const within = group && group.querySelectorAll(usable).length === 1 ? groupOf(group) : group;
    return within;
  };
  const isCut = (node, box) => {
    const scrolled = node.parentElement.closest("flt-semantics:has(> flt-semantics-scroll-overflow)");
    const seen = (scrolled || document.body).getBoundingClientRect();
    return box.top < seen.top + 1 || box.bottom > seen.bottom - 1;
  };
  const ids = new Map();
  return [...document.querySelectorAll(usable)]
    .filter(node => node.tagName !== "FLT-SEMANTICS-PLACEHOLDER" && node.getAttribute("aria-disabled") !== "true")
    .map(node => {
      const box = node.getBoundingClientRect(), group = groupOf(node);
      if (!ids.has(group)) ids.set(group, ids.size);
      const holder = node.closest("[flt-semantics-identifier]");
      return {
        identifier: holder ? holder.getAttribute("flt-semantics-identifier") : "",
        role: node.getAttribute("role") || node.tagName.toLowerCase(),
        name: nameOf(node).trim(), group: ids.get(group),
        cut: isCut(node, box), x: box.x, y: box.y, width: box.width, height: box.height,
      };
    });
}"""


@dataclass(frozen=True, slots=True)
class Control:
    """Something that can be used: by which name, where, and in which group of controls."""

    identifier: str
    role: str
    name: str
    group: int
    cut: bool  # by the edge of what is scrolled
    x: float
    y: float
    width: float
    height: float


def controls(page: Page) -> list[Control]:
    """What can be used now, in the order of the document, which is the order of reading."""
    return [Control(**each) for each in page.evaluate(_CONTROLS)]


def nameless(found: list[Control]) -> list[Control]:
    """Controls that a screen reader could not name."""
    return [each for each in found if not each.name]


def named_alike(found: list[Control]) -> list[tuple[Control, Control]]:
    """Neighbours that a screen reader could not tell apart."""
    return [
        (one, other)
        for place, one in enumerate(found)
        for other in found[place + 1 :]
        if (one.group, one.name, one.role) == (other.group, other.name, other.role)
    ]


def too_small(found: list[Control], least_px: float = 48) -> list[Control]:
    """Controls that a thumb would miss."""
    return [each for each in found if not each.cut and min(each.width, each.height) < least_px - 1]


def headings(page: Page) -> list[str]:
    """The headings, by which a screen reader jumps."""
    return [str(text) for text in page.locator("h1, h2, h3, [role=heading]").all_inner_texts()]
