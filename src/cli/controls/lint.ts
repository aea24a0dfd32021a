// `touchstone controls lint`: everything that is wrong or doubtful in a user's own catalogues and mappings, by file and line.
import { loadCatalogue } from "../../library/catalogues.ts";
import { checkMappings, placedMappings } from "../../library/check-mappings.ts";
import { loadMappings, type MappingFile } from "../../library/mappings.ts";
import {
  exitCodes,
  TouchstoneError,
  type Check,
  type Framework,
  type Location,
  type Mapping,
} from "../../model/index.ts";
import { placeText, readYamlFile } from "../../yaml/index.ts";
import { additionsOf } from "../checks.ts";
import { openLibrary } from "../library.ts";
import { printReport } from "../write-report.ts";
import type { SourceOptions } from "./library.ts";

export interface LintOptions extends SourceOptions {
  readonly strict?: boolean;
}

interface Remark {
  readonly level: "error" | "warning";
  /** With its places, one a line. */
  readonly text: string;
}

/** Returns the exit code: 1 for a mistake, with --strict for a warning too. @throws TouchstoneError E_USAGE */
export async function lintControls(options: LintOptions): Promise<number> {
  const additions = await additionsOf(options);
  const catalogues = [...additions.catalogues, ...options.catalogue];
  const mappings = [...additions.mappings, ...options.mapping];
  if (catalogues.length + mappings.length === 0) {
    const hint = "Name one with --catalogue or --mapping, or a configuration that does with --config.";
    throw new TouchstoneError("E_USAGE", "there is no catalogue and no mapping to check", hint);
  }
  const library = await openLibrary({ ...additions, catalogues: [], mappings: [] });
  const remarks: Remark[] = [];
  const own: (Framework & { readonly file: string })[] = [];
  for (const file of catalogues) {
    const framework = await attempt(remarks, () => loadCatalogue(file));
    if (!framework) continue;
    if ([...library.frameworks, ...own].some(({ id }) => id === framework.id))
      remarks.push({ level: "error", text: `${file}: there is a framework ${framework.id} already` });
    else own.push({ ...framework, file });
  }
  const frameworks = [...library.frameworks, ...own];
  const edges: Mapping[] = [];
  for (const file of mappings) {
    const read = await attempt(remarks, () => loadMappings(file));
    if (!read) continue;
    const known = { checks: library.bundle.checks, frameworks, mapped: library.mappings };
    const silent = await attempt(remarks, () => checkMappings(read, known));
    const framework = frameworks.find(({ id }) => id === read.framework);
    if (framework) remarks.push(...doubts(read, framework));
    if (silent && own.some(({ id }) => id === read.framework))
      remarks.push(...silence(read, silent, library.bundle.checks));
    edges.push(...read.mappings);
  }
  for (const framework of own) remarks.push(...(await catalogueDoubts(framework.file, framework, edges)));
  const mistakes = remarks.filter(({ level }) => options.strict === true || level === "error");
  if (options.format === "json") await printReport([`${JSON.stringify({ remarks }, undefined, 2)}\n`]);
  else
    await printReport(
      remarks.length === 0 ? ["Nothing is wrong.\n"] : remarks.map(({ level, text }) => `${level}: ${text}\n`),
    );
  return mistakes.length > 0 ? exitCodes.failed : exitCodes.passed;
}

/** What is wrong with a file is a remark, and the others are looked at all the same. */
async function attempt<T>(remarks: Remark[], work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof TouchstoneError)) throw thrown;
    remarks.push(...thrown.message.split("\n").map((text): Remark => ({ level: "error", text })));
    return undefined;
  }
}

/** Edges to what only a person can show, and rationales that are said twice. */
function doubts(file: MappingFile, { controls }: Framework): readonly Remark[] {
  const kinds = new Map(controls.map(({ id, evidence }) => [id, evidence]));
  const said = new Map<string, string>();
  return placedMappings(file).flatMap(({ mapping: { check, control, rationale }, locate }) => {
    const remarks: Remark[] = [];
    if (kinds.get(control) === "attestation")
      remarks.push(warning(locate("control"), `the catalogue says that only a person can show ${control}`));
    const before = said.get(rationale);
    if (before !== undefined) remarks.push(warning(locate("rationale"), `the rationale of ${before} again`));
    else said.set(rationale, check);
    return remarks;
  });
}

function silence({ locate }: MappingFile, silent: readonly string[], checks: readonly Check[]): readonly Remark[] {
  if (silent.length === 0) return [];
  const some = silent.slice(0, 3).join(", ");
  const all = silent.length > 3 ? `${some} and ${silent.length - 3} more` : some;
  return [
    warning(
      locate(["mappings"]),
      `${silent.length} of ${checks.length} checks are neither mapped nor unmapped: ${all}`,
    ),
  ];
}

/** Controls that no check is evidence for although a machine could show them, and kinds of evidence that are not stated. */
async function catalogueDoubts(
  file: string,
  { id, controls }: Framework,
  edges: readonly Mapping[],
): Promise<readonly Remark[]> {
  const { locate } = await readYamlFile(file);
  const mapped = new Set(edges.filter(({ framework }) => framework === id).map(({ control }) => control));
  return controls.flatMap((control, index) => {
    const location = locate(["controls", index, "id"]);
    if (mapped.has(control.id) || control.evidence === "attestation") return [];
    const kind = control.evidence === undefined ? "" : `, which the catalogue calls ${control.evidence},`;
    return [warning(location, `no check is evidence for ${control.id}${kind} and it is not for a person to attest`)];
  });
}

function warning(location: Location, message: string): Remark {
  return { level: "warning", text: `${placeText(location)}: ${message}` };
}
