// Trivy: vulnerable packages, secrets and misconfigurations in files.
import { join } from "node:path";
import type { Scanner } from "./scanner.ts";

export const trivy: Scanner = {
  name: "trivy",
  program: "trivy",
  classes: ["dependency", "secret", "configuration"],
  install: "brew install trivy, or see https://trivy.dev/latest/getting-started/installation/",
  versionArguments: ["--version"],
  arguments: ({ folder }) => [
    "fs",
    "--format",
    "sarif",
    "--output",
    join(folder, "report.sarif"),
    "--scanners",
    "vuln,secret,misconfig",
    "--exit-code",
    "0",
    ".",
  ],
  // As variables, because older versions refuse options that they do not know.
  environment: { TRIVY_SKIP_VERSION_CHECK: "true", TRIVY_DISABLE_TELEMETRY: "true", TRIVY_NO_PROGRESS: "true" },
  output: { file: "report.sarif" },
  exitCodes: { clean: [0], findings: [0] },
  isSecret: (_result, rule) => rule?.name === "Secret",
  database: {
    arguments: ["version", "--format", "json"],
    pattern: /"VulnerabilityDB":\s*\{[^}]*"UpdatedAt":\s*"([^"]+)"/,
  },
};
