// cargo-deny: vulnerable, unwanted and wrongly licensed crates. It writes a line of JSON for each to standard error.
import type { Log, Notification } from "sarif";
import { foundAdvisory } from "./advisory.ts";
import { convertedLog, type Found } from "./converted-log.ts";
import { isObject } from "./read-log.ts";
import { rustAdvisory, type RustAdvisory, type RustPackage } from "./rust-advisory.ts";
import { ScannerFault, type Scanner } from "./scanner.ts";

const configurations = ["deny.toml", ".deny.toml", ".cargo/deny.toml"];

export const cargoDeny: Scanner = {
  name: "cargo-deny",
  program: "cargo-deny",
  classes: ["dependency", "licence"],
  install: "cargo install --locked cargo-deny",
  versionArguments: ["--version"],
  inapplicable: ({ files }) => (files.includes("Cargo.toml") ? undefined : "there is no Cargo.toml at its root"),
  // Without a configuration every licence is one that nobody allowed.
  arguments: ({ tree: { files } }) => [
    "--format",
    "json",
    "check",
    ...(configurations.some((file) => files.includes(file)) ? [] : ["advisories", "bans", "sources"]),
  ],
  output: "stderr",
  // A sum of 1, 2, 4 and 8 for the kinds of checks that failed; 1 is also every other failure, which has no summary.
  exitCodes: { clean: [0], findings: Array.from({ length: 15 }, (_, code) => code + 1) },
  convert: convertCargoDeny,
};

interface Diagnostic {
  readonly severity: string;
  readonly code?: string | null;
  readonly message: string;
  /** Older versions do not say that it is a crate and no feature of one. */
  readonly graphs?: readonly ({ readonly Krate?: RustPackage } & Partial<RustPackage>)[];
  readonly advisory?: RustAdvisory | null;
  readonly notes?: readonly string[];
}

/** Notes and help are no findings. */
const levels: Readonly<Record<string, "error" | "warning">> = { bug: "error", error: "error", warning: "warning" };

/** Its codes for licences, which older versions call L and a number; all others are about the crates themselves. */
const licenceCodes = new Set([
  "accepted",
  "rejected",
  "unlicensed",
  "no-license-field",
  "empty-license-field",
  "parse-error",
  "gather-failure",
  "license-not-encountered",
  "license-exception-not-encountered",
  "missing-clarification-file",
]);

function convertCargoDeny(report: string): Log {
  const found: Found[] = [];
  const notifications: Notification[] = [];
  let isWhole = false;
  for (const { type, fields } of linesOf(report)) {
    if (type === "summary") isWhole = true;
    if (type === "diagnostic") found.push(...foundDiagnostic(fields as unknown as Diagnostic));
    if (type === "log" && fields["level"] === "ERROR")
      notifications.push({ level: "error", message: { text: String(fields["message"]) } });
  }
  const said = notifications[0]?.message.text;
  if (!isWhole) throw new ScannerFault(`it did not come to its summary${said === undefined ? "" : `: ${said}`}`);
  const informationUri = "https://embarkstudios.github.io/cargo-deny/";
  return convertedLog({ name: "cargo-deny", informationUri, found, notifications });
}

/** Those that are no JSON are said by others, such as cargo. */
function* linesOf(
  report: string,
): Generator<{ readonly type: unknown; readonly fields: Readonly<Record<string, unknown>> }> {
  for (const line of report.split("\n")) {
    if (!line.startsWith("{")) continue;
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      continue;
    }
    if (isObject(parsed) && isObject(parsed["fields"])) yield { type: parsed["type"], fields: parsed["fields"] };
  }
}

function foundDiagnostic({ severity, code, message, graphs, advisory, notes = [] }: Diagnostic): readonly Found[] {
  const level = levels[severity];
  if (level === undefined) return [];
  const [root] = graphs ?? [];
  const { name = "", version = "" } = root?.Krate ?? root ?? {};
  if (advisory) {
    const solution = notes.flatMap((note) => /^Solution: Upgrade to [^\d]*(\d[\w.+-]*)/m.exec(note)?.[1] ?? []);
    return [foundAdvisory(rustAdvisory(advisory, { name, version }, { fixed: solution[0] ?? "", level }))];
  }
  const id = code ?? "unknown";
  const tags = licenceCodes.has(id) || /^L\d+$/.test(id) ? ["licence"] : ["supply-chain"];
  return [
    {
      rule: { id, name: id, properties: { tags } },
      result: {
        level,
        message: { text: name === "" ? message : `${name} ${version}: ${message}` },
        locations: [{ physicalLocation: { artifactLocation: { uri: "Cargo.lock" } } }],
        properties: { tags },
      },
    },
  ];
}
