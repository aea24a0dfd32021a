// `touchstone checks`: lists the checks, or shows one with everything its METADATA says.
import type { Config } from "../config/index.ts";
import type { LibraryAdditions } from "../library/index.ts";
import { TouchstoneError, type Bundle, type Check, type CheckParameter } from "../model/index.ts";
import { openLibrary } from "./library.ts";
import { verificationOf, type PolicyOptions } from "./policy-options.ts";
import { printReport } from "./write-report.ts";

export interface ChecksOptions extends PolicyOptions {
  readonly format: "table" | "json";
  readonly config?: string;
}

export async function checks(id: string | undefined, options: ChecksOptions): Promise<number> {
  const { format } = options;
  const { bundle, mappings } = await openLibrary(await additionsOf(options));
  if (id === undefined) {
    await printReport(format === "json" ? [json(bundle.checks)] : bundle.checks.map(line));
    return 0;
  }
  const check = bundle.checks.find((one) => one.id === id || one.aliases.includes(id));
  if (!check) throw new TouchstoneError("E_USAGE", `there is no check "${id}"`, "`touchstone checks` lists them.");
  const own = mappings.filter((mapping) => mapping.check === check.id);
  const page = pageOf(check, bundle);
  if (format === "json") {
    await printReport([json({ ...check, ...(page !== undefined && { page }), mappings: own })]);
    return 0;
  }
  const edges = own.map(
    ({ framework, control, strength, rationale }) => `  ${framework} ${control} (${strength}): ${rationale}\n`,
  );
  await printReport([
    `${describe(check, page)}\nEvidence for:\n${edges.length === 0 ? "  no control\n" : edges.join("")}`,
  ]);
  return 0;
}

/** What options and touchstone.yaml add to the library. */
export async function additionsOf(options: PolicyOptions & { readonly config?: string }): Promise<LibraryAdditions> {
  const { policy, config: file } = options;
  const config: Config = file === undefined ? {} : await (await import("../config/index.ts")).loadConfig(file);
  const { policies = [], catalogues = [], mappings = [], parameters, intents } = config;
  const verification = verificationOf(options, config.verification);
  return {
    policies: [...policies, ...policy],
    catalogues,
    mappings,
    ...(parameters && { parameters }),
    ...(intents && { intents }),
    ...(verification && { verification }),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function line({ id, severity, title }: Check): string {
  return `${severity.padEnd(8)}  ${id.padEnd(40)}  ${title}\n`;
}

/** The page that `npm run generate` writes for each check of ours; a user's own has none. */
function pageOf({ id }: Check, { modules }: Bundle): string | undefined {
  const isOurs = modules.some(({ origin, checks }) => origin === "built-in" && checks.some((one) => one.id === id));
  return isOurs ? `docs/checks/${id}.md` : undefined;
}

function describe(check: Check, page = ""): string {
  const fields: readonly (readonly [string, string])[] = [
    ["Severity", check.severity],
    ["Reads", `${check.kinds.join(", ")} (${check.scope} check)`],
    ["CWE", check.cwe.join(", ")],
    ["Optional", check.optional ? "yes: a system need not have what it judges" : ""],
    ["Tags", check.tags.join(", ")],
    ["Also known as", check.aliases.join(", ")],
    ["Policy", check.file],
    ["Page", page],
    ["Read more", check.references.join(" ")],
  ];
  const lines = fields.filter(([, value]) => value !== "").map(([name, value]) => `${`${name}:`.padEnd(15)}${value}\n`);
  const parameters = (check.parameters ?? []).map(describeParameter);
  if (parameters.length > 0) lines.push("\nParameters:\n", ...parameters);
  return `${check.id}  ${check.title}\n\n${check.description}\n\nFix: ${check.remediation}\n\n${lines.join("")}`;
}

function describeParameter({ name, description, value, default: usual, loose }: CheckParameter): string {
  const [is, was] = [JSON.stringify(value), JSON.stringify(usual)];
  const warning = loose ? `    ${loose.message}: the check fails\n` : "";
  return `  ${name} = ${is}${is === was ? "" : ` (default: ${was})`}: ${description}\n${warning}`;
}
