// Stated rights: bindings that give them to others than those who may, and statements that mean nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, loadAll } from "js-yaml";
import { AccessInventory } from "../../../src/analysis/rbac/access-inventory.ts";
import { defaultAccess } from "../../../src/analysis/rbac/defaults.ts";
import type { PrivilegeIntent } from "../../../src/model/index.ts";
import { subjectsOfObjects } from "../subjects-of-objects.ts";

const api = "apiVersion: rbac.authorization.k8s.io/v1";
const group = "apiGroup: rbac.authorization.k8s.io";

const bound = (name: string, rule: string, subjects: string, place = ""): string => `
${api}
kind: ${place === "" ? "ClusterRole" : "Role"}
metadata: { name: ${name}${place === "" ? "" : `, namespace: ${place}`} }
rules: [${rule}]
---
${api}
kind: ${place === "" ? "ClusterRoleBinding" : "RoleBinding"}
metadata: { name: ${name}${place === "" ? "" : `, namespace: ${place}`} }
roleRef: { ${group}, kind: ${place === "" ? "ClusterRole" : "Role"}, name: ${name} }
subjects: [${subjects}]
---`;

const account = (name: string): string => `{ kind: ServiceAccount, name: ${name}, namespace: agents }`;
const secrets = (verbs: string, more = ""): string =>
  `{ apiGroups: [""], resources: [secrets], verbs: [${verbs}]${more} }`;

/** What the bindings say of one statement, by their names, as `SUBJECT: rights`, with ! where it is not permitted. */
function held(manifests: string, statement: string) {
  const intent = { name: "stated", ...(load(statement) as object) } as PrivilegeIntent;
  const inventory = new AccessInventory(defaultAccess, { intents: [intent] });
  let index = 0;
  for (const subjects of subjectsOfObjects(loadAll(manifests).filter(Boolean))) {
    inventory.add(subjects, index);
    index += subjects.length;
  }
  const found = inventory.derive().flatMap(({ subject: { input, resource } }) => {
    const { privileges } = input as {
      privileges?: { stated?: readonly { subject: string; rights: string; permitted: boolean; path: unknown[] }[] };
    };
    return (privileges?.stated ?? []).map(
      ({ subject, rights, permitted, path }) =>
        `${permitted ? "" : "!"}${resource.name} ${path.join(".")} ${subject}: ${rights}`,
    );
  });
  return { found, vain: inventory.vain().map(({ path, message }) => `${path.join(".")}: ${message}`) };
}

const readers = "may: { verbs: [get, list], resources: [secrets] }";

test("whoever is not named and has one of the rights is found, at his place in the binding", () => {
  const manifests = bound("reader", secrets("get"), `${account("orchestrator")}, ${account("pool")}`, "agents");
  assert.deepEqual(held(manifests, `{ only: [ServiceAccount:agents/orchestrator], ${readers} }`), {
    found: [
      "reader subjects.0 ServiceAccount agents/orchestrator: get secrets",
      "!reader subjects.1 ServiceAccount agents/pool: get secrets",
    ],
    vain: [],
  });
  assert.deepEqual(held(manifests, `{ only: [], ${readers} }`).found.filter((line) => line.startsWith("!")).length, 2);
});

test("wildcards, aggregated roles, and rules for certain names give it too; other rights do not", () => {
  const one = account("pool");
  const wild = bound("wild", '{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }', one);
  const named = bound("named", secrets("get", ", resourceNames: [postgres]"), one, "agents");
  const other = bound("other", '{ apiGroups: [""], resources: [configmaps], verbs: [get] }', one);
  const { found } = held(wild + named + other, `{ only: [], ${readers} }`);
  assert.deepEqual(found, [
    "!wild subjects.0 ServiceAccount agents/pool: get secrets, list secrets",
    "!named subjects.0 ServiceAccount agents/pool: get secrets",
  ]);
  const byName = (name: string) =>
    held(named, `{ only: [], may: { verbs: [get], resources: [secrets], names: [${name}] } }`).found.length;
  assert.equal(byName("postgres"), 1);
  assert.equal(byName("redis"), 0);
});

test("namespaces narrow it to bindings that hold there, which those of the whole cluster do", () => {
  const manifests =
    bound("here", secrets("get"), account("pool"), "agents") +
    bound("there", secrets("get"), account("pool"), "data") +
    bound("everywhere", secrets("get"), account("pool"));
  const { found } = held(manifests, "{ only: [], may: { verbs: [get], resources: [secrets], namespaces: [agents] } }");
  assert.deepEqual(
    found.map((line) => line.split(" ")[0]),
    ["!here", "!everywhere"],
  );
});

test("who is in a group that may, may; a group is not permitted by one who is in it", () => {
  const manifests =
    bound("one", secrets("get"), account("pool"), "agents") +
    bound("all", secrets("get"), `{ kind: Group, ${group}, name: "system:serviceaccounts:agents" }`, "agents");
  const permitted = (only: string) =>
    held(manifests, `{ only: [${only}], ${readers} }`).found.map((line) => line.split(" ")[0]);
  assert.deepEqual(permitted('"Group:system:serviceaccounts:agents"'), ["one", "all"]);
  assert.deepEqual(permitted("ServiceAccount:agents/pool"), ["one", "!all"]);
  assert.deepEqual(permitted('"system:serviceaccount:agents:pool"'), ["one", "!all"]);
});

test("what Kubernetes itself binds is not judged", () => {
  assert.deepEqual(held(bound("reader", secrets("get"), account("pool")), `{ only: [], ${readers} }`).found, [
    "!reader subjects.0 ServiceAccount agents/pool: get secrets",
  ]);
});

test("what means nothing is told with its place", () => {
  const manifests = bound("reader", secrets("get"), account("pool"), "agents");
  const statement =
    "{ only: [ServiceAccount:pool], may: { verbs: [get, list], resources: [secretes], namespaces: [agnets] } }";
  assert.deepEqual(held(manifests, statement).vain, [
    'leastPrivilege.0.only.0: "ServiceAccount:pool" names no ServiceAccount',
    "leastPrivilege.0.may.namespaces.0: there is nothing of the namespace agnets",
    'leastPrivilege.0.may.resources.0: there is no resource "secretes"',
  ]);
});
