// `bench start`: how long a tool takes on one small manifest, beside an empty Node.js program.
import { packageFile } from "../src/package-root.ts";
import { stageFile } from "./corpus.ts";
import type { Comparison } from "./result.ts";
import { makeFolder, runSession, withTemporaryFolder } from "./session.ts";
import type { Tool } from "./tool.ts";
import { emptyNode } from "./tools/index.ts";

export interface StartOptions {
  readonly tools: readonly Tool[];
  readonly rounds: number;
  readonly progress: (line: string) => void;
}

export async function benchStart({ tools, rounds, progress }: StartOptions): Promise<Comparison> {
  return withTemporaryFolder(async (folder) => {
    const corpus = await stageFile(packageFile("bench", "start", "pod.yaml"), await makeFolder(folder, "corpus"));
    const all = [emptyNode, ...tools];
    return runSession({
      benchmark: "start",
      baseline: emptyNode.name,
      tools: all,
      rounds,
      corpus,
      remarks: [],
      folder,
      progress,
    });
  });
}
