// Settings of NATS: clients, monitoring, the links of a cluster, and leaf nodes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { natsTransports } from "../../../src/evidence/transport/nats.ts";
import { lines, told, wrong } from "./read.ts";

const server = `server_name: $POD_NAME
listen: 0.0.0.0:4222 // for clients
http: 8222
jetstream { store_dir = "/data", max_mem: 256MB }

tls {
  cert_file: "/run/secrets/tls/tls.crt"
  key_file: /run/secrets/tls/tls.key
  ca_file: "/run/secrets/tls/ca.crt"
  min_version: "1.3"
  cipher_suites: [
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
    TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
  ]
  verify_and_map: true
}

authorization {
  users = [ {user: "a;b#c", password: $PASSWORD} ]
}

cluster {
  name: agents, listen: 0.0.0.0:6222
  routes: [ nats://agents-nats-0:6222, nats://agents-nats-1:6222 ]
  tls: { cert_file: /c, key_file: /k, insecure: yes }
}

leafnodes {
  port: 7422
  remotes [
    { url: "nats-leaf://user:secret@hub.example.com:7422" }
    { urls: ["tls://hub.example.com:7422"], tls { ca_file: /ca } }
  ]
}
websocket { port: 8443, no_tls: true }
`;

test("each kind of connections has what its own block says, and what NATS does without one", () => {
  assert.deepEqual(natsTransports(server, wrong).map(told), [
    {
      name: "server clients",
      ends: [":4222 tls"],
      protocols: "TLSv1.3",
      ciphers: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
      clientAuth: "required",
      certificates: ["/run/secrets/tls/tls.crt"],
    },
    { name: "server monitoring", ends: [":8222 plain"] },
    {
      name: "peer cluster",
      ends: [":6222 tls"],
      "protocols?": "TLSv1.2 TLSv1.3",
      "clientAuth?": "required",
      verifiesPeer: false,
      certificates: ["/c"],
    },
    { name: "peer leafnodes", ends: [":7422 plain"] },
    { name: "server websocket", ends: [":8443 plain"] },
    { name: "upstream leaf node to others", ends: ["hub.example.com:7422 plain"] },
    {
      name: "upstream leaf node to others",
      ends: ["hub.example.com:7422 tls"],
      "protocols?": "TLSv1.2 TLSv1.3",
      "verifiesPeer?": true,
    },
  ]);
});

test("findings get the lines of the settings", () => {
  const [clients, monitoring, cluster] = natsTransports(server, wrong);
  assert.ok(clients && monitoring && cluster);
  assert.deepEqual(lines(clients), { "": 6, "ends/0": 6, protocols: 10, ciphers: 11, clientAuth: 15 });
  assert.deepEqual(lines(monitoring), { "": 3, "ends/0": 3 });
  assert.deepEqual(lines(cluster), { "": 25, "ends/0": 25, verifiesPeer: 25 });
});

test("the same is read as JSON, and nothing of a password is kept", () => {
  const text =
    '{ "port": 4222, "tls": { "cert_file": "/c", "verify": false },\n "authorization": { "token": "hush" } }';
  const found = natsTransports(text.replace(/^\{(.*)\}$/s, "$1"), wrong);
  assert.deepEqual(found.map(told), [
    {
      name: "server clients",
      ends: [":4222 tls"],
      "protocols?": "TLSv1.2 TLSv1.3",
      "clientAuth?": "none",
      certificates: ["/c"],
    },
  ]);
  assert.doesNotMatch(JSON.stringify(found), /hush/);
});

test("what an include or a variable may set is unknown, and allow_non_tls leaves the port open", () => {
  const ends = (text: string): unknown => natsTransports(text, wrong).map((one) => told(one)["ends"])[0];
  assert.deepEqual(ends("port: 4222\ninclude ./tls.conf\n"), [":4222 unknown"]);
  assert.deepEqual(ends("tls: $TLS\n"), [":4222 unknown"]);
  assert.deepEqual(ends("tls { cert_file: /c }\nallow_non_tls: true\n"), [":4222 tls", ":4222 plain"]);
  assert.deepEqual(ends("host: 127.0.0.1\nport: 4222\n"), ["127.0.0.1:4222 plain local"]);
  assert.deepEqual(ends("description (\n tls { }\n)\nport: 4333\n"), [":4333 plain"]);
});

test("what NATS would not start with is refused with its line", () => {
  const cases = [
    ["tls {\n verify: true\n", "line 3: a block does not end"],
    ["a: [1, 2\n", "line 2: a list does not end"],
    ["port: 4222\n}\n", "line 2: a key is missing"],
    ['name: "a\n', "line 1: a quotation mark is not closed"],
    ["tls { verify: perhaps }", "line 1: verify is neither true nor false"],
    ["tls: true", "line 1: tls is no block"],
    ["a {".repeat(80), "line 1: blocks lie too deep in each other"],
    ["text (\nabc", "line 1: a block of text does not end"],
  ] as const;
  for (const [text, message] of cases) assert.throws(() => natsTransports(text, wrong), { message }, text);
});
