import { escapeHtml } from '../../core/formats/export/escapeHtml.ts';

// The little of a DOM that Plot needs to draw where there is no browser. A whole one would be larger
// than all the charts. A test draws every chart in it; Plot's version is fixed.

const SVG = 'http://www.w3.org/2000/svg';

class TextNode {
  parent: SvgNode | undefined;

  constructor(readonly text: string) {}

  get outerHTML(): string {
    return escapeHtml(this.text);
  }
}

class SvgNode {
  parent: SvgNode | undefined;
  readonly namespaceURI = SVG;
  readonly #attributes = new Map<string, string>();
  #nodes: (SvgNode | TextNode)[] = [];

  constructor(
    readonly ownerDocument: SvgDocument,
    readonly localName: string,
  ) {}

  get children(): readonly SvgNode[] {
    return this.#nodes.filter(node => node instanceof SvgNode);
  }

  set textContent(text: unknown) {
    this.#nodes = [];
    this.insertBefore(new TextNode(String(text)));
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value));
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  appendChild<T extends SvgNode | TextNode>(node: T): T {
    return this.insertBefore(node);
  }

  insertBefore<T extends SvgNode | TextNode>(node: T, next?: SvgNode | TextNode | null): T {
    node.parent?.removeChild(node);
    const index = next ? this.#nodes.indexOf(next) : this.#nodes.length;
    this.#nodes.splice(index, 0, node);
    node.parent = this;
    return node;
  }

  removeChild(node: SvgNode | TextNode): void {
    this.#nodes = this.#nodes.filter(other => other !== node);
  }

  remove(): void {
    this.parent?.removeChild(this);
  }

  get outerHTML(): string {
    const attributes = [...this.#attributes]
      .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
      .join('');
    const inside = this.#nodes.map(node => node.outerHTML).join('');
    return `<${this.localName}${attributes}>${inside}</${this.localName}>`;
  }
}

class SvgDocument {
  readonly documentElement = new SvgNode(this, 'svg');

  createElementNS(_namespace: string, name: string): SvgNode {
    return new SvgNode(this, name);
  }
}

/** A document to draw in; what is drawn has `outerHTML`, with every text escaped, and little else. */
export function svgDocument(): Document {
  // Plot's types ask for a whole one.
  return new SvgDocument() as unknown as Document;
}
