// The lines of a chart's template, arranged so that rendered lines find the one that wrote them.

/** Aligns rendered text with the template that wrote it. */
export class TemplateLines {
  readonly #documents: readonly TemplateDocument[];

  constructor(template: string) {
    const documents = [new TemplateDocument()];
    for (const [index, line] of template.split("\n").entries()) {
      if (/^---\s*(?:#.*)?$/.test(line)) documents.push(new TemplateDocument());
      else documents.at(-1)?.add(line, index + 1);
    }
    this.#documents = documents;
  }

  /**
   * Rendered line to template line, both from 1, for the lines that have one clear origin. `rendered` is one document, and it
   * belongs to the document of the template in which most of its lines are found: Helm sorts them by kind.
   */
  align(rendered: string, linesBefore: number): ReadonlyMap<number, number> {
    let best: ReadonlyMap<number, number> = new Map();
    const lines = rendered.split("\n").map((line) => line.trim());
    for (const document of this.#documents) {
      const found = document.align(lines, linesBefore);
      if (found.size > best.size) best = found;
    }
    return best;
  }
}

interface Beginning {
  readonly text: string;
  readonly line: number;
}

/**
 * A rendered line belongs to the template line with the same text, or with the same text before its first action; equal
 * candidates are told apart by their order.
 */
class TemplateDocument {
  readonly #whole = new Map<string, number[]>();
  /** Lines with an action, by the first word before it. */
  readonly #begun = new Map<string, Beginning[]>();
  /** Lines with an action in their first word. */
  readonly #begunWithin: Beginning[] = [];

  add(written: string, line: number): void {
    const action = written.indexOf("{{");
    const text = (action === -1 ? written : written.slice(0, action)).trim();
    if (text === "") return;
    const word = firstWord(text);
    if (action === -1) push(this.#whole, text, line);
    else if (word === text) this.#begunWithin.push({ text, line });
    else push(this.#begun, word, { text, line });
  }

  align(lines: readonly string[], linesBefore: number): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    let last = 0;
    for (const [index, text] of lines.entries()) {
      if (text === "" || text === "---") continue;
      const candidates = this.#whole.get(text) ?? this.#begunBy(text);
      const origin = candidates.length === 1 ? candidates[0] : candidates.find((candidate) => candidate > last);
      if (origin === undefined) continue;
      found.set(linesBefore + index + 1, origin);
      last = origin;
    }
    return found;
  }

  #begunBy(text: string): readonly number[] {
    const begun = [...(this.#begun.get(firstWord(text)) ?? []), ...this.#begunWithin];
    return begun
      .filter((beginning) => text.startsWith(beginning.text))
      .map(({ line }) => line)
      .toSorted((left, right) => left - right);
  }
}

/** Up to a blank or a colon, and with what a list item begins with: `- name`. */
function firstWord(text: string): string {
  return /^(?:- +)*[^\s:]*/.exec(text)?.[0] ?? "";
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
