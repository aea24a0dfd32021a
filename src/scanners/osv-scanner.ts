// OSV-Scanner: vulnerable packages of lock files.
import type { Scanner } from "./scanner.ts";

export const osvScanner: Scanner = {
  name: "osv-scanner",
  program: "osv-scanner",
  classes: ["dependency"],
  install: "brew install osv-scanner, or go install github.com/google/osv-scanner/v2/cmd/osv-scanner@latest",
  versionArguments: ["--version"],
  arguments: ({ version }) => [
    // Version 1 has no commands.
    ...(version.startsWith("1.") ? [] : ["scan", "source"]),
    "--recursive",
    "--format",
    "sarif",
    ".",
  ],
  output: "stdout",
  // 128: no packages were found.
  exitCodes: { clean: [0], findings: [1], inapplicable: [128] },
};
