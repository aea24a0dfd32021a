// pip-audit: vulnerable packages of requirements.txt. It lets pip find out which those are, and asks PyPI.
import type { Log } from "sarif";
import { foundAdvisory } from "./advisory.ts";
import { convertedLog } from "./converted-log.ts";
import { isObject, parseReport } from "./read-log.ts";
import { ScannerFault, type Scanner } from "./scanner.ts";

export const pipAudit: Scanner = {
  name: "pip-audit",
  program: "pip-audit",
  classes: ["dependency"],
  install: "pipx install pip-audit",
  versionArguments: ["--version"],
  inapplicable: ({ files }) =>
    files.includes("requirements.txt") ? undefined : "there is no requirements.txt at its root",
  arguments: () => ["--format", "json", "--progress-spinner", "off", "--requirement", "requirements.txt"],
  output: "stdout",
  exitCodes: { clean: [0], findings: [1] },
  convert: convertPipAudit,
};

interface Dependency {
  readonly name: string;
  readonly version?: string;
  readonly skip_reason?: string;
  readonly vulns?: readonly {
    readonly id: string;
    readonly fix_versions: readonly string[];
    readonly aliases?: readonly string[];
    readonly description?: string;
  }[];
}

/** It ends as if all were well when it could not look up a single package. */
function convertPipAudit(report: string): Log {
  const parsed = parseReport(report);
  if (!isObject(parsed) || !Array.isArray(parsed["dependencies"]))
    throw new ScannerFault("what it wrote is no report of pip-audit");
  const dependencies = parsed["dependencies"] as readonly Dependency[];
  const skipped = dependencies.flatMap(({ skip_reason }) => skip_reason ?? []);
  if (skipped.length > 0 && skipped.length === dependencies.length)
    throw new ScannerFault(`it looked up none of ${skipped.length} packages: ${skipped[0]}`);
  return convertedLog({
    name: "pip-audit",
    informationUri: "https://github.com/pypa/pip-audit",
    found: dependencies.flatMap(({ name, version = "", vulns = [] }) =>
      vulns.map(({ id, fix_versions, aliases = [], description }) =>
        foundAdvisory({
          id,
          aliases,
          title:
            description
              ?.split("\n")
              .find((line) => line.trim() !== "")
              ?.trim()
              .slice(0, 200) ?? id,
          description,
          package: { ecosystem: "pypi", name, version, fixed: fix_versions[0] ?? "" },
          file: "requirements.txt",
        }),
      ),
    ),
    notifications: skipped.map((text) => ({ level: "warning", message: { text } })),
  });
}
