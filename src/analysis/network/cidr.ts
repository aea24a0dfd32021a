// IP addresses and blocks of them, of both versions, as ranges of numbers.

export interface Block {
  readonly version: 4 | 6;
  readonly from: bigint;
  readonly to: bigint;
}

/** One address as a block; nothing for what is none. */
export function parseAddress(text: string): Block | undefined {
  const value = text.includes(":") ? parseV6(text) : parseV4(text);
  return value === undefined ? undefined : { version: text.includes(":") ? 6 : 4, from: value, to: value };
}

/** `10.0.0.0/8`, `fc00::/7`; bits behind the prefix do not matter. Nothing for what is no block. */
export function parseBlock(text: string): Block | undefined {
  const [address = "", prefix = "", ...more] = text.split("/");
  const parsed = parseAddress(address);
  if (!parsed || more.length > 0 || !/^\d{1,3}$/.test(prefix)) return undefined;
  const width = parsed.version === 4 ? 32 : 128;
  const bits = width - Number(prefix);
  if (bits < 0) return undefined;
  const mask = (1n << BigInt(bits)) - 1n;
  return { version: parsed.version, from: parsed.from & ~mask, to: parsed.from | mask };
}

export function contains(outer: Block, inner: Block): boolean {
  return outer.version === inner.version && outer.from <= inner.from && inner.to <= outer.to;
}

export function overlaps(left: Block, right: Block): boolean {
  return left.version === right.version && left.from <= right.to && right.from <= left.to;
}

/**
 * The pieces into which blocks cut the addresses of their version: whatever these blocks decide, they decide alike for all
 * addresses of a piece.
 */
export function piecesOf(version: 4 | 6, blocks: readonly Block[]): readonly Block[] {
  const own = blocks.filter((block) => block.version === version);
  const most = lastOf(version);
  const starts = new Set([0n, ...own.flatMap(({ from, to }) => (to < most ? [from, to + 1n] : [from]))]);
  const sorted = [...starts].toSorted((left, right) => (left < right ? -1 : 1));
  return sorted.map((from, index) => ({ version, from, to: (sorted[index + 1] ?? most + 1n) - 1n }));
}

/** The first address of a block. */
export function firstOf({ version, from }: Block): Block {
  return { version, from, to: from };
}

/** Whether a block is a sixteenth of all addresses, or more. */
export function isLarge({ version, from, to }: Block): boolean {
  return (to - from + 1n) * 16n > lastOf(version);
}

function lastOf(version: 4 | 6): bigint {
  return version === 4 ? 2n ** 32n - 1n : 2n ** 128n - 1n;
}

/** Whether a block covers all addresses of its version. */
export function isEverything({ version, from, to }: Block): boolean {
  return from === 0n && to === lastOf(version);
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  if (!before || !after) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => 0n), ...after];
  return groups.reduce((value, group) => value * 65_536n + group, 0n);
}

function groupsOf(text: string): readonly bigint[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const end = parts.at(-1) ?? "";
  const v4 = end.includes(".") ? parseV4(end) : undefined;
  if (end.includes(".") && v4 === undefined) return undefined;
  const hex = v4 === undefined ? parts : parts.slice(0, -1);
  if (!hex.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part))) return undefined;
  return [...hex.map((part) => BigInt(`0x${part}`)), ...(v4 === undefined ? [] : [v4 / 65_536n, v4 % 65_536n])];
}
