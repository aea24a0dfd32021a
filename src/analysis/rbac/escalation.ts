// Who can become whom: each identity's permissions as steps to others, and the shortest chains to what nobody should have.
import { compare } from "../json.ts";
import type { AccessGraph, Grant } from "./access-graph.ts";
import { Chains, type Chain, type Edge } from "./chains.ts";
import { escalationSteps, type EscalationStep, type Need, type StepTarget } from "./escalation-steps.ts";
import { shownName } from "./nodes.ts";
import type { Rule } from "./rules.ts";
import { identityOf, subjectName, type AccessSubject } from "./subjects.ts";

/** What there is in the cluster besides roles and bindings. */
export interface Surroundings {
  /** ServiceAccounts that exist, or that something names. */
  readonly accounts: readonly AccessSubject[];
  /** Accounts of workloads that mount their token. */
  readonly running: readonly AccessSubject[];
  /** Accounts with a Secret that holds their token. */
  readonly tokenSecrets: readonly AccessSubject[];
  /** Whether pods of a namespace may take over their node, because nothing enforces Pod Security there. */
  readonly isUnguarded: (namespace: string) => boolean;
}

const clusterAdmin = "cluster-admin";
const everywhere = "*";

/** The chains of all identities, found once. */
export class Escalations {
  readonly #toAdmin: Chains;
  readonly #toSecrets: Chains;

  constructor(graph: AccessGraph, surroundings: Surroundings) {
    const edges = edgesOf(graph, surroundings);
    const secrets = new Map(
      [...new Set(edges.map(({ to }) => to))].filter((to) => to.startsWith("secrets ")).map(labelled),
    );
    this.#toAdmin = new Chains(edges, new Map([[clusterAdmin, clusterAdmin]]), 1);
    // Two, so that whoever is nearest to the secrets of his own namespace still knows the way to others.
    this.#toSecrets = new Chains(edges, secrets, 2);
  }

  toClusterAdmin(account: AccessSubject): Chain | undefined {
    return this.#toAdmin.from(subjectName(account));
  }

  /** To the secrets of another namespace than its own; the chain's label is that namespace, or `*` for all. */
  toOthersSecrets(account: AccessSubject): Chain | undefined {
    return this.#toSecrets.from(subjectName(account), account.namespace);
  }
}

function labelled(node: string): readonly [string, string] {
  return [node, node.slice("secrets ".length)];
}

function edgesOf(graph: AccessGraph, surroundings: Surroundings): readonly Edge[] {
  const users = graph.bindings.flatMap(({ subjects }) =>
    subjects.flatMap(({ subject }) => (subject.kind === "User" ? [subject] : [])),
  );
  const identities = new Map([...surroundings.accounts, ...users].map((subject) => [subjectName(subject), subject]));
  const sorted = [...identities.values()].toSorted((left, right) => compare(subjectName(left), subjectName(right)));
  return [...sorted.flatMap((subject) => stepsOf(subject, graph, surroundings)), ...hubsOf(sorted, surroundings)];
}

/** What hubs stand for: `accounts agents` for all accounts of the namespace, `accounts *` for all there are. */
function hubsOf(identities: readonly AccessSubject[], { running, tokenSecrets }: Surroundings): readonly Edge[] {
  const members = (hub: string, accounts: readonly AccessSubject[]): readonly Edge[] =>
    accounts.flatMap((account) =>
      [account.namespace, everywhere].map((place) => ({ from: `${hub} ${place}`, to: subjectName(account) })),
    );
  const accounts = identities.filter(({ kind }) => kind === "ServiceAccount");
  return [
    ...members("accounts", accounts),
    ...members("workloads", running),
    ...members("token-secrets", tokenSecrets),
    ...identities.flatMap((user) => (user.kind === "User" ? [{ from: "users", to: subjectName(user) }] : [])),
    // A certificate may carry the name of an account's user as well.
    { from: "users", to: `accounts ${everywhere}` },
  ];
}

function stepsOf(subject: AccessSubject, graph: AccessGraph, surroundings: Surroundings): readonly Edge[] {
  const grants = graph.grantsOf(identityOf(subject)).filter(({ rule }) => mayMatter(rule));
  if (grants.length === 0) return [];
  const cluster = grants.filter(({ binding }) => binding.namespace === "");
  const namespaces = [...new Set(grants.map(({ binding }) => binding.namespace))].filter((name) => name !== "");
  return escalationSteps.flatMap((step) => {
    const whole = proofOf(step, cluster);
    if (whole) return edgesOfStep(subject, step, everywhere, whole, surroundings);
    if (step.scope === "cluster") return [];
    return namespaces.toSorted(compare).flatMap((namespace) => {
      const here = grants.filter(({ binding }) => binding.namespace === "" || binding.namespace === namespace);
      const proof = proofOf(step, here);
      return proof ? edgesOfStep(subject, step, namespace, proof, surroundings) : [];
    });
  });
}

/** The grants that together allow a step, one for each of its needs. */
function proofOf({ needs }: EscalationStep, grants: readonly Grant[]): readonly Grant[] | undefined {
  const proof: Grant[] = [];
  for (const alternatives of needs) {
    const grant = grants.find(({ rule }) => alternatives.some((need) => serves(rule, need)));
    if (!grant) return undefined;
    proof.push(grant);
  }
  return proof;
}

function serves(rule: Rule, { verbs, group, resource, subresource, named }: Need): boolean {
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  return (
    has(rule.verbs, ...verbs) &&
    has(rule.apiGroups, group) &&
    has(rule.resources, whole, ...(subresource === undefined ? [] : [`*/${subresource}`])) &&
    (rule.resourceNames.length === 0 ||
      named === "any" ||
      (named?.some((name) => rule.resourceNames.includes(name)) ?? false))
  );
}

function has(list: readonly string[], ...wanted: readonly string[]): boolean {
  return list.includes("*") || wanted.some((one) => list.includes(one));
}

const interesting = new Set(
  escalationSteps.flatMap(({ needs }) =>
    needs
      .flat()
      .flatMap(({ resource, subresource }) =>
        subresource === undefined ? [resource] : [`${resource}/${subresource}`, `*/${subresource}`],
      ),
  ),
);

/** Most rules have nothing to do with any step. */
function mayMatter({ resources }: Rule): boolean {
  return resources.some((resource) => interesting.has(resource));
}

function edgesOfStep(
  subject: AccessSubject,
  step: EscalationStep,
  place: string,
  proof: readonly Grant[],
  surroundings: Surroundings,
): readonly Edge[] {
  const from = subjectName(subject);
  const where = step.scope === "cluster" ? "" : place === everywhere ? " in every namespace" : ` in namespace ${place}`;
  const through = [...new Set(proof.map(({ binding, role }) => `${shownName(binding)} -> ${shownName(role)}`))];
  const text = `${from} may ${step.does}${where} (${through.join(", ")})`;
  return step.leadsTo.flatMap((target) =>
    nodesOf(target, place, proof, surroundings).map((to) => ({
      from,
      to,
      text: target === "nodes" ? `${text}, also privileged ones that take over their node` : text,
    })),
  );
}

function nodesOf(
  target: StepTarget,
  place: string,
  proof: readonly Grant[],
  { accounts, isUnguarded }: Surroundings,
): readonly string[] {
  switch (target) {
    case "cluster-admin":
    case "users":
      return [target];
    case "nodes": {
      const isReached =
        place === everywhere ? accounts.some(({ namespace }) => isUnguarded(namespace)) : isUnguarded(place);
      return isReached ? [`workloads ${everywhere}`] : [];
    }
    case "named-accounts": {
      const names = proof.flatMap(({ rule }) => rule.resourceNames);
      if (names.length === 0) return [`accounts ${place}`];
      return accounts
        .filter(({ namespace, name }) => names.includes(name) && (place === everywhere || place === namespace))
        .map(subjectName);
    }
    case "secrets":
    case "accounts":
    case "workloads":
    case "token-secrets":
      return [`${target} ${place}`];
  }
}
