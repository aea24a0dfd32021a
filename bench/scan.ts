// `bench scan`: Touchstone and its peers on a folder of manifests.
import { existsSync } from "node:fs";
import { packageFile } from "../src/package-root.ts";
import { stageCorpus } from "./corpus.ts";
import type { Comparison } from "./result.ts";
import { makeFolder, runSession, withTemporaryFolder } from "./session.ts";
import type { Tool } from "./tool.ts";

export interface ScanOptions {
  /** A folder or a file; the default corpus without it. */
  readonly path: string | undefined;
  readonly tools: readonly Tool[];
  readonly rounds: number;
  readonly repeat: number;
  readonly progress: (line: string) => void;
}

export async function benchScan({ path, tools, rounds, repeat, progress }: ScanOptions): Promise<Comparison> {
  return withTemporaryFolder(async (folder) => {
    const source = path ?? defaultCorpus();
    progress(`corpus: ${source}`);
    const { corpus, remarks } = await stageCorpus(source, await makeFolder(folder, "corpus"), repeat);
    const repeated = repeat === 1 ? [] : [copiesRemark];
    return runSession({
      benchmark: "scan",
      baseline: "touchstone",
      tools,
      rounds,
      corpus,
      remarks: [...remarks, ...repeated],
      folder,
      progress,
    });
  });
}

const copiesRemark =
  "the copies name the same objects: kube-score counts each name once, and checkov, which connects objects, does far more than " +
  "it would for as many different ones; measure those two on a large folder without --repeat";

/** Rendered public charts where they are kept beside the project, else the project's own examples. */
export function defaultCorpus(): string {
  const rendered = packageFile("..", "shared", "corpus");
  return existsSync(rendered) ? rendered : packageFile("examples");
}
