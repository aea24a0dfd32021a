// Certificates inside of Kubernetes objects: where they are found, what stands for none, and what is damage.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { base64, chain, fixture, gather, testKey } from "./read.ts";

const [leaf, issuer, root] = chain();

function secret(data: Readonly<Record<string, string>>, type = "kubernetes.io/tls", field = "data"): string {
  const metadata = { name: "orchestrator-tls", namespace: "agents" };
  return JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata, type, [field]: data });
}

function webhook(caBundle: unknown, annotations: object = {}): string {
  const webhooks = [
    { name: "a.agents.example", clientConfig: {} },
    { name: "jobs.agents.example", clientConfig: { caBundle } },
  ];
  const metadata = { name: "orchestrator", annotations };
  return JSON.stringify({
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingWebhookConfiguration",
    metadata,
    webhooks,
  });
}

describe("certificates inside of objects", () => {
  it("a TLS Secret has a chain that it presents and authorities that it trusts", async () => {
    const { certificates, subjects, problems } = await gather({
      manifest: secret({ "tls.crt": base64(leaf + issuer), "tls.key": "", "ca.crt": base64(root) }),
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      subjects.filter(({ kind }) => kind === "certificate").map(({ resource }) => resource),
      ["ca.crt", "tls.crt", "tls.crt#2"].map((entry) => ({
        apiVersion: "touchstone/v1",
        kind: "Certificate",
        namespace: "agents",
        name: `Secret/orchestrator-tls/${entry}`,
      })),
    );
    assert.deepEqual(
      certificates.map(({ role, use, source, chain: { position, issuers, reachesAuthority } }) => ({
        ...{ role, use, source },
        ...{ position, issuers, reachesAuthority },
      })),
      [
        { role: "root", use: "trusted", source: "secret", position: 0, issuers: ["self"], reachesAuthority: null },
        ...[0, 1].map((position) => ({
          ...{ role: position === 0 ? "leaf" : "intermediate", use: "presented", source: "secret", position },
          ...{ issuers: ["next", "missing"], reachesAuthority: true },
        })),
      ],
    );
  });

  it("an entry has the line of its key", async () => {
    const { subjects } = await gather({
      manifest: fixture("certificate/broken-chain/fixtures/fail-other-authority.yaml"),
    });
    const lines = subjects.filter(({ kind }) => kind === "certificate").map(({ location }) => location);
    assert.deepEqual(lines, [
      { file: "DIR/objects.yaml", line: 22 },
      { file: "DIR/objects.yaml", line: 8 },
    ]);
  });

  for (const [what, data] of Object.entries({
    nothing: "",
    "white space": base64(" \n"),
    "a variable": base64("${ORCHESTRATOR_CERTIFICATE}"),
    "a variable that nothing encoded": "${ORCHESTRATOR_CERTIFICATE}",
    "a template": "{{ .Values.certificate }}",
    "a mark of somebody who took it out": base64("REDACTED"),
  })) {
    it(`${what} in tls.crt is no certificate and no problem`, async () => {
      const { certificates, problems } = await gather({ manifest: secret({ "tls.crt": data }) });
      assert.deepEqual({ certificates, problems }, { certificates: [], problems: [] });
    });
  }

  for (const [what, data, message] of [
    ["no base64", "not base64!", "tls.crt is no base64"],
    ["another text", base64("a certificate"), "tls.crt cannot be read: it holds no certificate in PEM"],
    ["a key", base64(testKey()), "tls.crt cannot be read: it holds no certificate in PEM"],
    [
      "a cut certificate",
      base64(leaf.slice(0, 200)),
      "tls.crt cannot be read: a block in PEM (CERTIFICATE) has no end",
    ],
    [
      "a damaged second one",
      base64(leaf + issuer.replace(/[A-Za-z]{8}\n/, "AAAAAAAA\n").replace("MII", "AAA")),
      "tls.crt cannot be read: certificate 2 of 2: it is no DER",
    ],
  ] as const) {
    it(`${what} in tls.crt is a problem`, async () => {
      const { certificates, problems } = await gather({ manifest: secret({ "tls.crt": data }) });
      assert.deepEqual(certificates, []);
      assert.deepEqual(
        problems.map(({ code, message: text }) => ({ code, text })),
        [{ code: "E_CERTIFICATE", text: `Secret agents/orchestrator-tls: ${message}` }],
      );
    });
  }

  it("of other keys of Secrets and ConfigMaps those count that hold a certificate", async () => {
    const opaque = secret(
      { "server.pem": leaf, "ca.pem": root, note: "certificate", password: "aaaa" },
      "Opaque",
      "stringData",
    );
    const map = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "trust" },
      data: { "roots.pem": issuer + root, text: "a" },
    };
    const { certificates } = await gather({ manifest: `${opaque}\n---\n${JSON.stringify(map)}` });
    assert.deepEqual(
      certificates.map(({ of, entry, use }) => `${of} ${entry} ${use}`),
      [
        "Secret agents/orchestrator-tls server.pem ",
        "Secret agents/orchestrator-tls ca.pem trusted",
        "ConfigMap agents/trust roots.pem trusted",
        "ConfigMap agents/trust roots.pem trusted",
      ],
    );
  });

  it("a damaged certificate in a ConfigMap is a problem", async () => {
    const data = { "ca.crt": "-----BEGIN CERTIFICATE-----\nMIIBExampleExample\n-----END CERTIFICATE-----\n" };
    const { problems } = await gather({
      manifest: JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "trust" }, data }),
    });
    assert.deepEqual(
      problems.map(({ message }) => message),
      ["ConfigMap agents/trust: ca.crt cannot be read: a certificate in PEM is no base64"],
    );
  });

  it("the bundle of a webhook is read, and has its place", async () => {
    const { subjects, problems } = await gather({ manifest: webhook(base64(root)) });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      subjects
        .filter(({ kind }) => kind === "certificate")
        .map(({ resource }) => `${resource.namespace} ${resource.name}`),
      [" MutatingWebhookConfiguration/orchestrator/jobs.agents.example/caBundle"],
    );
  });

  it("a bundle that something fills in is none; any other text is a problem", async () => {
    const injected = { "cert-manager.io/inject-ca-from": "agents/orchestrator" };
    for (const [bundle, annotations, expected] of [
      ["", {}, 0],
      ["Cg==", {}, 0],
      [undefined, {}, 0],
      ["${CA_BUNDLE}", {}, 0],
      [base64("to be filled in"), injected, 0],
      [base64("to be filled in"), {}, 1],
      ["not base64!", {}, 1],
      [base64(root.slice(0, -60)), injected, 1],
    ] as const) {
      const { certificates, problems } = await gather({ manifest: webhook(bundle, annotations) });
      assert.deepEqual([certificates.length, problems.length], [0, expected], bundle);
    }
  });

  it("a key is compared with its certificate, and is in nothing that is told", async () => {
    const key = testKey();
    const { certificates, subjects, problems } = await gather({
      manifest: secret({ "tls.crt": base64(leaf), "tls.key": base64(key) }),
      certificates: { "server.pem": key + leaf },
    });
    assert.deepEqual(
      certificates.map(({ keyMatches }) => keyMatches),
      [false, false],
    );
    const own = subjects.filter(({ kind }) => kind === "certificate" || kind === "credential");
    const told = JSON.stringify([own, problems]);
    for (const line of [...key.split("\n").filter((one) => one !== ""), base64(key).slice(60, 120)])
      assert.ok(!told.includes(line));
  });
});
