// The checks on disk and their fixtures, read as a run of Touchstone would read them.
import { createReadStream, globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parametersFile } from "../../scripts/check-pages/fixture-parameters.ts";
import { Inventories } from "../../src/analysis/inventories.ts";
import { recordEnding } from "../../src/evidence/find-sources.ts";
import { collect, defaultLimits, normalise } from "../../src/evidence/index.ts";
import { BillCollector } from "../../src/evidence/sbom/index.ts";
import { ScanCollector } from "../../src/evidence/sarif/index.ts";
import { loadBuiltIn } from "../../src/library/built-in.ts";
import { categoryLookup } from "../../src/library/index.ts";
import { subjectKinds, type Subject } from "../../src/model/index.ts";

export const repository = join(import.meta.dirname, "../..");
export const policies = join(repository, "policies");

export type Expectation = "pass" | "fail" | "skip";

export interface Fixture {
  /** Relative to `policies/`. */
  readonly file: string;
  readonly expectation: Expectation;
  /** Id of the check that it belongs to. */
  readonly check: string;
}

/** Ids of the folders that hold a policy. */
export function checkFolders(): readonly string[] {
  return globSync("*/*/policy.rego", { cwd: policies })
    .map((file) => dirname(file))
    .toSorted();
}

export function fixturesOf(check: string): readonly Fixture[] {
  return globSync(`${check}/fixtures/*`, { cwd: policies })
    .filter((file) => basename(file) !== parametersFile && !file.endsWith(recordEnding))
    .toSorted()
    .map((file) => ({ file, check, expectation: basename(file).split("-", 1)[0] as Expectation }));
}

/** Every subject of a fixture, namespaces included. Throws when some of it cannot be read. */
export async function subjectsOf({ file }: Pick<Fixture, "file">): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  const inventories = new Inventories(new Set(subjectKinds));
  const path = join(policies, file);
  if (file.endsWith(".sarif")) return scannedSubjects(path);
  if (file.endsWith(".json")) return listedSubjects(path);
  await collect(
    { kind: "manifest", path, name: file, demanded: true },
    {
      renderChart: () => Promise.reject(new Error("a fixture is no chart")),
      defaultNamespace: "default",
      limits: defaultLimits,
      now: "2026-01-01T00:00:00.000Z",
      version: "0",
      stdin: createReadStream(path),
    },
    {
      object(object) {
        const found = normalise(object, 0);
        inventories.add(found, subjects.length);
        subjects.push(...found);
      },
      problem({ code, location, message }) {
        // What the API server would refuse is a problem of its own; the object is judged all the same.
        if (code === "E_NOT_KUBERNETES") return;
        throw new Error(`${location.file}:${location.line}: ${message}`);
      },
      finished: () => {},
    },
  );
  return [...subjects, ...inventories.namespaces(), ...inventories.derive().map(({ subject }) => subject)];
}

const sink = {
  problem: ({ message }: { readonly message: string }): never => {
    throw new Error(message);
  },
  finished: () => {},
};

/** Those of a bill of materials. */
async function listedSubjects(path: string): Promise<readonly Subject[]> {
  const bills = new BillCollector({ now: "2026-01-01T00:00:00.000Z", version: "0", fileBytes: defaultLimits.fileBytes });
  await bills.collect(path, sink, () => 0);
  return [...bills.subjects()];
}

/** Those of a log of scanners. */
async function scannedSubjects(path: string): Promise<readonly Subject[]> {
  const scans = new ScanCollector({ now: "2026-01-01T00:00:00.000Z", version: "0", fileBytes: defaultLimits.fileBytes });
  await scans.collect(path, sink, () => 0);
  const { frameworks } = await loadBuiltIn();
  return [...scans.subjects(categoryLookup(frameworks))];
}
