// cargo-audit: vulnerable crates of Cargo.lock. Only its newest versions write SARIF; all of them write this JSON.
import type { Log } from "sarif";
import { foundAdvisory } from "./advisory.ts";
import { convertedLog, type Found } from "./converted-log.ts";
import { isObject, parseReport } from "./read-log.ts";
import { firstVersion, rustAdvisory, type RustAdvisory, type RustPackage } from "./rust-advisory.ts";
import { ScannerFault, type Scanner } from "./scanner.ts";

export const cargoAudit: Scanner = {
  name: "cargo-audit",
  program: "cargo-audit",
  classes: ["dependency"],
  install: "cargo install --locked cargo-audit",
  versionArguments: ["--version"],
  inapplicable: ({ files }) => (files.includes("Cargo.lock") ? undefined : "there is no Cargo.lock at its root"),
  arguments: () => ["audit", "--json"],
  output: "stdout",
  // Warnings, such as crates that nobody maintains, leave it at 0.
  exitCodes: { clean: [0], findings: [0, 1] },
  convert: convertCargoAudit,
  database: { pattern: /"last-updated":\s*"([^"]+)"/ },
};

interface Entry {
  readonly advisory: RustAdvisory | null;
  readonly package: RustPackage;
  readonly versions?: { readonly patched?: readonly string[] } | null;
}

function convertCargoAudit(report: string): Log {
  const parsed = parseReport(report);
  const vulnerabilities = isObject(parsed) ? parsed["vulnerabilities"] : undefined;
  if (!isObject(parsed) || !isObject(vulnerabilities) || !Array.isArray(vulnerabilities["list"]))
    throw new ScannerFault("what it wrote is no report of cargo-audit");
  const warnings = isObject(parsed["warnings"]) ? Object.entries(parsed["warnings"]) : [];
  return convertedLog({
    name: "cargo-audit",
    informationUri: "https://github.com/rustsec/rustsec",
    found: [
      ...(vulnerabilities["list"] as readonly Entry[]).map((entry) => foundEntry(entry, "error", "vulnerability")),
      ...warnings.flatMap(([kind, entries]) =>
        (entries as readonly Entry[]).map((entry) => foundEntry(entry, "warning", kind)),
      ),
    ],
  });
}

function foundEntry({ advisory, package: crate, versions }: Entry, level: "error" | "warning", kind: string): Found {
  // A version that was taken back has no advisory.
  const known = advisory ?? { id: kind, title: `this version is ${kind}` };
  return foundAdvisory(rustAdvisory(known, crate, { fixed: firstVersion(versions?.patched ?? []), level }));
}
