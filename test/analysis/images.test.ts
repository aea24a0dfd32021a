// Images of workloads, with what is said of them: by their digests, and of scans and bills also by the names of repositories.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ImageInventory } from "../../src/analysis/images.ts";
import { parseImageReference, type Image, type Subject } from "../../src/model/index.ts";

const digest = (hex: string): string => `sha256:${hex.repeat(64 / hex.length)}`;
const good = digest("c0ffee01");
const repository = "registry.example.com/agents/pool";

function workload(name: string, images: readonly unknown[], volumes: readonly unknown[] = []): Subject {
  const containers = images.map((image, index) => ({ name: `c${index}`, image, path: ["spec", "containers", index] }));
  return subject("workload", { kind: "Pod", containers, pod: { path: ["spec"], spec: { volumes } } }, name);
}

function subject(kind: Subject["kind"], input: unknown, name = "one"): Subject {
  return {
    kind,
    resource: { apiVersion: "v1", kind: "Pod", namespace: "agents", name },
    evidence: 3,
    location: { file: "agents.yaml", line: 1 },
    input,
    locate: (path) => ({ file: "agents.yaml", line: path.length + Number(path[2] ?? 0) }),
    namePath: () => "",
  };
}

const statement = {
  format: "dsse",
  predicateType: "https://slsa.dev/provenance/v1",
  builder: "b",
  buildType: "t",
  sourceRepository: "r",
  sourceCommit: "c",
  verifier: "",
  verificationResult: "",
  ageHours: 1,
  file: "a.jsonl",
};
const signature = (verified: boolean, ...digests: readonly string[]): Subject =>
  subject("signature", {
    ...statement,
    subjects: digests.map((one) => ({ name: "pool", digest: one })),
    signatures: [
      { key: "k", verified, reason: "", authority: "", identity: "" },
      { key: "", verified: false, reason: "no", authority: "", identity: "" },
    ],
    verified,
  });
const scan = (image: object | null): Subject => subject("scan", { tool: { name: "trivy" }, image, targets: ["x"] });
const bill = (describes: object): Subject => subject("sbom", { describes });

function images(
  workloads: readonly Subject[],
  said: readonly Subject[],
  given = false,
  asked = false,
): readonly Image[] {
  const inventory = new ImageInventory();
  for (const one of workloads) inventory.add(one);
  for (const one of said) inventory.hear(one);
  return inventory.subjects(given, asked).map(({ input }) => input as Image);
}

test("each reference is a subject, at its first use, with those that use it", () => {
  const inventory = new ImageInventory();
  inventory.add(workload("one", [`${repository}:2@${good}`, "redis", `${repository}:2@${good}`, 7, " ", null]));
  inventory.add(workload("two", ["redis"], [{ image: { reference: "model" } }]));
  const subjects = inventory.subjects(true, false);
  assert.deepEqual(
    subjects.map(({ kind, resource, evidence, location, locate }) => [
      kind,
      resource.kind,
      resource.name,
      evidence,
      location.line,
      locate([]).line,
    ]),
    [
      ["image", "ContainerImage", "model", 3, 5, 5],
      ["image", "ContainerImage", "redis", 3, 5, 5],
      ["image", "ContainerImage", `${repository}:2@${good}`, 3, 4, 4],
    ],
  );
  const [, redis, pool] = subjects.map(({ input }) => input as Image);
  assert.deepEqual(
    redis?.workloads.map(({ name }) => name),
    ["one", "two"],
  );
  assert.deepEqual([redis?.workloadCount, pool?.workloadCount], [2, 1]);
  assert.deepEqual(
    [redis?.registry, redis?.repository, redis?.tag, redis?.digest],
    ["docker.io", "library/redis", "", ""],
  );
  assert.deepEqual(
    [pool?.registry, pool?.repository, pool?.tag, pool?.digest],
    ["registry.example.com", "agents/pool", "2", good],
  );
});

test("more users than twenty are counted", () => {
  const workloads = Array.from({ length: 30 }, (_, index) => workload(`w${index}`, ["redis"]));
  const [redis] = images(workloads, [], true);
  assert.deepEqual([redis?.workloads.length, redis?.workloadCount], [20, 30]);
});

test("there are none while nothing is said of any image, nothing given and nothing asked", () => {
  const used = [workload("one", ["redis"])];
  assert.equal(images(used, [scan(null), bill({ name: "app", type: "application", digest: good })]).length, 0);
  assert.deepEqual(images(used, [], false, true)[0]?.given, { signatures: false, scans: false, bills: false });
  assert.deepEqual(images(used, [], true)[0]?.given, { signatures: true, scans: false, bills: false });
  assert.deepEqual(images(used, [signature(false, good)])[0]?.given, { signatures: true, scans: false, bills: false });
  assert.deepEqual(images(used, [scan({ name: "x", digests: [] })])[0]?.given, {
    signatures: false,
    scans: true,
    bills: false,
  });
  assert.deepEqual(images(used, [bill({ name: "x", type: "container", digest: "" })])[0]?.given, {
    signatures: false,
    scans: false,
    bills: true,
  });
});

test("statements count that verify and are of the digest, whatever they call the image", () => {
  const used = [workload("one", [`mirror.example.com/pool@${good}`, `${repository}:2`])];
  const [mirror, tagged] = images(used, [
    signature(true, digest("ab"), good, ""),
    signature(false, good),
    signature(true, digest("ab")),
  ]);
  assert.deepEqual(mirror?.signatures, [
    { ...statement, names: ["pool"], signers: [{ key: "k", authority: "", identity: "" }] },
  ]);
  assert.deepEqual(tagged?.signatures, []);
});

test("scans and bills are those of the digest, and those of the repository", () => {
  const used = [workload("one", [`${repository}:2@${good}`, "docker.io/library/redis:8"])];
  const said = [
    scan({ name: `${repository}:1`, digests: [digest("ab")] }),
    scan({ name: "elsewhere", digests: [good] }),
    scan({ name: "redis:8", digests: [] }),
    scan({ name: `${repository}-of-others`, digests: [] }),
    bill({ name: repository, version: "1", type: "container", digest: good }),
  ];
  const [redis, pool] = images(used, said);
  assert.deepEqual(redis?.scans, [
    {
      name: "redis:8",
      tag: "8",
      digests: [],
      run: { tool: { name: "trivy" }, image: { name: "redis:8", digests: [] }, targets: [] },
    },
  ]);
  assert.deepEqual(
    pool?.scans.map(({ name, tag, digests }) => [name, tag, digests]),
    [
      ["elsewhere", "", [good]],
      [`${repository}:1`, "1", [digest("ab")]],
    ],
  );
  assert.deepEqual(
    pool?.bills.map(({ name, digest: of }) => [name, of]),
    [[repository, good]],
  );
});

test("references are completed as container runtimes complete them, and what is none is none", () => {
  const parts = (text: string): readonly string[] | undefined => {
    const found = parseImageReference(text);
    return found && [found.registry, found.repository, found.tag, found.digest];
  };
  assert.deepEqual(parts("redis"), ["docker.io", "library/redis", "", ""]);
  assert.deepEqual(parts("index.docker.io/redis:8"), ["docker.io", "library/redis", "8", ""]);
  assert.deepEqual(parts("agents/pool"), ["docker.io", "agents/pool", "", ""]);
  assert.deepEqual(parts("localhost/pool"), ["localhost", "pool", "", ""]);
  assert.deepEqual(parts(`registry.example.com:5000/a/b:1@${good}`), ["registry.example.com:5000", "a/b", "1", good]);
  for (const text of ["", "Pool Image", "a:b:c", "a@b", "a@sha256:12", `a@${good}@${good}`, "a".repeat(5000)])
    assert.equal(parts(text), undefined, text);
});
