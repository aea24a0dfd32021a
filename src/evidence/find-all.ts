// The sources of several paths, each once; what is not there is a problem like any other.
import { resolve } from "node:path";
import { TouchstoneError } from "../model/index.ts";
import { problemOf, type EvidenceSink } from "./collected.ts";
import { findSources, type Source } from "./find-sources.ts";

export async function findAllSources(
  paths: readonly string[],
  { problem }: Pick<EvidenceSink, "problem">,
): Promise<readonly Source[]> {
  const sources = new Map<string, Source>();
  for (const path of paths) {
    try {
      for (const source of await findSources(path)) {
        const key = source.path === "-" ? "-" : resolve(source.path);
        if (!sources.has(key)) sources.set(key, source);
      }
    } catch (thrown) {
      if (!(thrown instanceof TouchstoneError)) throw thrown;
      problem(problemOf(thrown, path));
    }
  }
  return [...sources.values()];
}
