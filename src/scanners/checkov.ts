// Checkov: misconfigurations of infrastructure as code, and secrets in it.
import type { Scanner } from "./scanner.ts";

export const checkov: Scanner = {
  name: "checkov",
  program: "checkov",
  classes: ["configuration", "secret"],
  install: "pipx install checkov",
  versionArguments: ["--version"],
  // What it finds and what it trips over have the same exit code; softly, it only fails for the latter.
  arguments: ({ folder }) => [
    "--directory",
    ".",
    "--output",
    "sarif",
    "--output-file-path",
    folder,
    "--skip-download",
    "--soft-fail",
    "--quiet",
    "--compact",
  ],
  output: { file: "results_sarif.sarif" },
  exitCodes: { clean: [0], findings: [0] },
  isSecret: ({ ruleId }) => ruleId?.startsWith("CKV_SECRET_") ?? false,
};
