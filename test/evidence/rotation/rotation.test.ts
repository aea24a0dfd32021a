// When credentials were renewed: by certificates, by the metadata of Secrets and by a record of rotations.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readRotations } from "../../../src/evidence/rotation/read-rotation.ts";
import { TouchstoneError, type Credential } from "../../../src/model/index.ts";
import { now } from "../reading.ts";
import { chain, gather } from "../certificates/read.ts";

function secret(name: string, metadata: object = {}, type = "Opaque"): string {
  const object = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, ...metadata },
    type,
    data: { password: "bm90LWEtcmVhbC1vbmU=" },
  };
  return `${JSON.stringify(object)}\n---\n`;
}

function record(...lines: readonly string[]): string {
  return ["version: 1", "credentials:", ...lines, ""].join("\n");
}

const entry = [
  "  - name: postgresql",
  "    kind: password",
  "    of: Secret agents/postgresql",
  "    rotatedAt: 2025-12-22",
  "    rotatedBy: platform team",
];

function short({ name, kind, source, ageDays, dated, of }: Credential): unknown[] {
  return [name, kind, source, ageDays, dated, of];
}

describe("credentials", () => {
  it("a Secret without any date says nothing as long as there is no record", async () => {
    assert.deepEqual((await gather({ manifest: secret("postgresql") })).credentials, []);
  });

  it("a Secret is as old as its annotation says, else as its creation", async () => {
    const annotated = (name: string, time: string): object => ({
      annotations: { [name]: time },
      creationTimestamp: "2025-01-01T00:00:00Z",
    });
    const { credentials } = await gather({
      manifest:
        secret("postgresql", annotated("touchstone.dev/rotated-at", "2025-12-22")) +
        secret(
          "redis",
          annotated("secret-generator.v1.mittwald.de/autogenerate-generated-at", "2025-12-31T02:00:00+02:00"),
        ) +
        secret("nats", { creationTimestamp: "2025-01-01T00:00:00Z" }, "kubernetes.io/basic-auth") +
        secret("pool", annotated("touchstone.dev/rotated-at", "2027-01-01")) +
        secret("orchestrator", annotated("touchstone.dev/rotated-at", "yesterday")),
    });
    assert.deepEqual(credentials.map(short), [
      ["Secret/postgresql", "secret", "secret", 10, "annotation", "Secret agents/postgresql"],
      ["Secret/redis", "secret", "secret", 1, "annotation", "Secret agents/redis"],
      ["Secret/nats", "password", "secret", 365, "creation", "Secret agents/nats"],
      ["Secret/pool", "secret", "secret", 365, "creation", "Secret agents/pool"],
      ["Secret/orchestrator", "secret", "secret", 365, "creation", "Secret agents/orchestrator"],
    ]);
  });

  it("a Secret that the record names is the record's, and the others are asked for", async () => {
    const { credentials, problems, evidence } = await gather({
      manifest:
        secret("postgresql", { creationTimestamp: "2020-01-01T00:00:00Z" }) +
        secret("redis") +
        secret("release", {}, "helm.sh/release.v1"),
      rotation: { "rotation.yaml": record(...entry) },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      evidence.map(({ kind }) => kind),
      ["manifest", "rotation"],
    );
    assert.deepEqual(credentials.map(short), [
      ["Secret/redis", "secret", "secret", null, "", "Secret agents/redis"],
      ["postgresql", "password", "record", 10, "record", "Secret agents/postgresql"],
    ]);
  });

  it("a certificate of a server is a credential since it is valid; an authority's is none", async () => {
    const { credentials } = await gather({ certificates: { "nats.pem": chain().join("") } });
    assert.deepEqual(credentials.map(short), [
      ["DIR/nats.pem", "certificate", "certificate", 61, "not-before", "DIR/nats.pem"],
    ]);
  });

  it("an entry has its place in the record", async () => {
    const { subjects } = await gather({ rotation: { "rotation.yaml": record(...entry) } });
    assert.deepEqual(
      subjects.map(({ resource, location }) => [resource.kind, resource.name, location]),
      [["Credential", "postgresql", { file: "DIR/rotation.yaml", line: 3 }]],
    );
  });
});

describe("a record of rotations that is wrong is a problem, with its place", () => {
  for (const [what, text, message] of [
    [
      "a day to come",
      record(...entry).replace("2025-12-22", "2026-01-02"),
      /^DIR\/rotation.yaml:6:\d+: rotatedAt is to come$/,
    ],
    ["a day that there is not", record(...entry).replace("2025-12-22", "2025-02-30"), /:6:\d+: rotatedAt is no time$/],
    ["a kind that there is not", record(...entry).replace("password", "pasword"), /:4:\d+: .*kind/],
    ["a Secret without its namespace", record(...entry).replace("agents/", ""), /:5:\d+: .*of/],
    ["nobody who did it", record(...entry.slice(0, -1)), /:3:\d+: .*rotatedBy/],
    ["a field that there is not", record(...entry, "    password: not-a-real-one"), /:8:\d+: .*password/],
    [
      "the same Secret twice",
      record(...entry, ...entry).replace("name: postgresql", "name: other"),
      /:10:\d+: Secret agents\/postgresql is already in line 5$/,
    ],
    ["another version", record(...entry).replace("version: 1", "version: 2"), /:1:\d+: .*version/],
    ["an empty list", "version: 1\ncredentials: []\n", /:2:\d+: .*credentials/],
  ] as const) {
    it(what, async () => {
      const { problems, credentials } = await gather({ rotation: { "rotation.yaml": text } });
      assert.deepEqual(credentials, []);
      assert.deepEqual(
        problems.map(({ code }) => code),
        ["E_ROTATION"],
      );
      assert.match(problems[0]?.message ?? "", message);
    });
  }

  it("garbage is refused without a crash, and a damaged record never has more entries than it had", () => {
    const lines = record(...entry).split("\n");
    const edit = fc.tuple(
      fc.nat({ max: lines.length - 1 }),
      fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom("", "- a", "{", "? b", ...lines)),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 3 }), fc.string({ maxLength: 10 }), (edits, tail) => {
        const changed = [...lines];
        for (const [at, line] of edits) changed[at] = line;
        try {
          const found = readRotations(Buffer.from(changed.join("\n") + tail), "record", now);
          assert.ok(found.length >= 1 && found.every(({ rotatedAt }) => Date.parse(rotatedAt) <= Date.parse(now)));
        } catch (thrown) {
          assert.ok(thrown instanceof TouchstoneError, String(thrown));
        }
      }),
      { numRuns: 5000 },
    );
  });
});
