// `bench memory`: the peak memory on one very large manifest, and on the default corpus.
import { join } from "node:path";
import { BenchError } from "./bench-error.ts";
import type { Corpus } from "./corpus.ts";
import { stageCorpus } from "./corpus.ts";
import { writeLargeManifest } from "./generate-manifest.ts";
import { findMemoryMeter } from "./memory-meter.ts";
import type { Comparison } from "./result.ts";
import { defaultCorpus } from "./scan.ts";
import { makeFolder, runSession, withTemporaryFolder } from "./session.ts";
import type { Tool } from "./tool.ts";

export interface MemoryOptions {
  readonly tools: readonly Tool[];
  readonly rounds: number;
  /** Of the generated manifest, in millions of bytes. */
  readonly megabytes: number;
  readonly progress: (line: string) => void;
}

/** @throws BenchError where memory cannot be measured */
export async function benchMemory({ megabytes, ...rest }: MemoryOptions): Promise<readonly Comparison[]> {
  if ((await findMemoryMeter()) === undefined)
    throw new BenchError("peak memory needs GNU time (package `time`), which was not found");
  const session = { benchmark: "memory", baseline: "touchstone", ...rest } as const;
  return withTemporaryFolder(async (folder) => {
    rest.progress(`generating ${megabytes} MB`);
    const large = await generate(megabytes, await makeFolder(folder, "large"));
    const { corpus, remarks } = await stageCorpus(defaultCorpus(), await makeFolder(folder, "corpus"), 1);
    return [
      await runSession({ ...session, corpus: large, remarks: [], folder: await makeFolder(folder, "1") }),
      await runSession({ ...session, corpus, remarks, folder: await makeFolder(folder, "2") }),
    ];
  });
}

async function generate(megabytes: number, folder: string): Promise<Corpus> {
  const file = join(folder, "large.yaml");
  const described = await writeLargeManifest(file, megabytes * 1e6);
  return {
    name: `generated, ${megabytes} MB in one file`,
    target: file,
    folder,
    files: [file],
    ...described,
    readObjects: () => Promise.reject(new BenchError("opa takes no generated manifest: leave it out with --only")),
  };
}
