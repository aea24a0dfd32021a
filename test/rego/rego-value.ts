// Reads a Rego value from text, and compares values as Rego does: a set has no order, numbers are equal by their value.

export type RegoValue = null | boolean | string | RegoNumber | readonly RegoValue[] | RegoSet | RegoObject;

/** A number as its shortest digits: `1.0` and `1` are the same. */
export class RegoNumber {
  readonly digits: string;
  constructor(text: string) {
    this.digits = digitsOf(text);
  }
}

export class RegoSet {
  readonly elements: readonly RegoValue[];
  constructor(elements: readonly RegoValue[]) {
    this.elements = elements;
  }
}

export class RegoObject {
  readonly entries: readonly (readonly [RegoValue, RegoValue])[];
  constructor(entries: readonly (readonly [RegoValue, RegoValue])[]) {
    this.entries = entries;
  }
}

function digitsOf(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(text);
  if (!match) throw new SyntaxError(`${text} is no number`);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}

/** Throws SyntaxError. */
export function parseRegoValue(text: string): RegoValue {
  let position = 0;
  function skip(): void {
    while (/\s/.test(text[position] ?? "")) position++;
  }
  function take(token: string): boolean {
    skip();
    if (!text.startsWith(token, position)) return false;
    position += token.length;
    return true;
  }
  function expect(token: string): void {
    if (!take(token)) throw new SyntaxError(`${token} is missing at ${position} of ${text}`);
  }
  function list(end: string): RegoValue[] {
    const values: RegoValue[] = [];
    while (!take(end)) {
      if (values.length > 0) expect(",");
      values.push(value());
    }
    return values;
  }
  function braces(): RegoValue {
    if (take("}")) return new RegoObject([]);
    const first = value();
    if (!take(":")) {
      const rest = take(",") ? list("}") : (expect("}"), []);
      return new RegoSet([first, ...rest]);
    }
    const entries: [RegoValue, RegoValue][] = [[first, value()]];
    while (!take("}")) {
      expect(",");
      const key = value();
      expect(":");
      entries.push([key, value()]);
    }
    return new RegoObject(entries);
  }
  function value(): RegoValue {
    if (take("set()")) return new RegoSet([]);
    if (take("[")) return list("]");
    if (take("{")) return braces();
    if (take("null")) return null;
    if (take("true")) return true;
    if (take("false")) return false;
    const scalar = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
    scalar.lastIndex = position;
    const token = scalar.exec(text)?.[0];
    if (token === undefined) throw new SyntaxError(`there is no value at ${position} of ${text}`);
    position += token.length;
    return token.startsWith('"') ? (JSON.parse(token) as string) : new RegoNumber(token);
  }
  const read = value();
  skip();
  if (position < text.length) throw new SyntaxError(`there is more after the value: ${text.slice(position)}`);
  return read;
}

/** In Rego's order: null, booleans, numbers, strings, arrays, objects, sets. */
function compare(left: RegoValue, right: RegoValue): number {
  const difference = rank(left) - rank(right);
  if (difference !== 0) return difference;
  if (typeof left === "boolean") return Number(left) - Number(right);
  if (typeof left === "string") return Buffer.compare(Buffer.from(left), Buffer.from(right as string));
  if (left instanceof RegoNumber) return Number(left.digits) - Number((right as RegoNumber).digits);
  if (Array.isArray(left)) return compareLists(left, right as readonly RegoValue[]);
  if (left instanceof RegoSet) return compareLists(sorted(left.elements), sorted((right as RegoSet).elements));
  const [a, b] = [left, right].map((value) => JSON.stringify(toJson(value, false)));
  return a === b ? 0 : (a ?? "") < (b ?? "") ? -1 : 1;
}

function compareLists(left: readonly RegoValue[], right: readonly RegoValue[]): number {
  for (const [index, element] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const difference = compare(element, other);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function rank(value: RegoValue): number {
  if (value === null) return 0;
  if (typeof value === "boolean") return 1;
  if (value instanceof RegoNumber) return 2;
  if (typeof value === "string") return 3;
  if (value instanceof RegoSet) return 6;
  return value instanceof RegoObject ? 5 : 4;
}

function sorted(values: readonly RegoValue[]): readonly RegoValue[] {
  return values.toSorted(compare);
}

/** The value as JSON can say it: sets are sorted arrays, keys are texts. `sortArrays` orders every array then. */
function plain(value: RegoValue, sortArrays: boolean): RegoValue {
  const list = value instanceof RegoSet ? sorted(value.elements) : value;
  if (list instanceof RegoObject)
    return new RegoObject(list.entries.map(([key, entry]) => [keyText(key), plain(entry, sortArrays)]));
  if (!Array.isArray(list)) return list;
  const elements = list.map((element: RegoValue) => plain(element, sortArrays));
  return sortArrays ? sorted(elements) : elements;
}

/** As OPA writes a value to JSON, but a number is an object with its digits. */
export function toJson(value: RegoValue, sortArrays: boolean): unknown {
  return write(plain(value, sortArrays));
}

function write(value: RegoValue): unknown {
  if (value instanceof RegoNumber) return { number: value.digits };
  if (value instanceof RegoObject) {
    const entries = value.entries.map(([key, entry]) => [key as string, write(entry)] as const);
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
  return Array.isArray(value) ? value.map(write) : value;
}

/** A key that is no text is written as the JSON of its value. */
function keyText(key: RegoValue): string {
  return typeof key === "string" ? key : JSON.stringify(bare(plain(key, false)));
}

function bare(value: RegoValue): unknown {
  if (value instanceof RegoNumber) return Number(value.digits);
  if (value instanceof RegoObject)
    return Object.fromEntries(value.entries.map(([key, entry]) => [key as string, bare(entry)]));
  return Array.isArray(value) ? value.map(bare) : value;
}
