// What people write for subjects and resources, as questions to the RBAC graph.
import type { AccessGraph } from "./access-graph.ts";
import { findResource, kubernetesResources } from "./resources.ts";
import type { AccessRequest } from "./rules.ts";
import { accountOf, identityOf, type AccessSubject, type Identity } from "./subjects.ts";
import { TouchstoneError } from "../../model/index.ts";

/**
 * `pods`, `deploy`, `deployments.apps/scale`, `widgets.example.com`, `*`, `/metrics`.
 * @throws TouchstoneError E_USAGE for a resource that nobody knows
 */
export function requestOf(verb: string, resource: string, name: string | undefined, graph: AccessGraph): AccessRequest {
  if (resource.startsWith("/")) return { verb, path: resource };
  const [whole = "", subresource = ""] = resource.split("/", 2);
  const named = { verb, subresource, ...(name !== undefined && { name }) };
  if (whole === "*") return { ...named, resource: "*", group: "*" };
  const known = findResource(whole);
  if (known) return { ...named, resource: known.name, group: known.group };
  const [plural = "", ...group] = whole.split(".");
  if (group.length > 0) return { ...named, resource: plural, group: group.join(".") };
  const rule = graph.roles
    .flatMap((role) => role.rules)
    .find(({ resources }) => resources.some((one) => one === whole || one.startsWith(`${whole}/`)));
  const [ruleGroup] = rule?.apiGroups ?? [];
  if (ruleGroup !== undefined) return { ...named, resource: whole, group: ruleGroup };
  throw new TouchstoneError("E_USAGE", `there is no resource "${whole}"`, hintFor(whole));
}

function hintFor(wanted: string): string {
  const near = kubernetesResources.find(({ name }) => name.startsWith(wanted.slice(0, 4).toLowerCase()));
  const meant = near ? `Did you mean ${near.name}? ` : "";
  return `${meant}Give custom resources with their group, such as widgets.example.com.`;
}

/**
 * `system:serviceaccount:agents:pool`, `ServiceAccount:agents/pool`, `Group:platform`, or the name of a user; `groups` are
 * those that somebody says it is in, beside the built-in ones.
 * @throws TouchstoneError E_USAGE
 */
export function identityOfArgument(text: string, groups: readonly string[]): Identity {
  const identity = identityOf(subjectOfArgument(text));
  return { ...identity, groups: [...identity.groups, ...groups] };
}

/**
 * A subject as people write it.
 * @throws TouchstoneError E_USAGE
 */
export function subjectOfArgument(text: string): AccessSubject {
  const [kind, rest] = splitOnce(text, ":");
  if (kind === "ServiceAccount" || kind === "sa") {
    const [namespace, name] = splitOnce(rest ?? "", "/");
    if (namespace !== "" && name) return { kind: "ServiceAccount", namespace, name };
    throw new TouchstoneError("E_USAGE", `"${text}" names no ServiceAccount`, "Write ServiceAccount:NAMESPACE/NAME.");
  }
  if (kind === "Group" && rest) return { kind, namespace: "", name: rest };
  const user = kind === "User" && rest ? rest : text;
  return accountOf(user) ?? { kind: "User", namespace: "", name: user };
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
