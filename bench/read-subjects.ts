// The workloads of a corpus, as the evaluator takes them.
import { collect, findSources, normalise, type EvidenceSink } from "../src/evidence/index.ts";
import { toItem, type EvaluationItem } from "../src/rego/index.ts";
import { BenchError } from "./bench-error.ts";
import { manifestOptions } from "./read-objects.ts";

/**
 * Charts and kustomizations are left out. Each is said to be of no kind of object that a check names, so that every engine
 * asks the same checks of all of them: those that read any workload.
 * @throws BenchError when there is no workload
 */
export async function readWorkloads(path: string): Promise<readonly EvaluationItem[]> {
  const items: EvaluationItem[] = [];
  const sink: EvidenceSink = {
    object(object) {
      for (const subject of normalise(object, 0))
        if (subject.kind === "workload") items.push({ ...toItem(subject), resource: "" });
    },
    problem() {},
    finished() {},
  };
  for (const source of await findSources(path))
    if (source.kind === "manifest") await collect(source, manifestOptions, sink);
  if (items.length === 0) throw new BenchError(`there is no workload in the manifests of ${path}`);
  return items;
}
