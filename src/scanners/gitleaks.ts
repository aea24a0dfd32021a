// Gitleaks: secrets in files. What is in the history of git alone it does not look at here.
import type { Log } from "sarif";
import { join } from "node:path";
import { readLog } from "./read-log.ts";
import type { Scanner } from "./scanner.ts";

/** Its own code for leaks is also that of its errors. */
const leaksFound = 10;

export const gitleaks: Scanner = {
  name: "gitleaks",
  program: "gitleaks",
  classes: ["secret"],
  install: "brew install gitleaks, or go install github.com/zricethezav/gitleaks/v8@latest",
  versionArguments: ["version"],
  arguments: ({ version, folder }) => [
    ...(isOld(version) ? ["detect", "--no-git", "--source", "."] : ["dir", "."]),
    "--no-banner",
    "--redact",
    "--report-format",
    "sarif",
    "--report-path",
    join(folder, "report.sarif"),
    "--exit-code",
    String(leaksFound),
  ],
  output: { file: "report.sarif" },
  exitCodes: { clean: [0], findings: [leaksFound] },
  isSecret: () => true,
  convert: (report) => withoutItsVersion(readLog(report)),
};

/** `dir` came with 8.19; a build that does not know its version is from source, and taken to be newer. */
function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return version !== "" && (major < 8 || (major === 8 && minor < 19));
}

/** Every version of it writes that it is 8.0.0. */
function withoutItsVersion(log: Log): Log {
  for (const { tool } of log.runs) delete tool.driver.semanticVersion;
  return log;
}
