// What a fixture is evidence of, by the ending of its name, together with its companions: files whose name goes on after its own.
import { globSync } from "node:fs";
import { basename, dirname } from "node:path";
import { parametersFile } from "./fixture-parameters.ts";
import type { GatherOptions } from "../../src/gather.ts";
import type { FileEvidence } from "../../src/model/index.ts";

/** The first that fits counts. */
const endings: readonly (readonly [ending: string, kind: FileEvidence | "path" | "key" | "record"])[] = [
  [".record.json", "record"],
  [".sarif", "sarif"],
  [".cdx.json", "sbom"],
  [".spdx.json", "sbom"],
  [".tls.json", "tls"],
  [".sig.json", "signatures"],
  [".pub", "key"],
  [".pem", "certificates"],
  [".rotation.yaml", "rotation"],
  [".conf", "platform"],
  [".yaml", "path"],
];

function kindOf(file: string): (typeof endings)[number][1] | undefined {
  return endings.find(([ending]) => file.endsWith(ending))?.[1];
}

/** The fixtures that a pattern means, without companions and parameters; relative to `folder`, in alphabetical order. */
export function fixtureFiles(pattern: string, folder: string): readonly string[] {
  const files = globSync(pattern, { cwd: folder }).map((file) => file.replaceAll("\\", "/"));
  return files
    .filter((file) => basename(file) !== parametersFile)
    .filter((file) => !files.some((other) => file !== other && file.startsWith(`${other}.`)))
    .toSorted();
}

/** Options that have a fixture, and what lies beside it, as the evidence that it is. `path` is where it lies. */
export function fixtureEvidence(path: string): Pick<GatherOptions, "paths" | "files" | "signatureKeys"> {
  const own = [
    path,
    ...globSync(`${basename(path)}.*`, { cwd: dirname(path) }).map((name) => `${dirname(path)}/${name}`),
  ];
  const all = own.toSorted().map((file) => ({ file, kind: kindOf(file) }));
  const of = (wanted: string): readonly string[] => all.flatMap(({ file, kind }) => (kind === wanted ? [file] : []));
  const files = Object.fromEntries(
    all.flatMap(({ kind }) =>
      kind && kind !== "path" && kind !== "key" && kind !== "record" ? [[kind, of(kind)]] : [],
    ),
  );
  return { paths: of("path"), files, signatureKeys: of("key") };
}

/** Whether its name says what kind of evidence it is. */
export function isFixtureName(file: string): boolean {
  return (
    /\/(pass|fail|skip)-[a-z0-9_-]+\.[a-z.]+$/.test(file) && kindOf(file) !== undefined && kindOf(file) !== "record"
  );
}
