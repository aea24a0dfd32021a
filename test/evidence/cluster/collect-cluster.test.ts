// A cluster is read whole, or it is said what was not read: pages, expiry, slowness, nonsense, missing rights.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import {
  collectFrom,
  collectWith,
  discovery,
  kubeconfigFor,
  listOf,
  now,
  startFakeServer,
  status,
  type Answer,
  type Collected,
  type Handler,
} from "./fake-api-server.ts";

const rolesPath = "/apis/rbac.authorization.k8s.io/v1/roles";
const roles = "roles.rbac.authorization.k8s.io";

const role = (name: string) => ({ metadata: { name, namespace: "agents", uid: `uid-${name}` }, rules: [] });

function placesOf({ objects }: Collected): readonly string[] {
  return objects.map(({ locate }) => locate(["rules", 0]).file);
}

test("an object comes as somebody would write it, with a place and a record of what was judged", async () => {
  const written = {
    metadata: {
      name: "pool",
      namespace: "agents",
      labels: { app: "pool" },
      annotations: { note: "kept", "kubectl.kubernetes.io/last-applied-configuration": "{}" },
      managedFields: [{ manager: "kubectl" }],
      resourceVersion: "42",
      generation: 3,
    },
    rules: [{ verbs: ["get"], resources: ["pods"], apiGroups: [""] }],
    status: { phase: "whatever" },
  };
  const { objects, problems, evidence } = await collectFrom({
    ...discovery(),
    [rolesPath]: () => [200, listOf("Role", [written])],
  });
  const expected = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: { annotations: { note: "kept" }, labels: { app: "pool" }, name: "pool", namespace: "agents" },
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
  };
  assert.deepEqual(problems, []);
  assert.deepEqual(
    objects.map(({ value, defaultNamespace, locate }) => ({ value, defaultNamespace, place: locate(["rules"]) })),
    [{ value: expected, defaultNamespace: "default", place: { file: "cluster:fake/Role/agents/pool" } }],
  );
  const text = `${JSON.stringify(expected)}\n`;
  assert.deepEqual(evidence, [
    {
      kind: "cluster",
      source: "fake",
      collector: { name: "touchstone", version: "0" },
      collectedAt: now,
      sha256: createHash("sha256").update(text).digest("hex"),
      bytes: Buffer.byteLength(text),
      documents: 1,
    },
  ]);
});

/** Five roles, two a page. */
const pages: Handler = (query) => {
  const at = Number(query.get("continue") ?? 0);
  const names = ["a", "b", "c", "d", "e"].slice(at, at + Number(query.get("limit")));
  return [200, listOf("Role", names.map(role), at + names.length < 5 ? String(at + names.length) : undefined)];
};
const five = ["a", "b", "c", "d", "e"].map((name) => `cluster:fake/Role/agents/${name}`);

test("a list is read page by page to its end", async () => {
  const collected = await collectFrom({ ...discovery(), [rolesPath]: pages }, { pageSize: 2 });
  assert.deepEqual([placesOf(collected), collected.problems], [five, []]);
  assert.deepEqual(
    collected.asked.filter((path) => path.startsWith(rolesPath)),
    ["?limit=2", "?limit=2&continue=2", "?limit=2&continue=4"].map((query) => rolesPath + query),
  );
});

test("a list that expires is read again from its beginning, once", async () => {
  const expired: Answer = [410, status("The provided continue parameter is too old")];
  const once = await collectFrom(
    { ...discovery(), [rolesPath]: (query, time, request) => (time === 1 ? expired : pages(query, time, request)) },
    { pageSize: 2 },
  );
  assert.deepEqual([placesOf(once), once.problems], [five, []]);
  const always = await collectFrom(
    {
      ...discovery(),
      [rolesPath]: (query, time, request) => (query.has("continue") ? expired : pages(query, time, request)),
    },
    { pageSize: 2 },
  );
  assert.deepEqual(placesOf(always), []);
  assert.deepEqual(
    always.problems.map(({ message }) => message),
    [`${roles} cannot be listed: The provided continue parameter is too old (410)`],
  );
});

const notWell = "The API server is not well or too busy: try again later.";
const noServer = "Check that the server of the kubeconfig is an API server of Kubernetes.";
const failures: readonly (readonly [what: string, answer: Answer, message: string, hint: string])[] = [
  [
    "a missing right",
    [403, status('roles is forbidden: User "jane" cannot list resource "roles"')],
    'roles is forbidden: User "jane" cannot list resource "roles" (403)',
    `Grant list on ${roles} in the whole cluster, or take a context that has it.`,
  ],
  [
    "credentials that ran out",
    [401, status("Unauthorized")],
    "Unauthorized (401)",
    "Log in again: the API server does not take these credentials.",
  ],
  ["a server that is not well", [500, status("etcd is gone")], "etcd is gone (500)", notWell],
  ["a gateway's page", [503, "<html>no</html>"], "the answer is 503", notWell],
  ["broken JSON", [200, '{"items": [{"metadata": {"name": "po'], "the answer is no JSON", noServer],
  ["another JSON", [200, { kind: "RoleList" }], "the answer is no list of objects", noServer],
  ["an item that is no object", [200, listOf("Role", [role("pool"), 7])], "the answer is no list of objects", noServer],
  ["an item without a name", [200, listOf("Role", [{ metadata: {} }])], "the answer is no list of objects", noServer],
  [
    "pages without an end",
    [200, listOf("Role", [role("pool")], "again")],
    "the answer is no list of objects",
    noServer,
  ],
];

for (const [what, answer, message, hint] of failures) {
  test(`${what} is a problem that names the resource, and all else is read`, async () => {
    const collected = await collectFrom({
      ...discovery(),
      [rolesPath]: () => answer,
      "/apis/rbac.authorization.k8s.io/v1/clusterroles": () => [
        200,
        listOf("ClusterRole", [{ metadata: { name: "view" } }]),
      ],
    });
    assert.deepEqual(collected.problems, [
      {
        code: "E_CLUSTER",
        source: "fake",
        location: { file: "cluster:fake" },
        message: `${roles} cannot be listed: ${message}`,
        hint,
      },
    ]);
    assert.deepEqual(placesOf(collected), ["cluster:fake/ClusterRole/view"]);
  });
}

test("a server that is too busy is asked again when it says so, and not for ever", async () => {
  const busy: Answer = (response) => void response.writeHead(429, { "retry-after": "0" }).end();
  const list: Answer = [200, listOf("Role", [role("pool")])];
  const patient = await collectFrom({ ...discovery(), [rolesPath]: (_, time) => (time < 2 ? busy : list) });
  assert.deepEqual([placesOf(patient), patient.problems], [["cluster:fake/Role/agents/pool"], []]);
  const { problems, asked } = await collectFrom({ ...discovery(), [rolesPath]: () => busy });
  assert.deepEqual(
    problems.map(({ message, hint }) => [message, hint]),
    [[`${roles} cannot be listed: the answer is 429`, notWell]],
  );
  assert.equal(asked.filter((path) => path.startsWith(rolesPath)).length, 4);
});

test("problems are told in the order of the kinds, whichever is answered first", async () => {
  const kinds = ["clusterroles", "clusterrolebindings", "roles", "rolebindings"];
  const held: (() => void)[] = [];
  const hold: Answer = (response) => {
    held.push(() => response.writeHead(500).end());
    if (held.length === kinds.length) for (const answer of held.toReversed()) answer();
  };
  const path = (kind: string): string => `/apis/rbac.authorization.k8s.io/v1/${kind}`;
  const { problems } = await collectFrom({
    ...discovery(),
    ...Object.fromEntries(kinds.map((kind) => [path(kind), () => hold])),
  });
  assert.deepEqual(
    problems.map(({ message }) => message.split(".")[0]),
    kinds,
  );
});

test("a server that hangs, before its answer or in it, is not waited for", async () => {
  const silent: Answer = () => {};
  const stopping: Answer = (response) => void response.writeHead(200).write('{"items": [');
  for (const answer of [silent, stopping]) {
    const { problems } = await collectFrom({ ...discovery(), [rolesPath]: () => answer }, { requestMs: 300 });
    assert.deepEqual(
      problems.map(({ message }) => message),
      [`${roles} cannot be listed: no answer within 0.3 seconds`],
    );
  }
});

test("answers that are too large are not held", async () => {
  const large = listOf("Role", [{ ...role("pool"), rules: ["x".repeat(20_000)] }]);
  const limit = async (fileBytes: number, documentBytes: number) => {
    const handlers = { ...discovery(), [rolesPath]: (): Answer => [200, large] };
    const { problems } = await collectFrom(handlers, { limits: { fileBytes, documentBytes } });
    return problems.map(({ code, message, hint }) => [code, message, hint]);
  };
  assert.deepEqual(await limit(1_000_000, 10_000), [
    [
      "E_TOO_LARGE",
      `${roles} cannot be listed: an answer is larger than 10000 bytes`,
      "Raise the limit with --max-document-size.",
    ],
  ]);
  assert.deepEqual((await limit(10_000, 1_000_000))[0], [
    "E_TOO_LARGE",
    `${roles} cannot be listed: all answers together are larger than 10000 bytes`,
    "Raise the limit with --max-file-size.",
  ]);
});

test("kinds that a cluster does not have are absent, but for those that every cluster has", async () => {
  const has = await collectFrom(discovery(), { parts: ["network", "workloads"] });
  assert.deepEqual(has.problems, []);
  const { "/apis/networking.k8s.io/v1": _, ...without } = discovery();
  const lacks = await collectFrom(without, { parts: ["network"] });
  assert.deepEqual(
    lacks.problems.map(({ message }) => message),
    ["NetworkPolicy.networking.k8s.io cannot be listed: the API server has no such kind"],
  );
});

test("an API that is there and does not say what it has is a problem", async () => {
  const { problems } = await collectFrom(
    {
      ...discovery({ "gateway.networking.k8s.io/v1": [] }),
      "/apis/gateway.networking.k8s.io/v1": () => [503, status("no endpoints")],
    },
    { parts: ["network"] },
  );
  assert.deepEqual(
    problems.map(({ message }) => message),
    ["gateway.networking.k8s.io/v1 cannot be listed: no endpoints (503)"],
  );
});

test("a kind is asked for in the first version that has it, and Secrets in none", async () => {
  const gateway = "gateway.networking.k8s.io";
  const collected = await collectFrom(
    {
      ...discovery({
        [`${gateway}/v1`]: [["httproutes", "HTTPRoute"]],
        [`${gateway}/v1alpha2`]: [["tcproutes", "TCPRoute"]],
      }),
      "/apis": () => {
        const group = (name: string, ...versions: readonly string[]) => ({
          name,
          versions: versions.map((version) => ({ version })),
        });
        const groups = [
          group("networking.k8s.io", "v1"),
          group("apps", "v1"),
          group("rbac.authorization.k8s.io", "v1"),
          group(gateway, "v1", "v1alpha2"),
        ];
        return [200, { groups }];
      },
      [`/apis/${gateway}/v1alpha2/tcproutes`]: () => [
        200,
        listOf("TCPRoute", [{ metadata: { name: "nats", namespace: "data" } }]),
      ],
    },
    { parts: ["access", "network", "workloads"] },
  );
  assert.deepEqual([placesOf(collected), collected.problems], [["cluster:fake/TCPRoute/data/nats"], []]);
  assert.deepEqual(
    collected.asked.filter((path) => path.includes("secrets")),
    [],
  );
  assert.ok(collected.asked.includes(`/apis/${gateway}/v1/httproutes?limit=500`));
});

test("what is no API server of Kubernetes is said to be none", async () => {
  for (const answer of [
    [404, "not here"],
    [200, { hello: "world" }],
    [200, "<html>"],
  ] as const)
    await assert.rejects(collectFrom({ "/apis": () => answer }), {
      code: "E_CLUSTER",
      message: /^the API server of fake at http:\/\/127\.0\.0\.1:\d+ cannot be asked: /,
      hint: noServer,
    });
});

test("a server that is not there is said not to be", async () => {
  const server = await startFakeServer({});
  await server.stop();
  const reading = collectWith(await kubeconfigFor(server.url));
  await assert.rejects(reading, {
    code: "E_CLUSTER",
    message: `the API server of fake at ${server.url} cannot be asked: connect ECONNREFUSED ${server.url.slice(7)}`,
  });
});
