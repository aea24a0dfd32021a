// Measures what a document's aliases expand to: js-yaml shares the values that they refer to, but JSON writes each one out.

const allowedGrowth = 10;
const alwaysAllowed = 10_000;

/**
 * Says in words why `root` cannot be written out; undefined when it can. It may grow to ten times its text, and its values
 * may not lie deeper in each other than `maxDepth`, which aliases can reach without nesting.
 */
export function findBomb(root: unknown, textLength: number, maxDepth: number): string | undefined {
  try {
    const { size } = new Expansion(maxDepth).measure(root);
    const tooLarge = size > allowedGrowth * textLength + alwaysAllowed;
    return tooLarge ? `aliases expand the document to more than ${allowedGrowth} times its size` : undefined;
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.message;
    throw thrown;
  }
}

class Refusal extends Error {}

interface Size {
  /** Characters as JSON, roughly. */
  readonly size: number;
  /** Levels of lists and mappings. */
  readonly height: number;
}

class Expansion {
  readonly #maxDepth: number;
  readonly #open = new Set<object>();
  readonly #known = new Map<object, Size>();

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  measure(value: unknown): Size {
    if (typeof value !== "object" || value === null)
      return { size: 1 + (typeof value === "string" ? value.length : 0), height: 0 };
    const known = this.#known.get(value);
    if (known) return known;
    if (this.#open.has(value)) throw new Refusal("an alias refers to the value that contains it");
    this.#open.add(value);
    this.#refuseDepth(this.#open.size);
    let size = 1;
    let height = 0;
    for (const [key, child] of Object.entries(value)) {
      const inner = this.measure(child);
      size += key.length + inner.size;
      height = Math.max(height, inner.height);
    }
    this.#open.delete(value);
    this.#refuseDepth(++height);
    this.#known.set(value, { size, height });
    return { size, height };
  }

  #refuseDepth(depth: number): void {
    if (depth > this.#maxDepth) throw new Refusal(`aliases nest values more than ${this.#maxDepth} levels deep`);
  }
}
