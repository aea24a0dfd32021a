// What a measurement says of endpoints, certificates and chains; and that a file which was cut or changed is never clean.
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import fc from "fast-check";
import { MeasurementCollector } from "../../../src/evidence/tls/index.ts";
import type {
  Certificate,
  Endpoint,
  Evidence,
  EvidenceProblem,
  Subject,
  TlsMeasurement,
} from "../../../src/model/index.ts";
import { Certificates, rsa, type Issued } from "../../tls/certificates.ts";
import { measure } from "../../tls/measure.ts";
import { opensslServer } from "../../tls/servers.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-measurements-"));
const now = "2026-01-01T00:00:00.000Z";
const pki = new Certificates(join(folder, "."));
const names = ["DNS:postgresql.agents.svc"];
const authority = pki.issue({ name: "Agents CA", isAuthority: true });
const between = pki.issue({ name: "Agents Issuing CA", isAuthority: true, by: authority });

interface Read {
  readonly subjects: readonly Subject[];
  readonly endpoints: readonly Endpoint[];
  readonly problems: readonly EvidenceProblem[];
  readonly evidence: readonly Evidence[];
}

async function read(content: string | Buffer, fileBytes = 1_000_000): Promise<Read> {
  const path = join(folder, "endpoints.tls.json");
  writeFileSync(path, content);
  const problems: EvidenceProblem[] = [];
  const evidence: Evidence[] = [];
  const collector = new MeasurementCollector({ version: "0", now, fileBytes });
  const sink = {
    problem: (one: EvidenceProblem) => void problems.push(one),
    finished: (one: Evidence) => void evidence.push(one),
  };
  await collector.collect(path, sink, () => evidence.length);
  const subjects = [...collector.subjects()];
  const endpoints = subjects.filter(({ kind }) => kind === "endpoint").map(({ input }) => input as Endpoint);
  return { subjects, endpoints, problems, evidence };
}

function file(endpoints: readonly object[], others: object = {}): string {
  const head = {
    schemaVersion: "1",
    kind: "touchstone-tls",
    collectedAt: "2025-12-31T12:00:00.000Z",
    collector: { name: "touchstone", version: "0.1.0" },
  };
  return JSON.stringify({ ...head, authorities: [der(authority)], endpoints, ...others }, undefined, 2);
}

function der({ certificate }: Issued): string {
  return new X509Certificate(readFileSync(certificate)).raw.toString("base64");
}

/** What a server with this certificate shows. */
async function shown(
  issued: Issued,
  chain?: string,
  args: readonly string[] = ["-cipher", "ALL:@SECLEVEL=0"],
): Promise<TlsMeasurement> {
  const server = await opensslServer(issued, args, chain);
  const measured = await measure(`127.0.0.1:${server.port}`);
  await server.stop();
  assert.equal(measured.outcome, "measured", measured.reason);
  return measured;
}

let sample: TlsMeasurement;
before(async () => {
  sample = await shown(pki.issue({ name: "postgresql", names, by: authority }), undefined, [
    "-min_protocol",
    "TLSv1.2",
  ]);
});

test("an endpoint is told with its age, its suites and its chain", async () => {
  const { endpoints, problems, evidence, subjects } = await read(file([sample]));
  assert.deepEqual(problems, []);
  const [endpoint] = endpoints;
  assert.ok(endpoint);
  assert.deepEqual([endpoint.measured, endpoint.encrypted, endpoint.ageHours, endpoint.gaps], [true, true, 12, []]);
  assert.deepEqual(endpoint.protocols, ["TLSv1.2", "TLSv1.3"]);
  assert.deepEqual(
    endpoint.suites.find(({ name }) => name === "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    {
      name: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      keyExchange: "ECDHE",
      authentication: "ECDSA",
      forwardSecret: true,
      exportGrade: false,
      encryption: "AES_128_GCM",
      bits: 128,
      mac: "AEAD",
      protocol: "TLSv1.2",
    },
  );
  assert.deepEqual(
    endpoint.chains.map(({ sha256: _, daysLeft, ...chain }) => ({ ...chain, isLong: daysLeft > 3000 })),
    [
      {
        subject: "CN=postgresql",
        length: 1,
        ordered: true,
        names: ["postgresql.agents.svc"],
        nameMatches: true,
        end: "given",
        endName: "CN=Agents CA",
        hasResponder: false,
        isLong: true,
      },
    ],
  );
  assert.deepEqual(
    [evidence[0]?.kind, evidence[0]?.documents, evidence[0]?.record?.madeAt],
    ["tls", 1, "2025-12-31T12:00:00.000Z"],
  );
  assert.ok(subjects[0]?.location.line !== undefined && subjects[0].location.line > 1);
});

const wrong: readonly (readonly [
  what: string,
  make: () => readonly [Issued, string?],
  end: string,
  facts: (all: readonly Certificate[]) => unknown,
  expected: unknown,
])[] = [
  [
    "expired",
    () => [pki.issue({ name: "postgresql", names, by: authority, from: "20240101000000Z", until: "20250101000000Z" })],
    "given",
    ([one]) => (one?.daysLeft ?? 0) < 0,
    true,
  ],
  [
    "not yet valid",
    () => [pki.issue({ name: "postgresql", names, by: authority, from: "20300101000000Z" })],
    "given",
    ([one]) => (one?.ageDays ?? 0) < 0,
    true,
  ],
  [
    "with a key of 1024 bits",
    () => [pki.issue({ name: "postgresql", names, by: authority, key: rsa(1024) })],
    "given",
    ([one]) => one?.key.bits,
    1024,
  ],
  [
    "signed with SHA-1",
    () => [pki.issue({ name: "postgresql", names, by: authority, key: rsa(2048), digest: "sha1" })],
    "given",
    ([one]) => one?.signature.hash,
    "sha1",
  ],
  ["that signed itself", () => [pki.issue({ name: "postgresql", names })], "self", ([one]) => one?.selfSigned, true],
  [
    "whose intermediate is missing",
    () => [pki.issue({ name: "postgresql", names, by: between })],
    "missing",
    (all) => all.length,
    1,
  ],
  [
    "with its intermediate",
    () => [pki.issue({ name: "postgresql", names, by: between }), pki.bundle(between)],
    "given",
    (all) => all.length,
    2,
  ],
];

for (const [what, make, end, facts, expected] of wrong) {
  test(`a certificate ${what} is shown as what it is`, async () => {
    const { endpoints, subjects } = await read(file([await shown(...make())]));
    const certificates = subjects.filter(({ kind }) => kind === "certificate").map(({ input }) => input as Certificate);
    assert.deepEqual(
      endpoints[0]?.chains.map((chain) => chain.end),
      [end],
    );
    assert.deepEqual(facts(certificates), expected);
    assert.deepEqual([...new Set(certificates.map(({ source, use }) => `${source} ${use}`))], ["endpoint presented"]);
  });
}

test("a wrong name, an address and a wildcard are compared as clients do", async () => {
  const matches = async (given: readonly string[], servername: string): Promise<boolean | undefined> => {
    const measured = await shown(pki.issue({ name: "postgresql.agents.svc", names: given, by: authority }));
    return (await read(file([{ ...measured, servername }]))).endpoints[0]?.chains[0]?.nameMatches;
  };
  assert.equal(await matches(["DNS:redis.agents.svc"], "postgresql.agents.svc"), false);
  assert.equal(await matches(["DNS:*.agents.svc"], "postgresql.agents.svc"), true);
  assert.equal(await matches(["IP:10.0.0.1"], "10.0.0.1"), true);
  assert.equal(await matches(["DNS:10.0.0.1"], "10.0.0.1"), false);
});

test("an endpoint that was not measured is a problem, and its subject says so; the others stand", async () => {
  const silent = {
    ...sample,
    outcome: "not-measured",
    reason: "no answer within 5 seconds",
    protocols: [],
    chains: [],
  };
  const { endpoints, problems } = await read(file([silent, sample]));
  assert.deepEqual(
    problems.map(({ code, message }) => [code, message.replace(/^.*?: /, "")]),
    [["E_TLS", `${sample.target} could not be measured: no answer within 5 seconds`]],
  );
  assert.deepEqual(
    endpoints.map(({ measured, encrypted }) => [measured, encrypted]),
    [
      [false, null],
      [true, true],
    ],
  );
});

const changes: readonly (readonly [what: string, content: () => string, reason: RegExp])[] = [
  ["no JSON", () => file([sample]).slice(0, -20), /is no JSON/],
  ["another file", () => "{}", /the file lacks the key/],
  ["no endpoint", () => file([]), /endpoints must NOT have fewer than 1 items/],
  [
    "a key that is not known",
    () => file([{ ...sample, weak: false }]),
    /endpoints\[0\] has a key that is not known: weak/,
  ],
  [
    "a measurement without protocols",
    () => file([{ ...sample, protocols: [] }]),
    /was measured, and accepts no protocol/,
  ],
  [
    "a protocol without suites",
    () => file([{ ...sample, protocols: [{ name: "TLSv1.3", suites: [] }] }]),
    /has a protocol without a suite/,
  ],
  [
    "a protocol twice",
    () => file([{ ...sample, protocols: [...sample.protocols, ...sample.protocols] }]),
    /has a protocol twice|must NOT have more/,
  ],
  [
    "a suite that is none",
    () => file([{ ...sample, protocols: [{ name: "TLSv1.2", suites: ["TLS_GOOD"] }] }]),
    /has a cipher suite that is none/,
  ],
  ["no reason", () => file([{ ...sample, outcome: "plain", protocols: [], chains: [] }]), /does not say why/],
  [
    "results of what was not measured",
    () => file([{ ...sample, outcome: "not-measured", reason: "x" }]),
    /was not measured, and has results/,
  ],
  ["a certificate that is none", () => file([{ ...sample, chains: [["AAAA"]] }]), /a certificate of .* cannot be read/],
  [
    "an authority that is none",
    () => file([sample], { authorities: ["AAAA"] }),
    /a certificate of authorities cannot be read/,
  ],
  ["another version", () => file([sample], { schemaVersion: "2" }), /schemaVersion must be equal to constant/],
  ["a time that is none", () => file([sample], { collectedAt: "2025-13-31T12:00:00.000Z" }), /collectedAt is no time/],
];

for (const [what, content, reason] of changes) {
  test(`a file with ${what} is a problem, and gives nothing`, async () => {
    const { subjects, problems, evidence } = await read(content());
    assert.deepEqual([subjects.length, evidence.length, problems.length, problems[0]?.code], [0, 0, 1, "E_TLS"]);
    assert.match(problems[0]?.message ?? "", reason);
  });
}

test("a time that is to come, and a name that is there twice", async () => {
  const { endpoints, subjects } = await read(file([sample, sample], { collectedAt: "2026-02-01T00:00:00Z" }));
  assert.equal(endpoints[0]?.ageHours, null);
  const called = subjects.filter(({ kind }) => kind === "endpoint").map(({ resource }) => resource.name);
  assert.deepEqual(called, [sample.target, `${sample.target}#2`]);
});

test("10,000 damaged files give problems or the same endpoint, and never an error of ours", async () => {
  const { readMeasurements } = await import("../../../src/evidence/tls/read-measurements.ts");
  const { TouchstoneError } = await import("../../../src/model/index.ts");
  const whole = Buffer.from(file([{ ...sample, chains: [] }]));
  let refused = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), (damage) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of damage) bytes[at] = value;
      try {
        readMeasurements(bytes, "endpoints.tls.json");
      } catch (thrown) {
        assert.ok(thrown instanceof TouchstoneError && thrown.code === "E_TLS", String(thrown));
        refused += 1;
      }
    }),
    { numRuns: 10_000 },
  );
  assert.ok(refused > 5000, `${refused} refused`);
});
