/** A colour of the theme that is shown, as canvases need it: `var(--line)` resolved, `light-dark()` included. */
export function readColor(element: Element, name: string): string {
  // A new element each time: on one that changes its colour, a transition would still show the one before.
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
