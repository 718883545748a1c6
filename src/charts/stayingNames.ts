import type { RenderFunction, ScaleFunctions } from '@observablehq/plot';
import { cutTo, FONT_SIZE } from './names.ts';
import { BACKGROUND } from './theme.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * A mark: names of the rows on a ground of their own, above all that is drawn before. A page moves it
 * along where the drawing is scrolled sideways.
 *
 * @param left pixels from the edge to the frame; `most` of a name.
 */
export function stayingNames(
  names: readonly string[],
  { left, most }: { readonly left: number; readonly most: number },
): RenderFunction {
  return (_index, scales, _values, _dimensions, { document }) => {
    const heightOf = (row: number): number => Number((scales as Required<ScaleFunctions>).y(row));
    const add = (name: 'g' | 'rect' | 'text', attributes: Readonly<Record<string, unknown>>) => {
      const element = document.createElementNS(SVG, name);
      for (const key in attributes) element.setAttribute(key, String(attributes[key]));
      return element;
    };
    const group = add('g', { class: 'row-names', 'text-anchor': 'end' });
    const top = heightOf(-0.5);
    const height = heightOf(names.length - 0.5) - top;
    group.appendChild(add('rect', { y: top, width: left - 1, height, fill: BACKGROUND }));
    names.forEach((name, row) => {
      const line = add('text', { x: left - 8, y: heightOf(row) + FONT_SIZE * 0.32 });
      line.textContent = cutTo(name, most);
      const title = add('title' as 'text', {});
      title.textContent = name;
      line.appendChild(title);
      group.appendChild(line);
    });
    return group;
  };
}
