// `touchstone attestations list` and `new`: what people state of controls that no check judges.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, relative, sep } from "node:path";
import { judgeAttestation } from "../../assessment/index.ts";
import { controlNamed, loadAttestations, loadConfig } from "../../config/index.ts";
import { exitCodes, messageOf, TouchstoneError, type AssessedAttestation, type Mapping } from "../../model/index.ts";
import { placeOf, textTable } from "../../report/index.ts";
import { additionsOf } from "../checks.ts";
import { openLibrary } from "../library.ts";
import { printReport } from "../write-report.ts";
import { configFile } from "../config-file.ts";
import { daysFrom, printOrCreate } from "../new-entry.ts";

interface SourceOptions {
  readonly config?: string;
  readonly catalogue: readonly string[];
}

export type ListOptions = SourceOptions & { readonly asOf?: string; readonly format: "table" | "json" };

export type NewOptions = SourceOptions & {
  readonly id: string;
  readonly control: readonly string[];
  readonly statement: string;
  readonly attestedBy: string;
  readonly days: number;
  readonly file: readonly string[];
  readonly output?: string;
};

const defaultFolder = "attestations";

/** Returns the exit code. */
export async function listAttestations(paths: readonly string[], options: ListOptions): Promise<number> {
  const now = options.asOf ?? new Date().toISOString();
  const file = configFile(options);
  const configured = paths.length > 0 || file === undefined ? [] : ((await loadConfig(file)).attestations ?? []);
  const { frameworks, mappings } = await libraryOf(options);
  const sources = paths.length > 0 ? paths : configured.length > 0 ? configured : [defaultFolder];
  const judged = new Set(mappings.map(keyOf));
  const attestations = (await loadAttestations(sources, frameworks))
    .map((one): AssessedAttestation => {
      const unjudged = one.controls.filter((control) => !judged.has(keyOf(control)));
      return { ...one, ...judgeAttestation(one, unjudged.length, now) };
    })
    .toSorted(
      (left, right) => Date.parse(left.expiresAt) - Date.parse(right.expiresAt) || (left.id < right.id ? -1 : 1),
    );
  if (options.format === "json") await printReport([`${JSON.stringify({ attestations }, undefined, 2)}\n`]);
  else if (attestations.length === 0) await printReport(["There are no attestations.\n"]);
  else {
    const rows = attestations.map(({ id, state, expiresAt, controls, attestedBy, location, message }) => [
      id,
      state,
      expiresAt,
      controls.map(({ framework, control }) => `${framework}/${control}`).join(", "),
      attestedBy,
      placeOf(location),
      message,
    ]);
    await printReport([textTable(["ID", "STATE", "EXPIRES", "CONTROLS", "BY", "WHERE", ""], rows)]);
  }
  return exitCodes.passed;
}

/** Returns the exit code. What is there is not written over: others may rely on it. */
export async function newAttestation(options: NewOptions): Promise<number> {
  const { frameworks, mappings } = await libraryOf(options);
  for (const name of options.control) {
    const named = controlNamed(name, frameworks);
    if (typeof named === "string")
      throw new TouchstoneError("E_USAGE", named, "`touchstone controls list` shows the controls.");
    const judge = mappings.find((mapping) => keyOf(mapping) === keyOf(named));
    if (judge)
      process.stderr.write(
        `note: ${name} is judged by checks, such as ${judge.check}: an attestation does not count\n`,
      );
  }
  const folder = options.output === undefined ? "." : dirname(options.output);
  const files = await Promise.all(options.file.map((file) => attached(file, folder)));
  const { from, until } = daysFrom(new Date(), options.days);
  const text = `# An attestation counts until it expires, while its files are as they were.
attestations:
  - id: ${options.id}
    controls: ${JSON.stringify(options.control)}
    statement: ${JSON.stringify(options.statement)}
    attestedBy: ${JSON.stringify(options.attestedBy)}
    attestedAt: ${from}
    expiresAt: ${until}
${files.length === 0 ? "" : `    files:\n${files.join("")}`}`;
  await printOrCreate(text, options.output);
  return exitCodes.passed;
}

async function attached(file: string, folder: string): Promise<string> {
  const path = relative(folder, file).split(sep).join("/");
  if (isAbsolute(path) || path.startsWith("../"))
    throw new TouchstoneError("E_USAGE", `${file} is not below ${folder}`, "Put it beside the attestation, or below.");
  const bytes = await readFile(file).catch((cause: unknown) => {
    const hint = "Name a file that is there.";
    throw new TouchstoneError("E_UNREADABLE", `${file} cannot be read: ${messageOf(cause)}`, hint, cause);
  });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return `      - { path: ${JSON.stringify(path)}, sha256: ${sha256} }\n`;
}

async function libraryOf(options: SourceOptions): ReturnType<typeof openLibrary> {
  const config = configFile(options);
  const additions = await additionsOf({ ...(config !== undefined && { config }), policy: [] });
  return openLibrary({ ...additions, catalogues: [...additions.catalogues, ...options.catalogue] });
}

function keyOf({ framework, control }: Pick<Mapping, "framework" | "control">): string {
  return `${framework}/${control}`;
}
