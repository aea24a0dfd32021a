// Bandit: weaknesses in Python. Its SARIF needs a package beside it, so its JSON is converted.
import type { Log, Result } from "sarif";
import { convertedLog, type Found } from "./converted-log.ts";
import { isObject, parseReport } from "./read-log.ts";
import { ScannerFault, type Scanner } from "./scanner.ts";

export const bandit: Scanner = {
  name: "bandit",
  program: "bandit",
  classes: ["code"],
  install: "pipx install bandit",
  versionArguments: ["--version"],
  inapplicable: ({ files }) => (files.some((file) => file.endsWith(".py")) ? undefined : "there is no Python in it"),
  // Its own list of what to leave out, which an option replaces, and what others installed.
  arguments: () => [
    "--recursive",
    "--quiet",
    "--format",
    "json",
    "--exclude",
    ".svn,CVS,.bzr,.hg,.git,__pycache__,.tox,.eggs,*.egg,/node_modules/,/.venv/,/venv/",
    ".",
  ],
  output: "stdout",
  exitCodes: { clean: [0], findings: [1] },
  convert: convertBandit,
};

interface Issue {
  readonly filename: string;
  readonly test_id: string;
  readonly test_name: string;
  readonly issue_text: string;
  readonly issue_severity: string;
  readonly issue_confidence: string;
  readonly issue_cwe?: { readonly id?: number };
  readonly line_number: number;
  readonly line_range?: readonly number[];
  readonly more_info?: string;
}

const levels: Readonly<Record<string, Result.level>> = { HIGH: "error", MEDIUM: "warning", LOW: "note" };

function convertBandit(report: string): Log {
  const parsed = parseReport(report);
  if (!isObject(parsed) || !Array.isArray(parsed["results"]) || !Array.isArray(parsed["errors"]))
    throw new ScannerFault("what it wrote is no report of Bandit");
  const errors = parsed["errors"] as readonly { readonly filename: string; readonly reason: string }[];
  return convertedLog({
    name: "Bandit",
    informationUri: "https://bandit.readthedocs.io/",
    found: (parsed["results"] as readonly Issue[]).map(foundIssue),
    // Bandit goes on without a file that it cannot read, and ends as if all were well.
    notifications: errors.map(({ filename, reason }) => ({
      level: "error",
      message: { text: `${filename} was not scanned: ${reason}` },
    })),
  });
}

function foundIssue(issue: Issue): Found {
  const cwe = issue.issue_cwe?.id;
  return {
    rule: {
      id: issue.test_id,
      name: issue.test_name,
      ...(issue.more_info !== undefined && URL.canParse(issue.more_info) && { helpUri: issue.more_info }),
      properties: { tags: ["security", ...(cwe === undefined ? [] : [`external/cwe/cwe-${cwe}`])] },
    },
    result: {
      level: levels[issue.issue_severity] ?? "warning",
      message: { text: issue.issue_text },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: issue.filename.split("/").map(encodeURIComponent).join("/") },
            region: { startLine: issue.line_number },
          },
        },
      ],
      properties: {
        issue_severity: issue.issue_severity,
        issue_confidence: issue.issue_confidence,
        ...(cwe !== undefined && { tags: [`CWE-${cwe}`] }),
      },
    },
  };
}
