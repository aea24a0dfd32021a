// Takes secrets out of text that programs print: tokens by their form, and the values of secret variables.
import { stripVTControlCharacters } from "node:util";

const removed = "[removed]";

/** Forms that nothing but a secret has. */
const tokens: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{40,})/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /\bsk-[\w-]{20,}/g,
  /\bAIza[\w-]{30,}/g,
  /\bhv[sb]\.[\w-]{20,}/g,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g,
];

/**
 * What stands behind a word such as `password`, and in the user part of a URL. Every repetition before the value is bounded: what
 * a scanner prints may be long, and made by whoever wrote the tree.
 */
const assignments: readonly RegExp[] = [
  /(\b[a-z]{1,20}:\/\/)[^\s/@]+@/gi,
  /(\b(?:authorization|bearer|basic)\b["']?\s{0,9}[:=]?\s{0,9}(?:(?:bearer|basic|token)\s{1,9})?)["']?[\w+/=.~-]{8,}/gi,
  /((?:passwor[dt]|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)[\w.-]{0,60}["']?\s{0,9}[:=]\s{0,9})(?:"[^"\n]*"?|'[^'\n]*'?|[^\s"',;]+)/gi,
];

const secretName = /pass|secret|token|key|credential|auth/i;

/** Without tokens that are known by their form. */
export function withoutTokens(text: string): string {
  return tokens.reduce((rest, token) => rest.replace(token, removed), text);
}

/** Lines of code that a scanner quotes, without what is assigned to a name such as `password`. */
export function withoutAssigned(text: string): string {
  return assignments.reduce((rest, assignment) => rest.replace(assignment, `$1${removed}`), withoutTokens(text));
}

/** What a program printed, as plain text, without anything that looks like a secret, or where the user is at home. */
export function withoutSecrets(text: string, environment: NodeJS.ProcessEnv): string {
  let rest = stripVTControlCharacters(text).replaceAll(/[^\P{Cc}\n\t]/gu, "");
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && value.length >= 6 && secretName.test(name)) rest = rest.replaceAll(value, removed);
  const home = environment["HOME"] ?? "";
  if (home.length > 1) rest = rest.replaceAll(home, "~");
  return withoutAssigned(rest);
}

/** The last lines, at most `lines` of them and 4000 characters. */
export function lastLines(text: string, lines: number): string {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-lines)
    .join("\n")
    .slice(-4000);
}
