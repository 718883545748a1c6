import { concrete } from './concrete.ts';

/** What only a page can use. */
const OF_THE_PAGE = ['tabindex', 'role', 'class'];

/**
 * A drawing as a file of its own: colours and fonts as they are in the page now, on its background.
 *
 * @param drawing in the page, so that it has the colours of the theme.
 */
export function standaloneSvg(drawing: SVGElement): string {
  const look = getComputedStyle(drawing);
  const valueOf = (name: string): string => look.getPropertyValue(name).trim();
  const copy = drawing.cloneNode(true) as SVGElement;
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes]) {
      if (OF_THE_PAGE.includes(name) && element !== copy) element.removeAttribute(name);
      else if (value.includes('var(')) element.setAttribute(name, concrete(value, valueOf));
    }
  }
  copy.setAttribute('role', 'img');
  copy.setAttribute('color', look.color);
  copy.setAttribute('font-family', look.fontFamily);
  copy.setAttribute('font-size', look.fontSize);
  // As the style sheet says; names may have several blanks.
  copy.style.whiteSpace = 'pre';
  copy.prepend(background(copy, valueOf('--vscode-editor-background')));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

function background(drawing: SVGElement, colour: string): SVGElement {
  const area = drawing.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: colour })) {
    area.setAttribute(name, value);
  }
  return area;
}
