// Settings of HAProxy: frontends and backends, with what global and defaults say.
import assert from "node:assert/strict";
import { test } from "node:test";
import { haproxyTransports } from "../../../src/evidence/transport/haproxy.ts";
import { lines, told, wrong } from "./read.ts";

const gateway = `global
    log stdout format raw local0
    ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
    ssl-default-bind-ciphers ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384
    ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256

defaults
    mode http
    timeout connect 5s

frontend api
    bind :80
    bind *:443 ssl crt /etc/haproxy/tls.pem verify optional ca-file /etc/haproxy/ca.pem
    http-request redirect scheme https code 301 if !{ ssl_fc }
    http-response set-header Strict-Transport-Security "max-age=63072000"
    default_backend orchestrator

backend orchestrator
    default-server check ssl ca-file /etc/haproxy/ca.pem
    server orchestrator-0 orchestrator-0.agents:8443
    server orchestrator-1 orchestrator-1.agents:8443 verify none
    server sidecar 127.0.0.1:8080 no-ssl

frontend database
    mode tcp
    bind :5432
    default_backend database
`;

test("a frontend has what its binds and global say; a backend whom it asks", () => {
  assert.deepEqual(haproxyTransports(gateway, wrong).map(told), [
    {
      name: "server frontend api",
      ends: [":443 tls", ":80 plain redirect"],
      protocols: "TLSv1.2 TLSv1.3",
      ciphers: "ECDHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-AES256-GCM-SHA384 TLS_AES_128_GCM_SHA256",
      clientAuth: "optional",
      hsts: true,
      certificates: ["/etc/haproxy/tls.pem"],
    },
    {
      name: "upstream backend orchestrator",
      ends: ["orchestrator-0.agents:8443 tls"],
      "protocols?": "TLSv1.2 TLSv1.3",
      "verifiesPeer?": true,
    },
    {
      name: "upstream backend orchestrator",
      ends: ["orchestrator-1.agents:8443 tls"],
      "protocols?": "TLSv1.2 TLSv1.3",
      verifiesPeer: false,
    },
    { name: "upstream backend orchestrator", ends: ["127.0.0.1:8080 plain local"] },
    { name: "server frontend database", ends: [":5432 unknown"] },
  ]);
});

test("findings get the lines of the settings, also of those in global", () => {
  const [api] = haproxyTransports(gateway, wrong);
  assert.ok(api);
  assert.deepEqual(lines(api), {
    "": 11,
    protocols: 3,
    ciphers: 4,
    clientAuth: 13,
    hsts: 15,
    "ends/0": 13,
    "ends/1": 12,
  });
});

test("a redirect with another condition leaves the rest in the clear", () => {
  const text = "frontend api\n mode http\n bind :80\n redirect scheme https if { path_beg /login }\n";
  assert.deepEqual(
    haproxyTransports(text, wrong).map((one) => told(one)["ends"]),
    [[":80 plain"]],
  );
});

test("versions are those that options leave", () => {
  const protocols = (options: string): unknown =>
    haproxyTransports(`frontend a\n bind :443 ssl ${options}\n`, wrong).map(
      (one) => told(one)["protocols"] ?? told(one)["protocols?"],
    )[0];
  assert.equal(protocols("crt x"), "TLSv1.2 TLSv1.3");
  assert.equal(protocols("ssl-min-ver TLSv1.0"), "TLSv1.0 TLSv1.1 TLSv1.2 TLSv1.3");
  assert.equal(protocols("ssl-min-ver TLSv1.0 no-tlsv11"), "TLSv1.0 TLSv1.2 TLSv1.3");
  assert.equal(protocols("force-tlsv12"), "TLSv1.2");
  assert.equal(protocols("ssl-min-ver TLSv1.3"), "TLSv1.3");
  assert.equal(protocols("ssl-min-ver nonsense"), "nonsense");
});

test("what is no configuration, or has conditions, is refused with its line", () => {
  const cases = [
    ["hello world\n", "line 1: it stands in no section of HAProxy"],
    ["global\n log 'a\n", "line 2: a quotation mark is not closed"],
    ["global\n.if defined(X)\n", "line 2: conditions of the preprocessor are not supported"],
  ] as const;
  for (const [text, message] of cases) assert.throws(() => haproxyTransports(text, wrong), { message });
});
