// JSON whose integers keep all of their digits: those that a double cannot hold are bigints.

const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

/** As JSON.parse, but an integer beyond 2^53 is a bigint. Throws SyntaxError. */
export function parseExact(text: string): unknown {
  // Shorter ones are all held; most texts have no longer ones.
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const integers: bigint[] = [];
  const marked = text.replace(tokens, (token) => {
    if (token.startsWith('"')) return `"${mark.text}${token.slice(1)}`;
    if (!/^-?\d{16,}$/.test(token) || Number.isSafeInteger(Number(token))) return token;
    return `"${mark.integer}${integers.push(BigInt(token)) - 1}"`;
  });
  return unmark(JSON.parse(marked), integers);
}

/** Every string is marked as what it is, so that none can pass for an integer. */
const mark = { text: "t", integer: "i" } as const;

function unmark(value: unknown, integers: readonly bigint[]): unknown {
  if (typeof value === "string") return value.startsWith(mark.text) ? value.slice(1) : integers[Number(value.slice(1))];
  if (Array.isArray(value)) return value.map((entry) => unmark(entry, integers));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key.slice(1), unmark(entry, integers)]);
  return Object.fromEntries(entries) as unknown;
}

/** As JSON.stringify, but bigints are written as the integers that they are. */
export function stringifyExact(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (thrown) {
    if (!(thrown instanceof TypeError) || !/BigInt/.test(thrown.message)) throw thrown;
  }
  // Strings are marked in the same way, so that none can pass for an integer.
  const marked = JSON.stringify(value, (_key, entry: unknown) => {
    if (typeof entry === "bigint") return mark.integer + entry.toString();
    return typeof entry === "string" ? mark.text + entry : entry;
  });
  return marked.replace(/"((?:[^"\\]|\\.)*)"(\s*:)?/g, (_all, text: string, colon: string | undefined) => {
    if (colon !== undefined) return `"${text}"${colon}`;
    return text.startsWith(mark.integer) ? text.slice(1) : `"${text.slice(1)}"`;
  });
}
