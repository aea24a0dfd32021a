// What software of others a result is about, and under which ids its vulnerability is known: each tool says it in words.
import type { WeakPackage } from "../../model/index.ts";
import { asObject, asText, textsIn, type JsonObject } from "../json.ts";

const advisory =
  /\b(?:CVE-\d{4}-\d{4,}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|(?:RUSTSEC|PYSEC)-\d{4}-\d+|GO-\d{4}-\d+)\b/gi;

/** Longer lists of versions are cut. */
const longestFix = 200;

/** In alphabetical order, each once. */
export function advisoriesIn(texts: readonly string[]): readonly string[] {
  const found = texts.flatMap((text) => [...text.matchAll(advisory)].map(([id]) => spelled(id)));
  return [...new Set(found)].toSorted();
}

function spelled(id: string): string {
  return /^ghsa/i.test(id) ? `GHSA${id.slice(4).toLowerCase()}` : id.toUpperCase();
}

/** By the message, else by the package URL of the result or of its rule; null when nobody says what it is. */
export function packageOf(message: string, properties: JsonObject, rule: JsonObject): WeakPackage | null {
  const ofRule = asObject(rule["properties"]);
  const urls = [asText(properties["purl"]), ...textsIn(ofRule["purls"]), asText(ofRule["purl"])];
  const found = ofTrivy(message) ?? ofSentence(message) ?? ofUrl(urls.find((url) => url !== "") ?? "", message);
  if (found === null || found.fixed !== "") return found;
  return { ...found, fixed: fixInHelp(asText(asObject(rule["help"])["text"]), found.name) };
}

/** Grype: a line, `Fix Version: 1.2.3,2.0.1`. OSV-Scanner: rows of a table, `| RUSTSEC-2020-0071 | time | 0.2.23 |`. */
function fixInHelp(help: string, name: string): string {
  const [, line] = /^Fix Version:[ \t]*(\S*\d.*)$/m.exec(help) ?? [];
  if (line !== undefined) return line.trim().replaceAll(/,\s*/g, ", ").slice(0, longestFix);
  const [, table = ""] = help.split("### Fixed Versions", 2);
  const fixes = table.split("\n").flatMap((row) => {
    const [, , software, fixed = ""] = row.split("|").map((cell) => cell.trim());
    return software === name && /^v?\d/.test(fixed) ? [fixed] : [];
  });
  return [...new Set(fixes)].join(", ").slice(0, longestFix);
}

/** Trivy: a line for each part. */
function ofTrivy(message: string): WeakPackage | undefined {
  const lines = new Map(
    message.split("\n").flatMap((line) => {
      const [, key, value] = /^(Package|Installed Version|Fixed Version):[ \t]*(.*)$/.exec(line) ?? [];
      return key === undefined ? [] : [[key, (value ?? "").trim()] as const];
    }),
  );
  const name = lines.get("Package");
  if (name === undefined) return undefined;
  return { name, version: lines.get("Installed Version") ?? "", fixed: lines.get("Fixed Version") ?? "" };
}

/** Grype, OSV-Scanner and cargo-audit: a sentence. */
const sentences: readonly RegExp[] = [
  // A high vulnerability in deb package: libc6, version 2.31 was found at: /var/lib/dpkg/status
  /\bpackage: (?<name>\S+), version (?<version>\S+) was found/,
  // Package 'lodash@4.17.20' is vulnerable to 'CVE-2021-23337'
  /\bPackage '(?<name>.+)@(?<version>[^'@]+)' is vulnerable/,
  // time 0.1.43 is vulnerable to RUSTSEC-2020-0071, and ansi_term 0.12.1 has a unmaintained warning
  /^(?<name>\S+) (?<version>\d\S*) (?:is vulnerable to|has an? \w+ warning)/,
];

function ofSentence(message: string): WeakPackage | undefined {
  for (const sentence of sentences) {
    const { name, version } = sentence.exec(message)?.groups ?? {};
    if (name !== undefined && version !== undefined) return { name, version, fixed: fixIn(message) };
  }
  return undefined;
}

function fixIn(message: string): string {
  const [, fixed] =
    /\b(?:fixed in|fixed version:|upgrade to)\s+(?:version\s+)?[>=^~ ]*(\d[\w.+-]*)/i.exec(message) ?? [];
  return fixed ?? "";
}

/** `pkg:npm/%40scope/name@1.2.3?...` */
function ofUrl(url: string, message: string): WeakPackage | null {
  const [, path, version] = /^pkg:[^/]+\/([^@?#]+)@([^?#]+)/.exec(url) ?? [];
  if (path === undefined || version === undefined) return null;
  return { name: decoded(path), version: decoded(version), fixed: fixIn(message) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
