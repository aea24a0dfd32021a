// Command lines are read as the components read them: pflag for Kubernetes' own, Go's package flag for etcd.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { secondsOf } from "../../../src/evidence/control-plane/flag-table.ts";
import { parseFlags } from "../../../src/evidence/control-plane/parse-flags.ts";
import type { ControlPlaneComponent } from "../../../src/model/index.ts";

function flagsOf(
  words: readonly string[],
  component: ControlPlaneComponent = "kube-apiserver",
): Record<string, string> {
  const flags = parseFlags(
    words.map((text, index) => ({ text, path: [index] })),
    component,
  );
  return Object.fromEntries([...flags].map(([name, { value }]) => [name, value]));
}

test("a value stands behind an equals sign or in the next word", () => {
  assert.deepEqual(flagsOf(["--secure-port=6443", "--audit-log-path", "/var/log/audit.log"]), {
    "secure-port": "6443",
    "audit-log-path": "/var/log/audit.log",
  });
});

test("a switch is on by its name, and the next word is no value of it", () => {
  assert.deepEqual(flagsOf(["--profiling", "false", "--anonymous-auth=false"]), {
    profiling: "true",
    "anonymous-auth": "false",
  });
});

test("the last one counts, and a flag that collects has all of them", () => {
  assert.deepEqual(flagsOf(["--tls-min-version=VersionTLS10", "--tls-min-version=VersionTLS12"]), {
    "tls-min-version": "VersionTLS12",
  });
  assert.deepEqual(
    flagsOf(["--enable-admission-plugins=NodeRestriction", "--enable-admission-plugins=AlwaysPullImages"]),
    {
      "enable-admission-plugins": "NodeRestriction,AlwaysPullImages",
    },
  );
});

test("an underscore is a dash, a lone -- ends the flags, and short flags are read", () => {
  assert.deepEqual(flagsOf(["--anonymous_auth=false", "-v=2", "--", "--profiling"]), {
    "anonymous-auth": "false",
    v: "2",
  });
});

test("etcd takes one dash for two, collects nothing, and ends with the first word that is no flag", () => {
  const words = [
    "-client-cert-auth",
    "--listen-client-urls=http://a",
    "-listen-client-urls",
    "https://b",
    "x",
    "--auto-tls",
  ];
  assert.deepEqual(flagsOf(words, "etcd"), { "client-cert-auth": "true", "listen-client-urls": "https://b" });
});

test("secrets in flags are not kept: values of tokens and passwords, users of addresses, keys that were pasted", () => {
  const words = [
    "--token=abc",
    "--etcd-password",
    "def",
    "--etcd-servers=https://root:ghi@etcd:2379,https://jkl@etcd2:2379",
  ];
  assert.deepEqual(flagsOf([...words, "--x=-----BEGIN PRIVATE KEY-----\nmno"]), {
    "etcd-servers": "https://etcd:2379,https://etcd2:2379",
    x: "(removed)",
  });
  assert.deepEqual(flagsOf(["--use-service-account-credentials", "--token-auth-file=/t.csv"]), {
    "use-service-account-credentials": "true",
    "token-auth-file": "/t.csv",
  });
});

test("durations are Go's", () => {
  assert.deepEqual(["4h0m0s", "1.5h", "0", "0s", "-1m", "300ms"].map(secondsOf), [14_400, 5400, 0, 0, -60, 0.3]);
  assert.deepEqual(["", "5", "five", "1d", "h", "1h "].map(secondsOf), Array(6).fill(undefined));
});

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(?:-[a-z0-9]{1,6}){0,2}$/).map((text) => `zz-${text}x`);
const value = fc.stringMatching(/^[a-z0-9/.,=]{0,12}$/);

test("property: what is written as --name=value comes back, the last of each name", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), (pairs) => {
      assert.deepEqual(flagsOf(pairs.map(([flag, text]) => `--${flag}=${text}`)), Object.fromEntries(pairs));
    }),
    { numRuns: 10_000 },
  );
});

test("property: two words are as good as one with an equals sign", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          name,
          value.filter((text) => text !== ""),
        ),
        { maxLength: 8 },
      ),
      (pairs) => {
        assert.deepEqual(flagsOf(pairs.flatMap(([flag, text]) => [`--${flag}`, text])), Object.fromEntries(pairs));
      },
    ),
    { numRuns: 10_000 },
  );
});

test("property: whatever the words are, nothing is thrown, and every flag has a place", () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom("--", "-", "--=", "---a", "--__proto__=1", "-v", "--a=b=c"),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 10 }),
      fc.constantFrom("etcd", "kubelet", "kube-apiserver"),
      (words, component) => {
        const flags = parseFlags(
          words.map((text, index) => ({ text, path: [index] })),
          component,
        );
        for (const { path, value: text } of flags.values()) assert.ok(path.length === 1 && typeof text === "string");
      },
    ),
    { numRuns: 40_000 },
  );
});
