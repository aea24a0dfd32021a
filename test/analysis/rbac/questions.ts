// Thousands of questions about access, made of the rules themselves: what they allow, and what just misses them.
import type { AccessGraph } from "../../../src/analysis/rbac/access-graph.ts";
import type { AccessRequest, Rule } from "../../../src/analysis/rbac/rules.ts";
import { identityOf, subjectName, type AccessSubject, type Identity } from "../../../src/analysis/rbac/subjects.ts";

export interface Question {
  readonly who: Identity;
  readonly request: AccessRequest;
}

/**
 * Of every subject, and of a few that nothing names, about every rule of every binding. At most `limit`, taken evenly: the
 * same for the same graph.
 */
export function questionsOf(graph: AccessGraph, limit: number): readonly Question[] {
  const identities = identitiesOf(graph);
  const requests = graph.bindings.flatMap((binding) =>
    graph.grantsBy(binding).flatMap(({ rule }) => requestsOf(rule, binding.namespace)),
  );
  const distinct = [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
  const all = identities.length * distinct.length;
  const step = Math.max(1, all / limit);
  return Array.from({ length: Math.min(limit, all) }, (_, index) => {
    const at = Math.floor(index * step);
    const who = identities[at % identities.length];
    const request = distinct[Math.floor(at / identities.length)];
    if (!who || !request) throw new Error("the question is beyond the end of the list");
    return { who, request };
  });
}

function identitiesOf(graph: AccessGraph): readonly Identity[] {
  const subjects = graph.bindings.flatMap(({ subjects: of }) => of.map(({ subject }) => subject));
  const others: readonly AccessSubject[] = [
    { kind: "User", namespace: "", name: "nobody-in-particular" },
    { kind: "User", namespace: "", name: "system:anonymous" },
    { kind: "ServiceAccount", namespace: "elsewhere", name: "default" },
  ];
  const byName = new Map([...subjects, ...others].map((subject) => [subjectName(subject), subject]));
  const masters = { user: "root", groups: ["system:masters", "system:authenticated"] };
  return [...[...byName.values()].map(asker), masters];
}

/** The API server is not asked as a group, but as a user who is in it. */
function asker(subject: AccessSubject): Identity {
  const identity = identityOf(subject);
  return subject.kind === "Group" ? { ...identity, user: "member" } : identity;
}

/** What a rule allows in a namespace, and near misses of every part of it. */
function requestsOf(rule: Rule, namespace: string): readonly AccessRequest[] {
  const [verb = "get"] = rule.verbs;
  const asked = verb === "*" ? "deletecollection" : verb;
  const urls = rule.nonResourceURLs.flatMap((url) => {
    const path = url.replace(/\*+$/, "");
    return [path, `${path}x`, `${path}/x`, path.slice(0, -1)].map((one) => ({ verb: asked, path: one || "/" }));
  });
  return [...urls, ...urls.map(({ path }) => ({ verb: "put", path })), ...resourceRequests(rule, asked, namespace)];
}

function resourceRequests(rule: Rule, verb: string, namespace: string): readonly AccessRequest[] {
  const [group = ""] = rule.apiGroups;
  const [name = ""] = rule.resourceNames;
  const base = { verb, group: group === "*" ? "any.example.com" : group, name, namespace };
  return rule.resources.flatMap((written) => {
    const [first = "", subresource = ""] = written.split("/", 2);
    const resource = first === "*" ? "widgets" : first;
    const exact = { ...base, resource, subresource };
    return [
      exact,
      { ...exact, verb: "impersonate" },
      { ...exact, verb: "get" },
      { ...exact, group: "other.example.com" },
      { ...exact, group: "" },
      { ...exact, resource: `${resource}s` },
      { ...exact, subresource: subresource === "" ? "status" : "" },
      { ...exact, name: "another" },
      { ...exact, name: "" },
      { ...exact, namespace: "elsewhere" },
      { ...exact, namespace: "" },
      { ...exact, namespace: namespace === "" ? "agents" : "data" },
    ];
  });
}
