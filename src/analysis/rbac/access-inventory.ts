// Gathers what RBAC is made of, object by object, and derives the graph and its documents at the end.
import type { Picture, PrivilegeIntent, Subject, VainIntent } from "../../model/index.ts";
import type { DerivedSubject, Inventory } from "../derived.ts";
import { subjectAt } from "../places.ts";
import { AccessDocuments } from "./access-documents.ts";
import { accessEntryOf, type AccessEntry } from "./access-entry.ts";
import { accessPicture } from "./access-picture.ts";
import { AccessGraph } from "./access-graph.ts";
import { defaultNodes, type DefaultAccess } from "./defaults.ts";
import { Privileges } from "./privileges.ts";
import { accessKey, isSameBinding, isSameRole, type BindingNode, type RoleNode } from "./nodes.ts";

/** So many objects may keep the text of their documents alive. */
const attachedEntries = 10_000;

export interface AccessInventoryOptions {
  /** The evidence is all that a cluster has: nothing is added to it. */
  readonly complete?: boolean;
  /** Leaves the bindings out that Kubernetes makes itself, and that give its own roles as they are. */
  readonly withoutDefaults?: boolean;
  /** What is stated of rights. */
  readonly intents?: readonly PrivilegeIntent[];
}

export class AccessInventory implements Inventory {
  readonly entries: AccessEntry[] = [];
  readonly #options: AccessInventoryOptions;
  readonly #roles: ReadonlyMap<string, RoleNode>;
  readonly #bindings: ReadonlyMap<string, BindingNode>;
  #privileges: Privileges | undefined;
  #made: AccessDocuments | undefined;

  /** `defaults` are the roles and bindings that the cluster has without anybody's manifests. */
  constructor(defaults: DefaultAccess, options: AccessInventoryOptions = {}) {
    this.#options = options;
    const { roles, bindings } = defaultNodes(defaults);
    this.#roles = new Map(roles.map((role) => [accessKey(role), role]));
    this.#bindings = new Map(bindings.map((binding) => [accessKey(binding), binding]));
  }

  add(subjects: readonly [Subject, ...Subject[]], index: number): void {
    const entry = accessEntryOf(subjects, index, this.entries.length >= attachedEntries);
    if (entry) this.entries.push(entry);
  }

  /** What the evidence has takes the place of a default of the same name. */
  graph(): AccessGraph {
    const { complete = false, withoutDefaults = false } = this.#options;
    const roles = this.entries.flatMap((entry) => this.#roleOf(entry) ?? []);
    const bindings = this.entries.flatMap((entry) => this.#bindingOf(entry) ?? []);
    const changed = new Set(roles.filter((role) => !role.isDefault || role.aggregation).map(accessKey));
    const isOwn = ({ isDefault, role }: BindingNode): boolean => isDefault && !changed.has(accessKey(role));
    return new AccessGraph(
      [...roles, ...(complete ? [] : this.#roles.values())],
      [
        ...bindings.filter((binding) => !withoutDefaults || !isOwn(binding)),
        ...(complete || withoutDefaults ? [] : this.#bindings.values()),
      ],
    );
  }

  picture(): Picture | undefined {
    return accessPicture(this.#documents(), this.entries);
  }

  derive(): readonly DerivedSubject[] {
    const documents = this.#documents();
    return this.entries.flatMap((entry) => {
      const input = documents.of(entry);
      return input ? [{ index: entry.subject, subject: subjectAt("access", entry, input) }] : [];
    });
  }

  /** Stated rights that mean nothing. */
  vain(): readonly VainIntent[] {
    this.#documents();
    return this.#privileges?.vain ?? [];
  }

  /** Made once everything is there. */
  #documents(): AccessDocuments {
    if (this.#made) return this.#made;
    const graph = this.graph();
    const { intents = [] } = this.#options;
    if (intents.length > 0) this.#privileges = new Privileges(graph, this.entries, intents);
    return (this.#made = new AccessDocuments(graph, this.entries, this.#privileges));
  }

  #roleOf(entry: AccessEntry): RoleNode | undefined {
    const { role, resource, labels } = entry;
    if (!role) return undefined;
    const { namespace, name } = resource;
    const node = { kind: resource.kind as RoleNode["kind"], namespace, name, labels, ...role, isDefault: false, entry };
    const other = this.#roles.get(accessKey(node));
    return { ...node, isDefault: other !== undefined && isSameRole(node, other) };
  }

  #bindingOf(entry: AccessEntry): BindingNode | undefined {
    const { binding, resource } = entry;
    if (!binding) return undefined;
    const { namespace, name } = resource;
    const role = { ...binding.role, namespace: binding.role.kind === "Role" ? namespace : "" };
    const kind = resource.kind as BindingNode["kind"];
    const node = { kind, namespace, name, role, subjects: binding.subjects, isDefault: false, entry };
    const other = this.#bindings.get(accessKey(node));
    return { ...node, isDefault: other !== undefined && isSameBinding(node, other) };
  }
}
