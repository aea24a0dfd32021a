// Who may be given access: users, groups and ServiceAccounts, and which groups each of them is in.
import { asList, asObject, textOf } from "../json.ts";

/** A subject of a binding, by the name that the whole graph knows it by: `Group system:authenticated`. */
export interface AccessSubject {
  readonly kind: "User" | "Group" | "ServiceAccount";
  /** Of a ServiceAccount; else empty. */
  readonly namespace: string;
  readonly name: string;
}

/** Somebody who asks: a user name, and the groups that the API server knows it to be in. */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

export const accountPrefix = "system:serviceaccount:";
export const mastersGroup = "system:masters";
export const anonymousUser = "system:anonymous";

/** `ServiceAccount agents/pool`, `User jane`. */
export function subjectName({ kind, namespace, name }: AccessSubject): string {
  return kind === "ServiceAccount" ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

/**
 * The subjects of a binding with their place in its list. A ServiceAccount without a namespace is of a RoleBinding's own
 * one, and nobody in a ClusterRoleBinding. A user with the name of an account is that account.
 */
export function subjectsOf(
  binding: unknown,
  bindingNamespace: string,
): readonly { readonly index: number; readonly subject: AccessSubject }[] {
  return asList(asObject(binding)["subjects"]).flatMap((item, index) => {
    const { kind, name, namespace } = asObject(item);
    const named = textOf(name);
    if (named === undefined) return [];
    if (kind === "Group") return [{ index, subject: { kind, namespace: "", name: named } }];
    if (kind === "User") return [{ index, subject: accountOf(named) ?? { kind, namespace: "", name: named } }];
    if (kind !== "ServiceAccount") return [];
    const own = textOf(namespace) ?? bindingNamespace;
    return own === "" ? [] : [{ index, subject: { kind, namespace: own, name: named } }];
  });
}

/** The ServiceAccount whose user this is. */
export function accountOf(user: string): AccessSubject | undefined {
  if (!user.startsWith(accountPrefix)) return undefined;
  const [namespace = "", name = "", ...more] = user.slice(accountPrefix.length).split(":");
  return namespace === "" || name === "" || more.length > 0 ? undefined : { kind: "ServiceAccount", namespace, name };
}

/** A subject as the one who asks: with the groups that are built in. A group asks as nobody in particular who is in it. */
export function identityOf({ kind, namespace, name }: AccessSubject): Identity {
  switch (kind) {
    case "ServiceAccount":
      return {
        user: `${accountPrefix}${namespace}:${name}`,
        groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
      };
    case "User":
      return { user: name, groups: [name === anonymousUser ? "system:unauthenticated" : "system:authenticated"] };
    case "Group":
      return { user: "", groups: impliedGroups(name) };
  }
}

/** Whoever is in a group is in these as well. */
function impliedGroups(group: string): readonly string[] {
  if (group === "system:unauthenticated" || group === "system:authenticated") return [group];
  if (group.startsWith("system:serviceaccounts:")) return [group, "system:serviceaccounts", "system:authenticated"];
  return [group, "system:authenticated"];
}

/** Names under which bindings may mean one who asks. */
export function subjectNamesOf({ user, groups }: Identity): readonly string[] {
  const account = accountOf(user);
  const own = account ? subjectName(account) : `User ${user}`;
  return [...(user === "" ? [] : [own]), ...new Set(groups.map((group) => `Group ${group}`))];
}

/** Groups and users that Kubernetes itself knows, and that no evidence can name. */
export function isOfKubernetes({ kind, name }: AccessSubject): boolean {
  return kind !== "ServiceAccount" && name.startsWith("system:");
}
