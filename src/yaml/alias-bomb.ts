// Measures what a document's aliases expand to: js-yaml shares the values that they refer to, but JSON writes each one out.

const allowedGrowth = 10;
const alwaysAllowed = 10_000;

/**
 * Says why `root` is too large when it is written out, in words; undefined when it is not. It may grow to ten times its text,
 * and its values may not lie deeper in each other than `maxDepth`, which aliases can reach without nesting.
 */
export function findBomb(root: unknown, textLength: number, maxDepth: number): string | undefined {
  const measure: Measure = { open: new Set(), sizes: new Map(), maxDepth, reason: undefined };
  const size = sizeOf(root, measure);
  if (measure.reason !== undefined) return measure.reason;
  if (size <= allowedGrowth * textLength + alwaysAllowed) return undefined;
  return `aliases expand ${textLength} characters to ${size}`;
}

interface Measure {
  readonly open: Set<object>;
  readonly sizes: Map<object, { readonly size: number; readonly height: number }>;
  readonly maxDepth: number;
  reason: string | undefined;
}

/** Characters of `value` as JSON, roughly; 0 once there is a reason to refuse it. */
function sizeOf(value: unknown, measure: Measure): number {
  return measured(value, measure).size;
}

const nothing = { size: 0, height: 0 };

function measured(value: unknown, measure: Measure): { readonly size: number; readonly height: number } {
  if (typeof value === "string") return { size: value.length + 1, height: 0 };
  if (typeof value !== "object" || value === null) return { size: 1, height: 0 };
  const known = measure.sizes.get(value);
  if (known) return known;
  if (measure.open.has(value)) measure.reason ??= "an alias refers to the value that contains it";
  else if (measure.open.size >= measure.maxDepth) measure.reason ??= `aliases nest values more than ${measure.maxDepth} levels deep`;
  if (measure.reason !== undefined) return nothing;
  measure.open.add(value);
  let size = 1;
  let height = 0;
  for (const [key, child] of Object.entries(value)) {
    const inner = measured(child, measure);
    size += key.length + inner.size;
    height = Math.max(height, inner.height);
  }
  measure.open.delete(value);
  height++;
  if (height + measure.open.size > measure.maxDepth) measure.reason ??= `aliases nest values more than ${measure.maxDepth} levels deep`;
  const total = { size, height };
  measure.sizes.set(value, total);
  return total;
}
