// `touchstone can-i`: whether one subject may do something, and which rule says so; or everything that it may do.
import { AccessInventory } from "../../analysis/rbac/access-inventory.ts";
import { defaultAccess } from "../../analysis/rbac/defaults.ts";
import { TouchstoneError, exitCodes } from "../../model/index.ts";
import { textTable } from "../../report/index.ts";
import { printReport } from "../write-report.ts";
import { identityOfArgument, requestOf } from "../../analysis/rbac/access-arguments.ts";
import { ruleText, showGrant, whereOf } from "./grants.ts";
import { asksCluster, readGraphs, withConfig } from "./read-graphs.ts";
import type { WhoCanOptions } from "./who-can.ts";

export type CanIOptions = WhoCanOptions & {
  readonly as: string;
  readonly asGroup: readonly string[];
  readonly list?: boolean;
};

/** Returns the exit code: 0 for yes, 1 for no. */
export async function canI(
  verb: string | undefined,
  resource: string | undefined,
  name: string | undefined,
  options: CanIOptions,
): Promise<number> {
  const { merged, configured } = await withConfig(options);
  const inventory = new AccessInventory(defaultAccess, {
    complete: asksCluster(options),
    withoutDefaults: !options.defaults,
  });
  const unread = await readGraphs({ named: options.from, configured }, ["access"], merged, [inventory]);
  const graph = inventory.graph();
  const who = identityOfArgument(options.as, options.asGroup);
  if (options.list === true) {
    const grants = graph.grantsOf(who).map(showGrant);
    const rows = grants.map((grant) => [
      grant.namespace === "*" ? "everywhere" : grant.namespace,
      ruleText(grant.rule),
      `${grant.binding} -> ${grant.role}`,
      whereOf(grant),
    ]);
    const table = rows.length === 0 ? "Nothing.\n" : textTable(["NAMESPACE", "MAY", "THROUGH", "WHERE"], rows);
    await printReport([options.format === "json" ? `${JSON.stringify({ as: options.as, grants }, null, 2)}\n` : table]);
    return unread ?? exitCodes.passed;
  }
  if (verb === undefined || resource === undefined) {
    const hint = "For example: touchstone can-i get secrets --as ServiceAccount:agents/pool -n agents. Or give --list.";
    throw new TouchstoneError("E_USAGE", "can-i needs a verb and a resource", hint);
  }
  const request = { ...requestOf(verb, resource, name, graph), namespace: options.namespace ?? "" };
  const { allowed, by } = graph.decide(who, request);
  const grant = by && showGrant(by);
  const reason = grant
    ? `${grant.binding} -> ${grant.role}: ${ruleText(grant.rule)}${grant.place === undefined ? "" : ` (${grant.place})`}`
    : allowed
      ? "members of system:masters may do everything"
      : "no rule allows it";
  await printReport([
    options.format === "json"
      ? `${JSON.stringify({ as: options.as, verb, resource, name: name ?? null, namespace: options.namespace ?? null, allowed, ...(grant && { by: grant }) }, null, 2)}\n`
      : `${allowed ? "yes" : "no"}: ${reason}\n`,
  ]);
  return unread ?? (allowed ? exitCodes.passed : exitCodes.failed);
}
