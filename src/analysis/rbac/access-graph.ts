// Who may do what: roles, bindings and Kubernetes' own defaults as one graph, asked as the API server is asked.
import { asList, compare } from "../json.ts";
import { matchesSelector } from "../label-selectors.ts";
import { push } from "../resolver.ts";
import { accessKey, type BindingNode, type RoleNode } from "./nodes.ts";
import { allowsEverything, ruleAllows, type AccessRequest, type PlacedRule } from "./rules.ts";
import { mastersGroup, subjectName, subjectNamesOf, type AccessSubject, type Identity } from "./subjects.ts";

/** A rule as somebody has it: through which binding, of which role, and where. */
export interface Grant {
  readonly binding: BindingNode;
  readonly role: RoleNode;
  readonly rule: RoleRule;
}

/** A rule of a role, with the role that says it: for an aggregated one another. */
export interface RoleRule extends PlacedRule {
  readonly from: RoleNode;
}

/** `by` is the first grant that allows it; absent for members of system:masters, whom nobody asks. */
export interface Decision {
  readonly allowed: boolean;
  readonly by?: Grant;
}

export class AccessGraph {
  readonly roles: readonly RoleNode[];
  readonly bindings: readonly BindingNode[];
  readonly #roles = new Map<string, RoleNode>();
  readonly #aggregating: readonly RoleNode[];
  readonly #bindingsOf = new Map<string, BindingNode[]>();
  readonly #bindingsOfRole = new Map<string, BindingNode[]>();
  readonly #sources = new Map<RoleNode, readonly RoleNode[]>();
  readonly #effective = new Map<RoleNode, readonly RoleRule[]>();
  readonly #everything = new Map<RoleNode, boolean>();

  /** Of two roles, or bindings, with one name the first counts. */
  constructor(roles: readonly RoleNode[], bindings: readonly BindingNode[]) {
    for (const role of roles) if (!this.#roles.has(accessKey(role))) this.#roles.set(accessKey(role), role);
    this.roles = [...this.#roles.values()];
    this.#aggregating = this.roles.filter(({ aggregation }) => aggregation !== undefined);
    const byName = new Map<string, BindingNode>();
    for (const binding of bindings) if (!byName.has(accessKey(binding))) byName.set(accessKey(binding), binding);
    this.bindings = [...byName.values()];
    for (const binding of this.bindings) {
      push(this.#bindingsOfRole, accessKey(binding.role), binding);
      for (const name of new Set(binding.subjects.map(({ subject }) => subjectName(subject))))
        push(this.#bindingsOf, name, binding);
    }
  }

  /** The role that a binding gives; absent when there is none of that name. */
  roleOf({ role }: BindingNode): RoleNode | undefined {
    return this.#roles.get(accessKey(role));
  }

  /** What a role allows: its own rules, or for an aggregated one those of all that it selects, over any number of steps. */
  rulesOf(role: RoleNode): readonly RoleRule[] {
    const known = this.#effective.get(role);
    if (known) return known;
    const sources = role.aggregation ? this.#sourcesOf(role) : [role];
    const rules = sources.flatMap((from) => from.rules.map((rule) => ({ ...rule, from })));
    this.#effective.set(role, rules);
    return rules;
  }

  /** Whether a role allows every verb on every resource. */
  isEverything(role: RoleNode): boolean {
    let known = this.#everything.get(role);
    if (known === undefined) this.#everything.set(role, (known = this.rulesOf(role).some(allowsEverything)));
    return known;
  }

  /** The aggregated ClusterRoles that take the rules of this one in. */
  aggregatesTo(role: RoleNode): readonly RoleNode[] {
    if (role.kind !== "ClusterRole") return [];
    return this.#aggregating.filter((other) => other !== role && this.#sourcesOf(other).includes(role));
  }

  /** The bindings that name a role, in their order. */
  bindingsOfRole(role: Pick<RoleNode, "kind" | "namespace" | "name">): readonly BindingNode[] {
    return this.#bindingsOfRole.get(accessKey(role)) ?? [];
  }

  /** The bindings of one who asks, in their order; with its groups, as the API server knows them. */
  bindingsOf(identity: Identity): readonly BindingNode[] {
    return [...new Set(subjectNamesOf(identity).flatMap((name) => this.#bindingsOf.get(name) ?? []))];
  }

  /** The bindings that name just this subject. */
  bindingsOfSubject(subject: AccessSubject): readonly BindingNode[] {
    return this.#bindingsOf.get(subjectName(subject)) ?? [];
  }

  /** Every rule that one who asks has. */
  grantsOf(identity: Identity): readonly Grant[] {
    return this.bindingsOf(identity).flatMap((binding) => this.grantsBy(binding));
  }

  /** Every rule that a binding gives. */
  grantsBy(binding: BindingNode): readonly Grant[] {
    const role = this.roleOf(binding);
    return role ? this.rulesOf(role).map((rule) => ({ binding, role, rule })) : [];
  }

  /** As the RBAC authorizer decides. */
  decide(identity: Identity, request: AccessRequest): Decision {
    if (identity.groups.includes(mastersGroup)) return { allowed: true };
    const by = this.bindingsOf(identity)
      .filter((binding) => reachesTo(binding, request))
      .flatMap((binding) => this.grantsBy(binding))
      .find(({ rule }) => ruleAllows(rule, request));
    return by ? { allowed: true, by } : { allowed: false };
  }

  /** Every grant that allows a request, in the order of bindings: who may do this. */
  whoCan(request: AccessRequest): readonly Grant[] {
    return this.bindings
      .filter((binding) => reachesTo(binding, request))
      .flatMap((binding) => this.grantsBy(binding).find(({ rule }) => ruleAllows(rule, request)) ?? []);
  }

  #sourcesOf(role: RoleNode): readonly RoleNode[] {
    const known = this.#sources.get(role);
    if (known) return known;
    const sources = new Set<RoleNode>();
    const visited = new Set<RoleNode>([role]);
    const visit = ({ aggregation }: RoleNode): void => {
      for (const other of this.roles) {
        if (other.kind !== "ClusterRole" || visited.has(other)) continue;
        if (!asList(aggregation).some((selector) => matchesSelector(selector, other.labels))) continue;
        visited.add(other);
        if (other.aggregation) visit(other);
        else sources.add(other);
      }
    };
    visit(role);
    const sorted = [...sources].toSorted((left, right) => compare(left.name, right.name));
    this.#sources.set(role, sorted);
    return sorted;
  }
}

/** Whether a binding holds where a request asks: a RoleBinding only in its namespace. */
export function reachesTo({ namespace }: BindingNode, request: AccessRequest): boolean {
  return namespace === "" || (request.path === undefined && namespace === request.namespace);
}
