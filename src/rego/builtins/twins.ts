// Twins in TypeScript of builtin functions that policies call often: a call of OPA's own takes many times as long. A twin that
// is not sure of its arguments answers undefined, and OPA's own is asked. OPA's conformance cases judge both.
import { createHash } from "node:crypto";

/** Takes and gives values as text. */
export type Twin = (args: readonly string[]) => string | undefined;

export const twins: ReadonlyMap<string, Twin> = new Map<string, Twin>([
  ["sprintf", sprintf],
  ["strings.any_prefix_match", (args) => anyMatch(args, (text, start) => text.startsWith(start))],
  ["strings.any_suffix_match", (args) => anyMatch(args, (text, end) => text.endsWith(end))],
  ["semver.is_valid", isSemver],
  ["semver.compare", compareSemver],
  ["crypto.md5", (args) => digest("md5", args)],
  ["crypto.sha1", (args) => digest("sha1", args)],
  ["crypto.sha256", (args) => digest("sha256", args)],
]);

/** Undefined for what is not JSON, such as a set. */
function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

/** `%s`, `%d` and `%v` of texts and whole numbers; every other verb and value has rules of Go's own. */
function sprintf([format, values]: readonly string[]): string | undefined {
  const text = parse(format);
  const list = parse(values);
  if (typeof text !== "string" || !Array.isArray(list)) return undefined;
  let next = 0;
  let sure = true;
  const result = text.replace(/%(.?)/gs, (_all, verb: string) => {
    if (verb === "%") return "%";
    const value: unknown = list[next++];
    if (typeof value === "string" && (verb === "s" || verb === "v")) return value;
    if (Number.isSafeInteger(value) && (verb === "d" || verb === "v")) return String(value);
    sure = false;
    return "";
  });
  // A number such as 1.0 or 1e3 is an integer here, and none in Go.
  return sure && next === list.length && !/\d[.eE]/.test(values ?? "") ? JSON.stringify(result) : undefined;
}

/** Each argument is a text, or an array or a set of them; the empty set has a name of its own. */
function texts(argument: string | undefined): readonly string[] | undefined {
  const value = argument?.startsWith("{") ? parse(`[${argument.slice(1, -1)}]`) : parse(argument);
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((entry) => typeof entry === "string") ? value : undefined;
}

function anyMatch(args: readonly string[], matches: (text: string, part: string) => boolean): string | undefined {
  const [searched, parts] = args.map(texts);
  if (!searched || !parts) return undefined;
  return String(searched.some((text) => parts.some((part) => matches(text, part))));
}

function digest(algorithm: string, [argument]: readonly string[]): string | undefined {
  const value = parse(argument);
  return typeof value === "string" ? JSON.stringify(createHash(algorithm).update(value).digest("hex")) : undefined;
}

/** What every reader of semantic versions takes for one, and no more: https://semver.org, without pre-releases and builds. */
const plainVersion = /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})$/;

function isSemver([argument]: readonly string[]): string | undefined {
  const value = parse(argument);
  return typeof value === "string" && plainVersion.test(value) ? "true" : undefined;
}

function compareSemver(args: readonly string[]): string | undefined {
  const [left, right] = args.map((argument) => {
    const value = parse(argument);
    return typeof value === "string" ? plainVersion.exec(value)?.slice(1).map(Number) : undefined;
  });
  if (!left || !right) return undefined;
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference < 0 ? "-1" : "1";
  }
  return "0";
}
