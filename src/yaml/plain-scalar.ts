// What a scalar without quotes stands for: null, a boolean, a number or its own text, as Kubernetes' YAML reader decides.

const words = new Map<string, boolean | null>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...["~", "null", "Null", "NULL"].map((word) => [word, null] as const),
]);
const longestWord = 5;

const integer = /^[-+]?(?:0[bB][01]+|0[oO][0-7]+|0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** What the first character allows a scalar to be. */
const text = 0;
const word = 1;
const number = 2;
const firstCharacters = new Uint8Array(128);
for (const character of "yYnNtTfFoO~") firstCharacters[character.charCodeAt(0)] = word;
for (const character of "0123456789+-.") firstCharacters[character.charCodeAt(0)] = number;

/**
 * Returns the value, or `scalar` itself when it is text. `privileged: yes` is true and `0644` is 420, as in YAML 1.1. Dates
 * stay text, and so do `.inf` and `.nan`, which JSON cannot say. An integer beyond 2^53 is a bigint, so that it keeps its
 * digits.
 */
export function resolvePlain(scalar: string): string | number | bigint | boolean | null {
  const first = scalar.charCodeAt(0);
  const kind = first < 128 ? firstCharacters[first] : text;
  if (kind === text) return scalar;
  if (kind === number) return resolveNumber(scalar);
  if (scalar.length > longestWord) return scalar;
  const value = words.get(scalar);
  return value === undefined ? scalar : value;
}

function resolveNumber(scalar: string): string | number | bigint {
  let digits = scalar;
  if (scalar.includes("_")) {
    // Underscores may stand anywhere, but only between digits when the number begins with its point.
    if (scalar.startsWith(".") && /(?<![0-9])_|_(?![0-9])/.test(scalar)) return scalar;
    digits = scalar.replaceAll("_", "");
  }
  if (integer.test(digits)) {
    const value = parseInteger(digits);
    if (value !== undefined) return value;
  }
  if (!float.test(digits)) return scalar;
  const value = Number(digits);
  return Number.isFinite(value) ? value : scalar;
}

/** Undefined for what 64 bits do not hold. */
function parseInteger(digits: string): number | bigint | undefined {
  const negative = digits.startsWith("-");
  const unsigned = digits.startsWith("-") || digits.startsWith("+") ? digits.slice(1) : digits;
  const octal = /^0[0-7]+$/.test(unsigned);
  const value = octal ? Number.parseInt(unsigned, 8) : Number(unsigned.toLowerCase());
  if (value > (negative ? 2 ** 63 : 2 ** 64)) return undefined;
  if (!Number.isSafeInteger(value)) {
    const exact = BigInt(octal ? `0o${unsigned.slice(1)}` : unsigned.toLowerCase());
    if (exact > (negative ? 2n ** 63n : 2n ** 64n - 1n)) return undefined;
    return negative ? -exact : exact;
  }
  // Not `-value`: JSON has no negative zero.
  return negative ? 0 - value : value;
}
