// Garbage in place of settings: never a crash, and never a server with TLS that an independent look at the text does not show.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { settingsKinds, type SettingsKind } from "../../../src/evidence/transport/kinds.ts";
import { TouchstoneError } from "../../../src/model/index.ts";
import { wrong } from "./read.ts";

/** Settings that are right, of each kind, and the words of its grammar. */
const samples: Readonly<Record<string, readonly [text: string, words: readonly string[], tls: RegExp]>> = {
  "nginx.conf": [
    "http { ssl_protocols TLSv1.2; server { listen 443 ssl; location / { proxy_pass https://a; proxy_ssl_verify on; } } }\nstream { server { listen 1; proxy_ssl on; } }",
    [
      "http",
      "server",
      "stream",
      "upstream",
      "{",
      "}",
      ";",
      "listen",
      "443",
      "ssl",
      "proxy_pass",
      "https://a",
      "quic",
      "on",
      "if",
      "return",
      "301",
      '"',
      "#",
      "\\",
      "${a}",
    ],
    /ssl|quic|https|grpcs/,
  ],
  "haproxy.cfg": [
    "global\n ssl-default-bind-options no-tlsv10\ndefaults\n mode http\nfrontend a\n bind :443 ssl crt x\nbackend b\n server s a:1 ssl verify none\n",
    [
      "global",
      "defaults",
      "frontend",
      "backend",
      "listen",
      "\n",
      " bind",
      ":443",
      "ssl",
      "verify",
      "none",
      " server",
      "mode",
      "tcp",
      "'",
      '"',
      "#",
      "\\",
    ],
    /ssl/,
  ],
  "pg_hba.conf": [
    "hostssl all all 10.0.0.0 255.0.0.0 md5\nlocal all all peer\n",
    ["host", "hostssl", "local", "all", ",", "\n", "md5", "trust", "reject", "cert", '"', "::1/128", "\\"],
    /./,
  ],
  "postgresql.conf": [
    "ssl = on\nssl_ciphers = 'HIGH'\nport 5432\n",
    ["ssl", "=", "on", "off", "'", "\n", "#", "port", "include", "ssl_min_protocol_version", "'TLSv1'"],
    /ssl/i,
  ],
  "nats.conf": [
    "listen: 0.0.0.0:4222\ntls { cert_file: /c, verify: true }\ncluster { port: 6222, tls { cert_file: /c } }\nleafnodes { remotes: [ { url: tls://h } ] }\n",
    [
      "tls",
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      ":",
      "=",
      ",",
      ";",
      "\n",
      "true",
      "cluster",
      "https",
      "remotes",
      "leafnodes",
      "include",
      '"',
      "'",
      "#",
      "//",
      "$A",
      "tls://h",
    ],
    /tls|https|wss/i,
  ],
  "redis.conf": [
    "port 0\ntls-port 6379\ntls-replication yes\nreplicaof a 1\n",
    ["port", "tls-port", "0", "6379", "\n", "yes", "no", "tls-cluster", "cluster-enabled", "include", '"', "'", "#"],
    /tls/i,
  ],
  "envoy.yaml": [
    'static_resources:\n  listeners:\n    - name: a\n      filter_chains:\n        - transport_socket: { typed_config: { "@type": x.DownstreamTlsContext } }\n  clusters: [{ name: b }]\n',
    [
      "static_resources:",
      "listeners:",
      "clusters:",
      "\n",
      "  ",
      "- ",
      "{",
      "}",
      "[",
      "]",
      "filter_chains:",
      "transport_socket:",
      "typed_config:",
      '"@type": a.UpstreamTlsContext',
      "&a",
      "*a",
      "null",
      ":",
    ],
    /tls/i,
  ],
};

/** Whether it was read. */
function check(kind: SettingsKind, text: string, tls: RegExp): boolean {
  let found;
  try {
    found = kind.read(text, wrong, text.length % 2 === 0);
  } catch (thrown) {
    assert.ok(thrown instanceof TouchstoneError, String(thrown));
    assert.equal(thrown.code, "E_PLATFORM");
    assert.match(thrown.message, /^line \d+: [^\n]+$/);
    return false;
  }
  const count = text.split("\n").length;
  for (const { document, places } of found) {
    for (const line of places.values()) assert.ok(line >= 1 && line <= count, `line ${line} of ${count}`);
    if (document.ends.some(({ encrypted }) => encrypted === true)) assert.match(text, tls);
    if (document.verifiesPeer?.value === true) assert.match(text, tls);
    JSON.stringify(document);
  }
  return true;
}

for (const kind of settingsKinds) {
  test(`${kind.what}: garbage, words in any order and damaged settings are read or refused`, () => {
    const [sample = "", words = [], tls = /./] = samples[kind.what] ?? [];
    assert.notEqual(sample, "");
    assert.ok(check(kind, sample, tls), "the sample itself is read");
    const ofWords = fc.array(fc.constantFrom(...words), { maxLength: 24 }).map((some) => some.join(" "));
    const damaged = fc
      .tuple(fc.nat(sample.length), fc.nat(12), fc.string({ maxLength: 4 }))
      .map(([at, cut, put]) => sample.slice(0, at) + put + sample.slice(at + cut));
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 60 }), ofWords, damaged), (text) => {
        if (check(kind, text, tls)) read += 1;
      }),
      { numRuns: 14_300 },
    );
    assert.ok(read > 100, `only ${read} were read`);
  });
}

test("settings of any size are read in time that grows with them", () => {
  for (const kind of settingsKinds) {
    const [sample = "", words = [], tls = /./] = samples[kind.what] ?? [];
    for (const text of [...words, sample].map((part) => part.repeat(100_000 / part.length))) {
      const begun = performance.now();
      check(kind, text, tls);
      assert.ok(performance.now() - begun < 5000, `${kind.what}: ${JSON.stringify(text.slice(0, 40))}`);
    }
  }
});
