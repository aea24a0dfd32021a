// Collects for the tests, and keeps everything that the collectors say.
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import {
  collect,
  defaultLimits,
  type CollectOptions,
  type CollectedObject,
  type Source,
} from "../../src/evidence/index.ts";
import type { Evidence, EvidenceProblem } from "../../src/model/index.ts";

export interface Collected {
  readonly objects: readonly CollectedObject[];
  readonly problems: readonly EvidenceProblem[];
  readonly evidence: readonly Evidence[];
}

export const options: CollectOptions = {
  renderChart: () => Promise.reject(new Error("nothing is rendered here")),
  defaultNamespace: "town",
  limits: defaultLimits,
  now: "2026-01-02T03:04:05.000Z",
  version: "1.2.3",
  stdin: chunksOf(),
};

export async function collectAll(
  sources: readonly Source[],
  changed: Partial<CollectOptions> = {},
): Promise<Collected> {
  const objects: CollectedObject[] = [];
  const problems: EvidenceProblem[] = [];
  const evidence: Evidence[] = [];
  const sink = {
    object: (object: CollectedObject) => void objects.push(object),
    problem: (problem: EvidenceProblem) => void problems.push(problem),
    finished: (finished: Evidence) => void evidence.push(finished),
  };
  for (const source of sources) await collect(source, { ...options, ...changed }, sink);
  return { objects, problems, evidence };
}

/** Collects `text` as if it came through standard input, a few bytes at a time. */
export function collectText(
  text: string | Buffer,
  changed: Partial<CollectOptions> = {},
  demanded = true,
): Promise<Collected> {
  const bytes = Buffer.from(text as string);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) =>
    bytes.subarray(index * 7, index * 7 + 7),
  );
  const source: Source = { kind: "stdin", path: "-", name: "bakery.yaml", demanded };
  return collectAll([source], { ...changed, stdin: chunksOf(...chunks) });
}

export async function* chunksOf(...chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

/** A folder with these files, removed after the tests of the file. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-evidence-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** `Kind/name` of each object. */
export function namesOf({ objects }: Pick<Collected, "objects">): readonly string[] {
  return objects.map(({ value }) => `${value.kind}/${(value.metadata as { name?: string } | undefined)?.name ?? ""}`);
}

/** `CODE file:line: message` of each problem. */
export function linesOf({ problems }: Pick<Collected, "problems">): readonly string[] {
  return problems.map(({ code, location, message }) => {
    const place = location.line === undefined ? location.file : `${location.file}:${location.line}`;
    return `${code} ${place}: ${message}`;
  });
}
