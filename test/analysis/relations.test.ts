// Relations: what the whole inventory says of one object, and that nothing more is kept of it than is needed.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RelationInventory } from "../../src/analysis/relations.ts";
import { normalise, type CollectedObject } from "../../src/evidence/index.ts";
import type { PathStep } from "../../src/model/index.ts";

type Json = Readonly<Record<string, unknown>>;

interface Related {
  readonly index: number;
  readonly kind: string;
  readonly name: string;
  readonly input: Json;
  readonly locate: (path: readonly PathStep[]) => { readonly line?: number };
  readonly namePath: (path: readonly PathStep[]) => string;
}

/** The relations of these objects; a place has as many lines as its path has steps. */
function relate(...objects: readonly Json[]): readonly Related[] {
  const inventory = new RelationInventory();
  for (const [index, value] of objects.entries()) {
    const locate = (path: readonly PathStep[]) => ({ file: "shop.yaml", line: 100 * index + path.length });
    const object = { value, locate, defaultNamespace: "agents" } as unknown as CollectedObject;
    inventory.add(normalise(object, 0), index);
  }
  return inventory.derive().map(({ index, subject }) => ({
    index,
    kind: subject.resource.kind,
    name: subject.resource.name,
    input: subject.input as Json,
    locate: subject.locate,
    namePath: subject.namePath,
  }));
}

/** The one selection of the first of them. */
function selectionOf([first]: readonly Related[]): Json {
  assert.ok(first);
  const [selection] = first.input["selections"] as readonly Json[];
  assert.ok(selection);
  return selection;
}

function pod(name: string, spec: Json = {}, labels: Json = { app: name }): Json {
  return { apiVersion: "v1", kind: "Pod", metadata: { name, labels }, spec: { containers: [{ name }], ...spec } };
}

function service(name: string, selector: unknown, more: Json = {}): Json {
  return { apiVersion: "v1", kind: "Service", metadata: { name }, spec: { selector, ...more } };
}

const log = { name: "LOG", valueFrom: { configMapKeyRef: { name: "settings", key: "log" } } };

test("an object without relations has no document, and the others keep the index of their subject", () => {
  const config = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { log: "info" } };
  const found = relate(config, service("web", { app: "web" }), pod("web"));
  assert.deepEqual(
    found.map(({ index, kind }) => [index, kind]),
    [
      [1, "Service"],
      [2, "Pod"],
    ],
  );
});

test("a reference says whether its object is there, whether the evidence can tell, and which keys it has", () => {
  const config = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { level: "info" } };
  const using = pod("web", { containers: [{ name: "web", env: [log] }], serviceAccountName: "web" });
  const reference = {
    role: "config-map",
    path: ["spec", "containers", 0, "env", 0, "valueFrom", "configMapKeyRef", "name"],
    kind: "ConfigMap",
    namespace: "agents",
    name: "settings",
    optional: false,
  };
  const account = {
    role: "service-account",
    path: ["spec", "serviceAccountName"],
    kind: "ServiceAccount",
    namespace: "agents",
    name: "web",
    optional: false,
    found: false,
    known: false,
  };
  const path = ["spec", "containers", 0, "env", 0, "valueFrom", "configMapKeyRef", "key"];
  const [alone] = relate(using);
  assert.deepEqual(alone?.input["references"], [
    { ...reference, found: false, known: false, keys: [{ key: "log", path, found: true }] },
    account,
  ]);
  const [beside] = relate(using, config);
  assert.deepEqual(beside?.input["references"], [
    { ...reference, found: true, known: true, keys: [{ key: "log", path, found: false }], target: { spec: {} } },
    account,
  ]);
});

test("places of references are kept without the document: lines, and paths by names", () => {
  const [related] = relate(pod("web", { containers: [{ name: "web", env: [log] }] }));
  const path = ["spec", "containers", 0, "env", 0, "valueFrom", "configMapKeyRef", "name"];
  assert.equal(related?.locate(path).line, path.length);
  assert.equal(related.namePath(path), "spec/containers[name=web]/env[name=LOG]/valueFrom/configMapKeyRef/name");
  // Below a place that is kept, and somewhere else: its nearest ancestor that is kept, else the object.
  assert.equal(related.locate([...path, "x"]).line, path.length);
  assert.equal(related.locate(["metadata", "name"]).line, 0);
});

test("values of Secrets are never in a document", () => {
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "db" },
    stringData: { password: "hunter2", user: "agent" },
  };
  const env = { name: "P", valueFrom: { secretKeyRef: { name: "db", key: "password" } } };
  const text = JSON.stringify(relate(secret, secret, pod("web", { containers: [{ name: "web", env: [env] }] })));
  // That the key is there is known by its name.
  assert.match(text, /"key":"password",[^}]*"found":true/);
  assert.doesNotMatch(text, /hunter2/);
});

test("what a controller is told to make is there, with whatever keys; so is what Kubernetes brings", () => {
  const external = {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "e" },
    spec: { target: { name: "db" } },
  };
  const volumes = [
    { name: "a", secret: { secretName: "db", items: [{ key: "x", path: "x" }] } },
    { name: "b", configMap: { name: "kube-root-ca.crt" } },
  ];
  const [related] = relate(pod("web", { volumes }), external);
  const references = related?.input["references"] as readonly Json[];
  assert.deepEqual(
    references.map(({ name, found, keys }) => [name, found, keys]),
    [
      ["db", true, [{ key: "x", path: ["spec", "volumes", 0, "secret", "items", 0, "key"], found: true }]],
      ["kube-root-ca.crt", true, undefined],
    ],
  );
});

test("pods of a custom resource have labels that nobody knows, but for those of Rollouts", () => {
  const custom = (apiVersion: string, kind: string): Json => ({
    apiVersion,
    kind,
    metadata: { name: "c" },
    spec: { template: { metadata: { labels: { app: "c" } }, spec: { containers: [{ name: "c" }] } } },
  });
  const known = (...others: readonly Json[]): unknown =>
    selectionOf(relate(service("web", { app: "web" }), ...others))["known"];
  assert.equal(known(), false);
  assert.equal(known(pod("db")), true);
  assert.equal(known(custom("argoproj.io/v1alpha1", "Rollout")), true);
  assert.equal(known(pod("db"), custom("serving.knative.dev/v1", "Service")), false);
});

test("objects of one name in one source are duplicates of each other, other API versions and generated names are not", () => {
  const twice = relate(service("web", null), service("web", null));
  assert.deepEqual(
    twice.map(({ input }) => input["duplicates"]),
    [[{ file: "shop.yaml", line: 100 }], [{ file: "shop.yaml", line: 0 }]],
  );
  const hpa = (version: string): Json => ({
    apiVersion: `autoscaling/${version}`,
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web" },
  });
  assert.deepEqual(relate(hpa("v1"), hpa("v2")), []);
});

const label = fc.record({ key: fc.constantFrom("app", "tier", "zone"), value: fc.constantFrom("a", "b", "c") });
const labels = fc
  .array(label, { maxLength: 3 })
  .map((all) => Object.fromEntries(all.map(({ key, value }) => [key, value])));
const expression = fc.record({
  key: fc.constantFrom("app", "tier", "zone"),
  operator: fc.constantFrom("In", "NotIn", "Exists", "DoesNotExist"),
  values: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 2 }),
});

test("a budget selects exactly the pods of its namespace that satisfy every label and expression", () => {
  const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) });
  const pods = fc.array(fc.record({ labels, namespace: fc.constantFrom("agents", "shop") }), { maxLength: 8 });
  fc.assert(
    fc.property(selector, pods, ({ matchLabels, matchExpressions }, all) => {
      const budget = {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata: { name: "b" },
        spec: { selector: { matchLabels, matchExpressions } },
      };
      const objects = all.map((one, index) => {
        const object = pod(`p${index}`, {}, one.labels);
        return { ...object, metadata: { ...(object["metadata"] as Json), namespace: one.namespace } };
      });
      const expected = all.flatMap((one, index) => {
        const fits = (key: string): string | undefined => one.labels[key];
        const all2 = [
          one.namespace === "agents",
          ...Object.entries(matchLabels).map(([key, value]) => fits(key) === value),
          ...matchExpressions.map(({ key, operator, values }) => {
            const value = fits(key);
            if (operator === "Exists") return value !== undefined;
            if (operator === "DoesNotExist") return value === undefined;
            const listed = values.some((one) => one === value);
            return operator === "In" ? listed : !listed;
          }),
        ];
        return all2.every(Boolean) ? [`p${index}`] : [];
      });
      const selection = selectionOf(relate(budget, ...objects));
      const matches = selection["matches"] as readonly Json[];
      assert.deepEqual(matches.map(({ name }) => name).toSorted(), expected.toSorted());
      assert.equal(selection["count"], expected.length);
    }),
    { numRuns: 300 },
  );
});
