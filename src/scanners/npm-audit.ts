// npm audit: vulnerable packages of package-lock.json. npm asks its registry.
import type { Log } from "sarif";
import { foundAdvisory, type Advisory } from "./advisory.ts";
import { convertedLog } from "./converted-log.ts";
import { isObject, parseReport } from "./read-log.ts";
import { ScannerFault, type ConverterContext, type Scanner } from "./scanner.ts";

const lockFiles = ["npm-shrinkwrap.json", "package-lock.json"];

export const npmAudit: Scanner = {
  name: "npm-audit",
  program: "npm",
  classes: ["dependency"],
  install: "npm comes with Node.js, https://nodejs.org",
  versionArguments: ["--version"],
  inapplicable: ({ files }) =>
    lockFiles.some((file) => files.includes(file)) ? undefined : "there is no package-lock.json at its root",
  arguments: () => ["audit", "--json", "--package-lock-only"],
  environment: { npm_config_update_notifier: "false", npm_config_audit_level: "none" },
  output: "stdout",
  exitCodes: { clean: [0], findings: [0, 1] },
  convert: convertNpmAudit,
};

interface Via {
  readonly source: number;
  readonly title: string;
  readonly url: string;
  readonly severity: string;
  readonly cwe?: readonly string[];
  readonly cvss?: { readonly score?: number };
  readonly range: string;
}

interface Vulnerability {
  readonly name: string;
  /** A text is the name of a package that is vulnerable itself, and has an entry of its own. */
  readonly via: readonly (Via | string)[];
  readonly nodes: readonly string[];
}

/** Where there is no score, one for each of its words. */
const scores: Readonly<Record<string, number>> = { critical: 9.5, high: 8, moderate: 5.5, low: 2, info: 0 };
const levels: Readonly<Record<string, Advisory["level"]>> = { critical: "error", high: "error", moderate: "warning" };

async function convertNpmAudit(report: string, { readFile }: ConverterContext): Promise<Log> {
  const parsed = parseReport(report);
  if (!isObject(parsed) || parsed["auditReportVersion"] !== 2 || !isObject(parsed["vulnerabilities"]))
    throw new ScannerFault(`what it wrote is no report of npm audit${problemIn(parsed)}`);
  const file = await lockFile(readFile);
  const versions = installedVersions(file.content);
  const found = (Object.values(parsed["vulnerabilities"]) as readonly Vulnerability[]).flatMap(({ name, via, nodes }) =>
    via.flatMap((one) => {
      if (typeof one === "string") return [];
      const installed = [...new Set(nodes.map((node) => versions.get(node) ?? ""))];
      return installed.map((version) => foundAdvisory(advisoryOf(one, { name, version, file: file.name })));
    }),
  );
  return convertedLog({ name: "npm-audit", informationUri: "https://docs.npmjs.com/cli/commands/npm-audit", found });
}

function advisoryOf(
  { source, title, url, severity, cwe = [], cvss, range }: Via,
  { name, version, file }: { readonly name: string; readonly version: string; readonly file: string },
): Advisory {
  const score = cvss?.score;
  return {
    id: /GHSA(?:-[a-z0-9]{4}){3}/.exec(url)?.[0] ?? `npm-${source}`,
    aliases: [],
    title,
    url,
    cwe,
    score: score !== undefined && score > 0 ? score : scores[severity],
    level: levels[severity] ?? "note",
    package: { ecosystem: "npm", name, version, fixed: /<\s*(\d[\w.+-]*)\s*$/.exec(range)?.[1] ?? "" },
    file,
  };
}

/** What npm says in its own words when it could not ask. */
function problemIn(report: unknown): string {
  if (!isObject(report)) return "";
  const { message, error } = report;
  const summary = isObject(error) ? error["summary"] : undefined;
  return [message, summary].flatMap((text) => (typeof text === "string" && text !== "" ? [`: ${text}`] : []))[0] ?? "";
}

async function lockFile(
  read: ConverterContext["readFile"],
): Promise<{ readonly name: string; readonly content: string }> {
  for (const name of lockFiles) {
    const content = await read(name);
    if (content !== undefined) return { name, content };
  }
  return { name: "package-lock.json", content: "{}" };
}

/** By the folder that each is installed in, such as `node_modules/a/node_modules/b`. */
function installedVersions(lock: string): ReadonlyMap<string, string> {
  const parsed = parseReport(lock);
  const packages = isObject(parsed) && isObject(parsed["packages"]) ? Object.entries(parsed["packages"]) : [];
  return new Map(
    packages.flatMap(([folder, one]) =>
      isObject(one) && typeof one["version"] === "string" ? [[folder, one["version"]] as const] : [],
    ),
  );
}
