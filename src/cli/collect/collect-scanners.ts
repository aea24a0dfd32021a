// `touchstone collect scanners`: runs scanners over folders, and writes what each found with a record of its run.
import { mkdir, realpath, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { commitReader, type CommitOf } from "../../evidence/index.ts";
import { exitCodes, TouchstoneError } from "../../model/index.ts";
import { readTree, scanTarget, scanners, type Scan, type ScanOptions } from "../../scanners/index.ts";
import { terminalProgress } from "../progress.ts";
import { writeRecord } from "../records/write-record.ts";
import { printReport, writeWhole } from "../write-report.ts";
import { scansJson, scansTable, type CollectedScan } from "./scan-table.ts";

/** What commander parsed. */
export interface CollectScannersOptions {
  readonly output: string;
  readonly only?: readonly string[];
  readonly skip: readonly string[];
  readonly require: readonly string[];
  readonly semgrepConfig: readonly string[];
  readonly timeout: number;
  readonly jobs: number;
  readonly commit?: string;
  readonly format: "table" | "json";
}

type TargetFolder = Scan["target"] & { readonly tree: Awaited<ReturnType<typeof readTree>> };

/** Of each stream, and of a report. */
const outputLimit = 128 * 1024 * 1024;

/**
 * Returns the exit code.
 * @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE, E_OUTPUT, E_USAGE
 */
export async function collectScanners(paths: readonly string[], options: CollectScannersOptions): Promise<number> {
  const wanted = scanners.filter(({ name }) => (options.only?.includes(name) ?? true) && !options.skip.includes(name));
  await checkUsage(
    wanted.map(({ name }) => name),
    options,
  );
  const targets: TargetFolder[] = [];
  for (const path of paths.length === 0 ? ["."] : paths) targets.push(await openTarget(path, options.output));
  await mkdir(options.output, { recursive: true }).catch((cause: unknown) => {
    const hint = "Name a folder that can be made.";
    throw new TouchstoneError("E_OUTPUT", `the folder ${options.output} cannot be made`, hint, cause);
  });

  const endings = fileEndings(targets.map(({ path }) => path));
  const jobs = targets.flatMap((target, at) =>
    wanted.map((scanner) => ({ scanner, target, file: join(options.output, `${scanner.name}${endings[at]}.sarif`) })),
  );
  const rules = options.semgrepConfig.map(async (path) => (path === "auto" ? path : realpath(path)));
  const scanOptions: ScanOptions = {
    settings: { semgrepConfig: await Promise.all(rules) },
    timeoutSeconds: options.timeout,
    outputLimit,
    environment: process.env,
  };
  const commitOf = options.commit === undefined ? commitReader() : () => options.commit;
  const progress = terminalProgress(process.stderr);
  const running = new Set<string>();
  let finished = 0;
  const scans = await inParallel(jobs, options.jobs, async ({ scanner, target, file }): Promise<CollectedScan> => {
    running.add(scanner.name);
    progress.show(`${finished} of ${jobs.length} done; running ${[...running].join(", ")}`);
    const { tree, ...place } = target;
    const scan = await scanTarget(scanner, place, tree, scanOptions);
    const written = await keep(scan, file, commitOf);
    running.delete(scanner.name);
    finished += 1;
    return { ...scan, file: written };
  });
  progress.done();
  for (const { path, tree } of targets)
    if (tree.sha256 === undefined)
      process.stderr.write(
        `note: ${path} is too large, or has files that cannot be read: the records have no digest of it\n`,
      );
  await printReport([options.format === "json" ? scansJson(scans) : scansTable(scans)]);
  return exitCodeOf(scans, options.require);
}

/** @throws TouchstoneError E_USAGE, E_PATH_MISSING */
async function checkUsage(
  wanted: readonly string[],
  { only, require, semgrepConfig }: CollectScannersOptions,
): Promise<void> {
  const refuse = (what: string, hint: string): never => {
    throw new TouchstoneError("E_USAGE", what, hint);
  };
  if (wanted.length === 0) refuse("no scanner is left to run", "Name other scanners in --only and --skip.");
  for (const name of require)
    if (!wanted.includes(name))
      refuse(`${name} is required and not among those to run`, "Change --only, --skip or --require.");
  const isAsked = [...(only ?? []), ...require].includes("semgrep") && wanted.includes("semgrep");
  if (isAsked && semgrepConfig.length === 0)
    refuse("Semgrep has no rules of its own", "Say where they are: --semgrep-config rules/, or --semgrep-config auto.");
  if (semgrepConfig.length > 1 && semgrepConfig.includes("auto"))
    refuse("--semgrep-config auto does not go with rules of one's own", "Give one or the other.");
  for (const path of semgrepConfig)
    if (path !== "auto" && !(await stat(path).catch(() => undefined)))
      throw new TouchstoneError(
        "E_PATH_MISSING",
        `${path} does not exist`,
        "Name a file or folder with rules of Semgrep.",
      );
}

/** @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE, E_USAGE */
async function openTarget(given: string, output: string): Promise<TargetFolder> {
  const found = await stat(given).catch((cause: unknown) => {
    throw new TouchstoneError("E_PATH_MISSING", `${given} does not exist`, "Name a folder.", cause);
  });
  if (!found.isDirectory())
    throw new TouchstoneError("E_USAGE", `${given} is no folder`, "Name the folder that it is in.");
  try {
    const folder = await realpath(given);
    const without = await realpath(output).catch(() => resolve(output));
    const path = given
      .split(sep)
      .join("/")
      .replace(/(?<=.)\/+$/, "");
    return { path, folder, tree: await readTree(folder, without) };
  } catch (cause) {
    throw new TouchstoneError("E_UNREADABLE", `${given} cannot be read`, "Check its permissions.", cause);
  }
}

/** What tells the files of several folders apart; nothing for a single one. */
function fileEndings(paths: readonly string[]): readonly string[] {
  if (paths.length === 1) return [""];
  const names = paths.map((path) => path.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^[-.]+|[-.]+$/g, "") || "root");
  const taken = new Set<string>();
  return names.map((name) => {
    let ending = `-${name}`;
    for (let next = 2; taken.has(ending); next += 1) ending = `-${name}-${next}`;
    taken.add(ending);
    return ending;
  });
}

/** Returns the file that was written; undefined when there was nothing to write. */
async function keep(
  { kept, scanner, version, target }: Scan,
  file: string,
  commitOf: CommitOf,
): Promise<string | undefined> {
  if (!kept) return undefined;
  const content = Buffer.from(`${JSON.stringify(kept.log, undefined, 2)}\n`);
  const commit = commitOf(target.folder);
  await writeWhole("evidence", file, content);
  await writeRecord(file, content, {
    madeAt: kept.endedAt.toISOString(),
    ...(commit !== undefined && { commit }),
    tool: { name: scanner.name, ...(version !== "" && { version }) },
    run: kept.run,
  });
  return file;
}

/** The results are in the order of the items. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  async function worker(): Promise<void> {
    for (const [at, item] of waiting) results[at] = await work(item);
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return results;
}

function exitCodeOf(scans: readonly Scan[], required: readonly string[]): number {
  const isBad = scans.some(
    ({ state, scanner }) =>
      state === "failed" || state === "timed out" || (state === "missing" && required.includes(scanner.name)),
  );
  return isBad ? exitCodes.incomplete : exitCodes.passed;
}
