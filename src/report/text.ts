// Turns values of an assessment into words that are safe to show: no control characters, one spelling everywhere.
import type {
  CheckStatus,
  ControlStatus,
  Gate,
  GateCondition,
  Location,
  PathStep,
  ResourceIdentity,
  SubjectRecord,
} from "../model/index.ts";

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
// Control characters, lone surrogates, line separators, and invisible marks: some of them reverse the direction of writing.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe\uffff]/gu;

/** The text with everything that could steer a terminal or a reader's eye spelled out: ESC becomes `\x1b`. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => shortEscapes[character] ?? hexEscape(character.codePointAt(0) ?? 0));
}

function hexEscape(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\u{${digits}}`;
}

/** Prose of a policy (its description or remediation) on one line: its line breaks are only layout. */
export function prose(text: string): string {
  return printable(text.trim().replace(/\s+/g, " "));
}

/** `file:line:column`, as far as they are known. */
export function placeOf({ file, line, column }: Location): string {
  const name = file === "-" ? "stdin" : printable(file);
  if (line === undefined) return name;
  return column === undefined ? `${name}:${line}` : `${name}:${line}:${column}`;
}

/** `Kind namespace/name`, or `Kind name` when it has no namespace. */
export function nameOf({ kind, namespace, name }: ResourceIdentity): string {
  const own = name === "" ? "(unnamed)" : name;
  return printable(namespace === "" ? `${kind} ${own}` : `${kind} ${namespace}/${own}`);
}

/** The object's name, and which of its pods it is when there may be several. */
export function subjectName({ resource, pod }: Pick<SubjectRecord, "resource" | "pod">): string {
  return pod === undefined ? nameOf(resource) : `${nameOf(resource)}, pod ${printable(pod)}`;
}

/** The text with a full stop, unless it ends a sentence already. */
export function sentence(text: string): string {
  return /[.!?]\s*$/.test(text) ? text : `${text}.`;
}

/** A path as people write it: `spec.containers[0].image`; keys that are no plain words stand in brackets. */
export function pathText(path: readonly PathStep[]): string {
  const text = path.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    return /^[A-Za-z_$][\w$-]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return printable(text.join("").replace(/^\./, ""));
}

/** An address that may become a link; undefined for any scheme but http and https. */
export function webAddress(text: string): string | undefined {
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).href : undefined;
}

/** `1 finding`, `2 findings`. */
export function count(amount: number, noun: string): string {
  return `${grouped(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** Digits in groups of three. Node's own formatting loads its tables of languages first, which takes longer than a scan. */
function grouped(amount: number): string {
  return String(amount).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

/** A status in words. */
export function statusText(status: CheckStatus | ControlStatus): string {
  return status.replaceAll("-", " ");
}

/** PASS, FAIL or INCOMPLETE. */
export function conditionText({ verdict }: GateCondition): string {
  return verdict.toUpperCase();
}

/** The one sentence that says how the gate decided. */
export function verdictText(gate: Gate): string {
  const known = gate.conditions.filter(({ verdict }) => verdict === "known").length;
  const text = `Gate: ${gate.verdict.toUpperCase()}`;
  return known === 0 ? text : `${text} (known from the baseline: ${count(known, "condition")})`;
}
