// Grype: vulnerable packages in files.
import type { Scanner } from "./scanner.ts";

export const grype: Scanner = {
  name: "grype",
  program: "grype",
  classes: ["dependency"],
  install: "brew install grype, or see https://github.com/anchore/grype#installation",
  versionArguments: ["--version"],
  arguments: () => ["dir:.", "--output", "sarif"],
  environment: { GRYPE_CHECK_FOR_APP_UPDATE: "false" },
  output: "stdout",
  // 2 is for a severity that its own configuration does not let pass.
  exitCodes: { clean: [0], findings: [0, 2] },
  database: { arguments: ["db", "status", "--output", "json"], pattern: /"built":\s*"([^"]+)"/ },
};
