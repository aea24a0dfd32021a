// Semgrep: patterns in code. It has no rules of its own, so that somebody has to say which.
import { join } from "node:path";
import type { Scanner } from "./scanner.ts";

export const semgrep: Scanner = {
  name: "semgrep",
  program: "semgrep",
  classes: ["code"],
  install: "pipx install semgrep",
  versionArguments: ["--version", "--disable-version-check"],
  inapplicable: (_tree, { semgrepConfig }) =>
    semgrepConfig.length === 0 ? "it has no rules: --semgrep-config says which" : undefined,
  // With `auto` its registry chooses rules by what is in the tree, which it only does while metrics are sent.
  arguments: ({ folder, settings: { semgrepConfig } }) => [
    "scan",
    "--sarif",
    "--output",
    join(folder, "report.sarif"),
    "--disable-version-check",
    ...(semgrepConfig.includes("auto") ? [] : ["--metrics", "off"]),
    ...semgrepConfig.flatMap((config) => ["--config", config]),
    ".",
  ],
  environment: { SEMGREP_ENABLE_VERSION_CHECK: "0" },
  output: { file: "report.sarif" },
  exitCodes: { clean: [0], findings: [0] },
};
