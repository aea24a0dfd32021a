// `touchstone who-can`: every subject that may do something, and through what.
import { AccessInventory } from "../../analysis/rbac/access-inventory.ts";
import { defaultAccess } from "../../analysis/rbac/defaults.ts";
import { subjectName } from "../../analysis/rbac/subjects.ts";
import { exitCodes } from "../../model/index.ts";
import { textTable } from "../../report/index.ts";
import { printReport } from "../write-report.ts";
import { requestOf } from "../../analysis/rbac/access-arguments.ts";
import { ruleText, showGrant, whereOf, workloadsByAccount, type ShownGrant } from "./grants.ts";
import { asksCluster, readGraphs, withConfig, type GraphOptions } from "./read-graphs.ts";

export type WhoCanOptions = GraphOptions & {
  readonly from: readonly string[];
  readonly defaults: boolean;
  readonly format: "table" | "json";
};

interface Answer extends ShownGrant {
  readonly subject: string;
  readonly workloads: readonly string[];
}

/** Returns the exit code. */
export async function whoCan(
  verb: string,
  resource: string,
  name: string | undefined,
  options: WhoCanOptions,
): Promise<number> {
  const { merged, configured } = await withConfig(options);
  const inventory = new AccessInventory(defaultAccess, {
    complete: asksCluster(options),
    withoutDefaults: !options.defaults,
  });
  const unread = await readGraphs({ named: options.from, configured }, ["access", "workloads"], merged, [inventory]);
  const graph = inventory.graph();
  const { namespace } = options;
  const request = requestOf(verb, resource, name, graph);
  const workloads = workloadsByAccount(inventory.entries);
  const answers = graph.whoCan({ ...request, ...(namespace !== undefined && { namespace }) }).flatMap((grant) =>
    grant.binding.subjects.map(({ subject }): Answer => {
      const text = subjectName(subject);
      return { subject: text, ...showGrant(grant), workloads: workloads.get(text) ?? [] };
    }),
  );
  await printReport([
    options.format === "json"
      ? `${JSON.stringify({ verb, resource, name: name ?? null, namespace: namespace ?? null, subjects: answers }, null, 2)}\n`
      : tableOf(answers, `${verb} ${resource}${name === undefined ? "" : ` ${name}`}`),
  ]);
  return unread ?? exitCodes.passed;
}

function tableOf(answers: readonly Answer[], what: string): string {
  if (answers.length === 0) return `Nobody may ${what}.\n`;
  const rows = answers.map((answer) => [
    answer.subject,
    answer.namespace === "*" ? "everywhere" : answer.namespace,
    `${answer.binding} -> ${answer.role}`,
    answer.rule.resourceNames.length > 0 ? ruleText(answer.rule) : "",
    whereOf(answer),
    answer.workloads.join(", "),
  ]);
  return textTable(["SUBJECT", "NAMESPACE", "THROUGH", "ONLY", "WHERE", "WORKLOADS"], rows);
}
