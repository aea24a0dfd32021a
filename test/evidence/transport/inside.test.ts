// Settings inside of Kubernetes objects: keys of ConfigMaps and Secrets, flags of containers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { objectsIn } from "../../../src/evidence/document-objects.ts";
import { transportInsider } from "../../../src/evidence/transport/insider.ts";
import type { Subject, Transport } from "../../../src/model/index.ts";

const reader = await transportInsider.load();

function subjectsIn(manifest: string): readonly Subject[] {
  return objectsIn(manifest, 0, "manifest.yaml", "agents")
    .filter(({ value }) => transportInsider.reads(value))
    .flatMap((object) => reader.inside(object, { evidence: 3, now: "2026-01-01T00:00:00.000Z" }));
}

function endsIn(manifest: string): readonly string[] {
  return subjectsIn(manifest).map(({ resource, input }) => {
    const ends = (input as Transport).ends.map(({ port, encrypted }) => `${port}:${encrypted}`);
    return `${resource.name} ${ends.join(" ")}`;
  });
}

test("a key of a ConfigMap is read by its name or by what stands in it; findings get the line of the setting", () => {
  const subjects = subjectsIn(`apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  README: "port 6379"
  redis.conf: |
    # for the pool
    appendonly yes

    port 6379
  edge.conf: |
    server {
      listen 443 ssl;
      ssl_protocols TLSv1.1;
    }
  app.conf: |
    [server]
    port = 80
`);
  assert.deepEqual(
    subjects.map(({ kind, resource, evidence, location, locate }) => [
      kind,
      resource,
      evidence,
      location.line,
      locate(["ends", 0]).line,
      locate(["protocols"]).line,
    ]),
    [
      [
        "transport",
        {
          apiVersion: "touchstone/v1",
          kind: "Transport",
          namespace: "agents",
          name: "settings/redis.conf:redis:server",
        },
        3,
        9,
        11,
        9,
      ],
      [
        "transport",
        {
          apiVersion: "touchstone/v1",
          kind: "Transport",
          namespace: "agents",
          name: "settings/edge.conf:nginx:server",
        },
        3,
        13,
        14,
        15,
      ],
    ],
  );
});

test("a key that only holds such settings is a part of them: no defaults are taken", () => {
  const manifest = (key: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: redis }\ndata:\n  ${key}: "tls-port 6380\\n"\n`;
  assert.deepEqual(endsIn(manifest("extra.conf")), ["redis/extra.conf:redis:server 6380:true"]);
  assert.deepEqual(endsIn(manifest("redis.conf")), ["redis/redis.conf:redis:server 6380:true 6379:false"]);
});

test("where a text is not written line by line, a finding gets the line of its key", () => {
  const [subject] = subjectsIn(`apiVersion: v1
kind: ConfigMap
metadata: { name: redis }
data:
  redis.conf: "appendonly yes\\nport 6379\\n"
`);
  assert.equal(subject?.locate(["ends", 0]).line, 5);
});

test("of a Secret the settings are read, encoded or not, and nothing else is kept", () => {
  const encoded = Buffer.from('port: 4222\nauthorization { token: "hush" }\n').toString("base64");
  const manifest = `apiVersion: v1
kind: Secret
metadata: { name: nats }
stringData:
  nats.conf: |
    tls { cert_file: /c }
    authorization { token: "hush" }
data:
  nats-server.conf: ${encoded}
  redis.conf: ENC[AES256_GCM,data:8Wc=,type:str]
`;
  assert.deepEqual(endsIn(manifest), [
    "nats/nats.conf:nats:clients 4222:true",
    "nats/nats-server.conf:nats:clients 4222:false",
  ]);
  assert.doesNotMatch(JSON.stringify(subjectsIn(manifest)), /hush/);
});

test("what has the name of settings, and is no text or too large, is an error", () => {
  const object = (kind: string, text: string): string =>
    `apiVersion: v1\nkind: ${kind}\nmetadata: { name: redis }\ndata:\n  redis.conf: ${JSON.stringify(text)}\n`;
  assert.throws(() => subjectsIn(object("Secret", "/wD/")), {
    code: "E_PLATFORM",
    message: "Secret redis/redis.conf cannot be read as redis.conf: it is no text",
  });
  assert.throws(() => subjectsIn(object("ConfigMap", "#".repeat(2 * 1024 * 1024 + 1))), {
    code: "E_PLATFORM",
    message: "ConfigMap redis/redis.conf cannot be read as redis.conf: it is too large",
  });
});

test("settings that cannot be read are an error, which names the object, the key and the line, and shows nothing of them", () => {
  const manifest = (kind: string): string => `apiVersion: v1
kind: ${kind}
metadata: { name: redis }
stringData: &settings
  redis.conf: |
    requirepass "hush
data: *settings
`;
  assert.throws(() => subjectsIn(manifest("ConfigMap")), {
    code: "E_PLATFORM",
    message: "ConfigMap redis/redis.conf, line 1 of it, cannot be read as redis.conf: a quotation mark is not closed",
  });
  assert.throws(
    () => subjectsIn(manifest("Secret")),
    (thrown: Error) => !thrown.message.includes("hush"),
  );
});

function podWith(container: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: server }
spec:
  containers:
    - name: main
${container.replaceAll(/^/gm, "      ")}
`;
}

test("flags of servers count where nothing else sets them up, or where they say something of TLS", () => {
  const cases = [
    ["image: redis:7", []],
    ["image: redis:7\nargs: [--port, '0', --tls-port, '6379']", ["6379:true"]],
    ["image: redis:7\nargs: [redis-server, --appendonly, 'yes']", ["6379:false"]],
    ["image: redis:7\nargs: [redis-server, /etc/redis.conf, --requirepass, $(P)]", []],
    ["image: redis:7\nargs: [redis-server, /etc/redis.conf, --appendonly, 'yes']", []],
    ["image: redis:7\ncommand: [sh, -c, redis-server --port 1]", []],
    ["image: registry.example.com/nats:2.11-alpine\nargs: [-js, -m, '8222']", ["4222:false", "8222:false"]],
    ["image: nats:2\nargs: [--config, /etc/nats.conf]", []],
    ["image: nats:2\nargs: [--tls, --tlscert=/c, --tlskey=/k]", ["4222:true"]],
    ["image: postgres:17\nargs: [-c, ssl=on, -c, ssl_min_protocol_version=TLSv1.1]", ["null:true"]],
    ["image: postgres:17\nargs: [-c, max_connections=10]", []],
    ["image: postgres:17\ncommand: [/usr/lib/postgresql/17/bin/postgres]\nargs: [--ssl=off]", ["null:false"]],
    ["image: agents/orchestrator:1\nargs: [--tls=false]", []],
  ] as const;
  for (const [container, ends] of cases) {
    const found = subjectsIn(podWith(container)).map(({ input }) =>
      (input as Transport).ends.map(({ port, encrypted }) => `${port}:${encrypted}`).join(" "),
    );
    assert.deepEqual(found, ends, container);
  }
});

test("a finding of a flag gets the line of the argument", () => {
  const [subject] = subjectsIn(
    podWith("image: postgres:17\nargs:\n  - -c\n  - ssl=on\n  - -c\n  - ssl_min_protocol_version=TLSv1.1"),
  );
  assert.equal(subject?.locate(["protocols"]).line, 11);
});

test("the settings of the ingress-nginx controller are keys of their own", () => {
  const manifest = `apiVersion: v1
kind: ConfigMap
metadata: { name: controller }
data:
  hsts: "false"
  ssl-protocols: "TLSv1.1 TLSv1.2"
`;
  const [subject] = subjectsIn(manifest);
  assert.ok(subject);
  const { protocols, hsts } = subject.input as Transport;
  assert.deepEqual(
    [protocols, hsts],
    [
      { value: ["TLSv1.1", "TLSv1.2"], source: "written" },
      { value: false, source: "written" },
    ],
  );
  assert.equal(subject.locate(["protocols"]).line, 6);
});
