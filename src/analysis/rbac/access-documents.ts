// What policies read of RBAC: a document for each role, binding, ServiceAccount and workload.
import { compare, type JsonObject } from "../json.ts";
import { push } from "../resolver.ts";
import type { AccessEntry, PodAccount } from "./access-entry.ts";
import type { AccessGraph } from "./access-graph.ts";
import type { Chain } from "./chains.ts";
import { Escalations } from "./escalation.ts";
import { shownName, type BindingNode, type RoleNode } from "./nodes.ts";
import type { Privileges } from "./privileges.ts";
import type { PlacedRule } from "./rules.ts";
import { isOfKubernetes, subjectName, type AccessSubject } from "./subjects.ts";

/** How many of a list a document names. */
const named = 20;

/** Namespaces that every cluster has, and that nobody guards with Pod Security. */
const systemNamespace = "kube-system";

export class AccessDocuments {
  readonly #graph: AccessGraph;
  readonly #privileges: Privileges | undefined;
  readonly #roles = new Map<AccessEntry, RoleNode>();
  readonly #bindings = new Map<AccessEntry, BindingNode>();
  readonly #accounts = new Map<string, AccessEntry>();
  readonly #workloadsOf = new Map<string, AccessEntry[]>();
  readonly #kinds = new Set<string>();
  readonly escalations: Escalations;

  /** `privileges` are what was stated, if anything was. */
  constructor(graph: AccessGraph, entries: readonly AccessEntry[], privileges?: Privileges) {
    this.#privileges = privileges;
    this.#graph = graph;
    for (const role of graph.roles) if (role.entry) this.#roles.set(role.entry, role);
    for (const binding of graph.bindings) if (binding.entry) this.#bindings.set(binding.entry, binding);
    for (const entry of entries) {
      this.#kinds.add(entry.resource.kind);
      if (entry.account)
        this.#accounts.set(subjectName(accountAt(entry.resource.namespace, entry.resource.name)), entry);
    }
    for (const entry of entries)
      for (const account of accountsOf(entry)) push(this.#workloadsOf, subjectName(account), entry);
    this.escalations = new Escalations(graph, this.#surroundings(entries));
  }

  /** Nothing for objects that are only context, and for a second one of the same name. */
  of(entry: AccessEntry): JsonObject | undefined {
    const role = this.#roles.get(entry);
    const binding = this.#bindings.get(entry);
    const { resource } = entry;
    const facts = role
      ? this.#ofRole(role)
      : binding
        ? this.#ofBinding(binding)
        : entry.account
          ? this.#ofAccount(entry)
          : entry.pods && this.#ofWorkload(entry, entry.pods);
    if (!facts) return undefined;
    const { apiVersion, kind, namespace, name } = resource;
    return { apiVersion, kind, metadata: { name, namespace }, ...facts };
  }

  #ofRole(role: RoleNode): JsonObject {
    const takers = this.#graph.aggregatesTo(role);
    const bindings = [role, ...takers].flatMap((one) => this.#graph.bindingsOfRole(one));
    const subjects = sortedNames(bindings);
    const own = this.#graph.bindingsOfRole(role);
    return {
      default: role.isDefault,
      aggregated: role.aggregation !== undefined,
      rules: this.#judgedRules(role),
      bindings: own.slice(0, named).map((binding) => identify(binding)),
      bindingCount: own.length,
      subjects: subjects.slice(0, named),
      subjectCount: subjects.length,
      known: this.#kinds.has("RoleBinding") || this.#kinds.has("ClusterRoleBinding"),
      aggregatesTo: takers.map(({ name }) => name),
    };
  }

  /** Of an aggregated role those that come from Kubernetes' own: the others are judged where they stand. */
  #judgedRules(role: RoleNode): readonly JsonObject[] {
    if (!role.aggregation) return role.rules.map(ruleDocument);
    return this.#graph
      .rulesOf(role)
      .filter(({ from }) => !from.entry)
      .map((rule) => ruleDocument({ ...rule, path: ["aggregationRule"] }));
  }

  #ofBinding(binding: BindingNode): JsonObject {
    const { kind, namespace, name } = binding.role;
    const role = this.#graph.roleOf(binding);
    const isForeign = role !== undefined && !role.entry;
    const rules = role ? this.#graph.rulesOf(role) : [];
    return {
      default: binding.isDefault,
      scope: binding.namespace,
      role: {
        kind,
        namespace,
        name,
        found: role !== undefined,
        known: this.#kinds.has(kind),
        default: isForeign || (role?.isDefault ?? false),
        clusterAdmin: role !== undefined && this.#graph.isEverything(role),
      },
      rules: isForeign ? rules.map((rule) => ruleDocument({ ...rule, path: ["roleRef"] })) : [],
      grants: rules.map((rule) => ruleDocument(rule)),
      subjects: binding.subjects.map(({ index, subject }) => ({
        path: ["subjects", index],
        ...subject,
        text: subjectName(subject),
        ...this.#presence(subject),
        system: isOfKubernetes(subject),
      })),
      ...(this.#privileges && { privileges: this.#privileges.of(binding) }),
    };
  }

  /** Users and groups are in no evidence, so that nobody can say whether they exist. */
  #presence(subject: AccessSubject): JsonObject {
    const isAccount = subject.kind === "ServiceAccount";
    const found = !isAccount || subject.name === "default" || this.#accounts.has(subjectName(subject));
    return { found, known: isAccount && this.#kinds.has("ServiceAccount") };
  }

  #ofAccount({ resource, account }: AccessEntry): JsonObject {
    const subject = accountAt(resource.namespace, resource.name);
    const workloads = this.#workloadsOf.get(subjectName(subject)) ?? [];
    return {
      automount: account?.automount ?? null,
      ...this.#rights([subject]),
      workloads: workloads.slice(0, named).map(({ resource: { kind, name }, pods = [] }) => ({
        kind,
        name,
        mounted: pods.some((pod) => pod.account === subject.name && (pod.automount ?? account?.automount ?? true)),
      })),
      workloadCount: workloads.length,
    };
  }

  #ofWorkload(entry: AccessEntry, pods: readonly PodAccount[]): JsonObject {
    const { namespace } = entry.resource;
    const own = accountsOf(entry);
    return {
      pods: pods.map((pod) => ({
        path: pod.path,
        account: {
          namespace,
          name: pod.account,
          found: pod.account === "default" || this.#accounts.has(subjectName(accountAt(namespace, pod.account))),
        },
        ...this.#tokenOf(pod, namespace),
      })),
      ...this.#rights(own),
      escalations: pods.flatMap((pod) => this.#escalationsOf(pod, namespace)),
    };
  }

  /** The bindings that name these accounts, and how many rules they give. Kubernetes' own for whole groups do not count. */
  #rights(accounts: readonly AccessSubject[]): JsonObject {
    const bindings = [...new Set(accounts.flatMap((account) => this.#graph.bindingsOfSubject(account)))];
    const grants = bindings.flatMap((binding) => this.#graph.grantsBy(binding));
    return {
      bindings: bindings.slice(0, named).map((binding) => ({ ...identify(binding), role: shownName(binding.role) })),
      bindingCount: bindings.length,
      grants: grants.length,
    };
  }

  /** Whether a token gets into the pod: the pod decides, then its account; Kubernetes' answer is yes. */
  #tokenOf({ path, account, automount, projected }: PodAccount, namespace: string): JsonObject {
    if (projected) return { mounted: true, projected: true, tokenPath: projected };
    const ofAccount = this.#accounts.get(subjectName(accountAt(namespace, account)))?.account?.automount;
    const isMounted = automount ?? ofAccount ?? true;
    const tokenPath = automount === null ? path : [...path, "automountServiceAccountToken"];
    return { mounted: isMounted, projected: false, tokenPath };
  }

  #escalationsOf(pod: PodAccount, namespace: string): readonly JsonObject[] {
    if (this.#tokenOf(pod, namespace)["mounted"] !== true) return [];
    const account = accountAt(namespace, pod.account);
    return this.chainsOf(account).map(({ target, label, steps }) => ({
      to: target,
      namespace: label,
      steps: steps.map(({ text }) => text),
      length: steps.length,
      path: pod.path,
      account: subjectName(account),
    }));
  }

  /** The shortest chains from an account, at most one to each target. */
  chainsOf(account: AccessSubject): readonly (Chain & { readonly target: "cluster-admin" | "secrets" })[] {
    const admin = this.escalations.toClusterAdmin(account);
    const secrets = this.escalations.toOthersSecrets(account);
    return [
      ...(admin ? [{ target: "cluster-admin" as const, label: "", steps: admin.steps }] : []),
      ...(secrets ? [{ target: "secrets" as const, ...secrets }] : []),
    ];
  }

  /** The accounts whose token gets into pods of a workload. */
  mountedAccountsOf(entry: AccessEntry): readonly AccessSubject[] {
    const { namespace } = entry.resource;
    const mounting = (entry.pods ?? []).filter((pod) => this.#tokenOf(pod, namespace)["mounted"] === true);
    return [...new Set(mounting.map(({ account }) => account))].map((name) => accountAt(namespace, name));
  }

  #surroundings(entries: readonly AccessEntry[]) {
    const guards = new Map(
      entries.flatMap(({ resource, podSecurity }) =>
        podSecurity === undefined ? [] : [[resource.name, podSecurity] as const],
      ),
    );
    const bound = this.#graph.bindings.flatMap(({ subjects }) =>
      subjects.flatMap(({ subject }) => (subject.kind === "ServiceAccount" ? [subject] : [])),
    );
    const owned = entries.flatMap(accountsOf);
    const declared = entries.flatMap(({ account, resource }) =>
      account ? [accountAt(resource.namespace, resource.name)] : [],
    );
    return {
      accounts: unique([...declared, ...owned, ...bound]),
      running: unique(
        entries.flatMap(({ pods = [], resource: { namespace } }) =>
          pods.flatMap((pod) =>
            this.#tokenOf(pod, namespace)["mounted"] === true ? [accountAt(namespace, pod.account)] : [],
          ),
        ),
      ),
      tokenSecrets: unique(
        entries.flatMap(({ tokenOf, resource }) => (tokenOf ? [accountAt(resource.namespace, tokenOf)] : [])),
      ),
      isUnguarded: (namespace: string) =>
        namespace === systemNamespace || (guards.has(namespace) && !isGuard(guards.get(namespace))),
    };
  }
}

function isGuard(level: string | undefined): boolean {
  return level === "baseline" || level === "restricted";
}

function accountAt(namespace: string, name: string): AccessSubject {
  return { kind: "ServiceAccount", namespace, name };
}

/** The accounts that the pods of a workload run as. */
export function accountsOf({ pods = [], resource }: AccessEntry): readonly AccessSubject[] {
  return [...new Set(pods.map(({ account }) => account))].map((name) => accountAt(resource.namespace, name));
}

function unique(accounts: readonly AccessSubject[]): readonly AccessSubject[] {
  const byName = new Map(accounts.map((account) => [subjectName(account), account]));
  return [...byName].toSorted(([left], [right]) => compare(left, right)).map(([, account]) => account);
}

function identify(binding: BindingNode): JsonObject {
  const { kind, namespace, name } = binding;
  return { kind, namespace, name, scope: namespace };
}

function sortedNames(bindings: readonly BindingNode[]): readonly string[] {
  const names = bindings.flatMap(({ subjects }) => subjects.map(({ subject }) => subjectName(subject)));
  return [...new Set(names)].toSorted(compare);
}

function ruleDocument({ path, verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PlacedRule): JsonObject {
  return { path, verbs, apiGroups, resources, resourceNames, nonResourceURLs };
}
