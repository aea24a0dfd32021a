// The tools that are compared, Touchstone first.
import { BenchError } from "../bench-error.ts";
import type { Tool } from "../tool.ts";
import { checkov } from "./checkov.ts";
import { conftest } from "./conftest.ts";
import { kubeScore } from "./kube-score.ts";
import { opa } from "./opa.ts";
import { touchstone } from "./touchstone.ts";

export { emptyNode } from "./node.ts";

export const tools: readonly Tool[] = [touchstone, conftest, opa, kubeScore, checkov];

/**
 * The tools that `--only` names, in their usual order; all of them without it.
 * @throws BenchError for a name that is not a tool's
 */
export function selectTools(only: readonly string[] | undefined): readonly Tool[] {
  if (only === undefined) return tools;
  const names = tools.map(({ name }) => name);
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new BenchError(`there is no tool ${unknown.join(", ")}; there are ${names.join(", ")}`);
  }
  return tools.filter(({ name }) => only.includes(name));
}
