// XML as text: elements with attributes, everything escaped, nothing that XML 1.0 forbids.
import { printable } from "./text.ts";

/** A piece of finished XML. Only `element` and `xmlText` make one. */
export interface Xml {
  readonly xml: string;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text of an element. Line breaks stay; every other control character is spelled out, since XML cannot carry it. */
export function xmlText(text: string): Xml {
  return { xml: text.split("\n").map(escape).join("\n") };
}

/** An element; attributes that are undefined are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly Xml[] = [],
): Xml {
  const open = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escape(String(value))}"`]))
    .join("");
  if (children.length === 0) return { xml: `<${name}${open}/>` };
  return { xml: `<${name}${open}>${children.map(({ xml }) => xml).join("")}</${name}>` };
}

/** A document with `root` as its only element, and a final newline. */
export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}

function escape(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
