// The input of a comparison: plain manifests in a temporary folder, the same files for every tool.
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { findSources, type Source } from "../src/evidence/index.ts";
import { BenchError } from "./bench-error.ts";
import { readManifest } from "./read-manifest.ts";
import { readObjects } from "./read-objects.ts";

export interface Corpus {
  /** What the user named. */
  readonly name: string;
  /** What tools are told to scan: a folder, or the one file in it. */
  readonly target: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly bytes: number;
  /** Kubernetes objects in all of the files; those in Lists count one by one. */
  readonly objects: number;
  /** Over the contents of the files in their order, lower-case hex. */
  readonly sha256: string;
  /** The objects themselves, for a tool that takes them as one JSON document. */
  readObjects(): Promise<readonly unknown[]>;
}

export interface StagedCorpus {
  readonly corpus: Corpus;
  /** What was left out, in words. */
  readonly remarks: readonly string[];
}

/**
 * Copies the manifests below `path` into `folder`, `repeat` times. Charts are rendered, because no peer does that.
 * @throws BenchError when there is no Kubernetes object in them
 */
export async function stageCorpus(path: string, folder: string, repeat: number): Promise<StagedCorpus> {
  const remarks: string[] = [];
  const originals: { readonly name: string; readonly text: Buffer }[] = [];
  for (const source of await findSources(path)) {
    if (source.kind === "kustomization") remarks.push(`${source.name} is a kustomization and was left out`);
    else originals.push({ name: nameBelow(path, source), text: await readManifest(source) });
  }
  const files: string[] = [];
  for (let copy = 1; copy <= repeat; copy++) {
    for (const { name, text } of originals) {
      const file = join(folder, repeat === 1 ? "" : String(copy), name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      files.push(file);
    }
  }
  const once = await readObjects(files.slice(0, originals.length));
  if (once.objects.length === 0) throw new BenchError(`there is no Kubernetes manifest in ${path}`);
  if (once.problems > 0) remarks.push(`Touchstone cannot read ${once.problems} of the documents`);
  const described = await describeFiles(files);
  const corpus: Corpus = {
    name: repeat === 1 ? path : `${path}, ${repeat} times`,
    target: folder,
    folder,
    files,
    ...described,
    objects: once.objects.length * repeat,
    readObjects: async () => Array.from({ length: repeat }, () => once.objects).flat(),
  };
  return { corpus, remarks };
}

/** A corpus of a single file, which tools are given by its name. */
export async function stageFile(path: string, folder: string): Promise<Corpus> {
  const file = join(folder, basename(path));
  await cp(path, file);
  const { objects } = await readObjects([file]);
  if (objects.length === 0) throw new BenchError(`there is no Kubernetes manifest in ${path}`);
  return {
    name: path,
    target: file,
    folder,
    files: [file],
    ...(await describeFiles([file])),
    objects: objects.length,
    readObjects: async () => objects,
  };
}

export async function describeFiles(files: readonly string[]): Promise<Pick<Corpus, "bytes" | "sha256">> {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const file of files) {
    const content = await readFile(file);
    hash.update(content);
    bytes += content.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

function nameBelow(path: string, { kind, path: source }: Source): string {
  const name = relative(path, source) || basename(source);
  return kind === "chart" ? `${name}.yaml` : name;
}
