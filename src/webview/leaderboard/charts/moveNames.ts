/** Where each box with a drawing was scrolled to: to ask again would lay out what has just been drawn. */
const places = new WeakMap<HTMLElement, number>();

/** Lets the names of a drawing's rows stay in sight, however far it is scrolled sideways. */
export function moveNames(box: HTMLElement, left = places.get(box) ?? 0): void {
  places.set(box, left);
  for (const names of box.querySelectorAll('.row-names')) {
    names.setAttribute('transform', `translate(${left} 0)`);
  }
}
