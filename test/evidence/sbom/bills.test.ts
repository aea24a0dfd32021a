// What is read of bills of materials, what is refused, and what subjects become of them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { cycloneDx, readFiles, readPaths, spdx } from "./read.ts";

const redis = { type: "library", name: "redis", version: "5.0.1", purl: "pkg:npm/redis@5.0.1" };

/** The only problem of a bill with this text. */
async function problemOf(content: string | Buffer): Promise<string> {
  const { subjects, evidence, problems } = await readFiles({ "bom.json": content });
  assert.deepEqual([subjects, evidence], [[], []]);
  assert.equal(problems.length, 1);
  const [{ code, message } = { code: "", message: "" }] = problems;
  return `${code} ${message.replace(/^.*bom\.json/, "")}`;
}

const refused: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ["nothing", "", /does not parse as JSON/],
  ["text", "<bom/>", /does not parse as JSON/],
  ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), /does not parse as JSON/],
  ["a bill that is cut off", cycloneDx([redis]).slice(0, -9), /does not parse as JSON/],
  ["a list", "[]", /it is no JSON object/],
  ["null", "null", /it is no JSON object/],
  ["an object of another kind", "{}", /neither bomFormat, as CycloneDX has, nor spdxVersion/],
  ["another format", cycloneDx([redis], { bomFormat: "Cyclone" }), /bomFormat is not CycloneDX/],
  ["an older version", cycloneDx([redis], { specVersion: "1.3" }), /none of 1\.4, 1\.5, 1\.6 and 1\.7/],
  ["a newer version", cycloneDx([redis], { specVersion: "2.0" }), /none of 1\.4, 1\.5, 1\.6 and 1\.7/],
  ["a version that is a number", cycloneDx([redis], { specVersion: 1.6 }), /none of 1\.4, 1\.5, 1\.6 and 1\.7/],
  ["an older SPDX", spdx([redis], { spdxVersion: "SPDX-2.2" }), /spdxVersion is not SPDX-2\.3/],
  ["no components", cycloneDx(undefined), /it has no list of components/],
  ["components that are no list", cycloneDx({ redis }), /it has no list of components/],
  ["no packages", spdx(undefined), /it has no list of packages/],
  ["packages that are no list", spdx({ redis }), /packages is no list/],
  ["a component that is no object", cycloneDx([redis, null]), /components\[1\] is no object/],
  ["a package that is no object", spdx(["redis"]), /packages\[0\] is no object/],
  ["a component without a name", cycloneDx([{ ...redis, name: undefined }]), /components\[0\] has no name/],
  ["a component whose name is blank", cycloneDx([{ ...redis, name: " " }]), /components\[0\] has no name/],
  ["a package without a name", spdx([redis, {}]), /packages\[1\] has no name/],
  [
    "a component in another that is no object",
    cycloneDx([{ ...redis, components: [redis, 7] }]),
    /components\[0\]\.components\[1\] is no object/,
  ],
  [
    "components in another that are no list",
    cycloneDx([{ ...redis, components: "none" }]),
    /components\[0\]\.components is no list/,
  ],
  [
    "components of the described one that are no list",
    cycloneDx([], { metadata: { component: { components: {} } } }),
    /metadata\.component\.components is no list/,
  ],
];

for (const [what, content, message] of refused) {
  test(`${what} cannot be read as a bill, and is a problem and nothing else`, async () => {
    const problem = await problemOf(content);
    assert.match(problem, /^E_SBOM /);
    assert.match(problem, message);
    assert.doesNotMatch(problem, /\n/);
  });
}

test("100,000 components are read, each by a name of its own, and one more is refused in both formats", async () => {
  const many = Array.from({ length: 100_000 }, () => ({ name: "redis" }));
  const { components, subjects } = await readFiles({ "bom.json": cycloneDx(many) });
  assert.equal(components.length, 100_000);
  assert.equal(new Set(subjects.map(({ resource }) => resource.name)).size, 100_001);
  assert.match(await problemOf(cycloneDx([...many, redis])), /more than 100,000 components/);
  assert.match(
    await problemOf(cycloneDx(many, { metadata: { component: { components: [redis] } } })),
    /more than 100,000/,
  );
  assert.match(await problemOf(cycloneDx([{ ...redis, components: many }])), /more than 100,000 components/);
  assert.match(await problemOf(spdx([...many, redis, redis])), /more than 100,000 packages/);
});

test("components in components and in the described one are components, however deep", async () => {
  let deep: object = { name: "level 2000" };
  for (let level = 1999; level >= 0; level -= 1)
    deep = { name: `level ${level}`, components: [deep, { name: "beside" }] };
  const metadata = { component: { name: "agents", components: [{ name: "within", components: [redis] }] } };
  const { components } = await readFiles({ "bom.json": cycloneDx([deep], { metadata }) });
  assert.equal(components.length, 2001 + 2000 + 2);
  const [first, second] = components;
  assert.deepEqual([first?.name, second?.name], ["level 0", "level 1"]);
  assert.deepEqual(
    components.slice(-2).map(({ name }) => name),
    ["within", "redis"],
  );
});

test("an SPDX document keeps no more than one package out of the components: the only one that it describes", async () => {
  const packages = ["a", "b", "c"].map((name) => ({ name, SPDXID: `SPDXRef-${name}` }));
  const describes = (id: string): object => ({
    spdxElementId: "SPDXRef-DOCUMENT",
    relationshipType: "DESCRIBES",
    relatedSpdxElement: `SPDXRef-${id}`,
  });
  const described = {
    spdxElementId: "SPDXRef-b",
    relationshipType: "DESCRIBED_BY",
    relatedSpdxElement: "SPDXRef-DOCUMENT",
  };
  for (const [more, expected] of [
    [{}, "a b c"],
    [{ documentDescribes: ["SPDXRef-a"] }, "b c"],
    [{ documentDescribes: ["SPDXRef-a", "SPDXRef-b"] }, "a b c"],
    [{ documentDescribes: ["SPDXRef-missing"] }, "a b c"],
    [{ relationships: [describes("c")] }, "a b"],
    [{ relationships: [described] }, "a c"],
    [{ relationships: [describes("c"), describes("a")] }, "a b c"],
    [{ documentDescribes: ["SPDXRef-a"], relationships: [described] }, "a b c"],
  ] as const) {
    const { components } = await readFiles({ "bom.json": spdx(packages, more) });
    assert.equal(components.map(({ name }) => name).join(" "), expected, JSON.stringify(more));
  }
  const twice = packages.map((one) => ({ ...one, SPDXID: "SPDXRef-a" }));
  const { components } = await readFiles({ "bom.json": spdx(twice, { documentDescribes: ["SPDXRef-a"] }) });
  assert.equal(components.length, 3);
});

test("what stands for nothing is nothing, and what is of a wrong type, too", async () => {
  const licenses = ["NOASSERTION", "none", "", " Unknown "].map((name) => ({ license: { name } }));
  const odd = {
    name: "odd",
    version: 7,
    purl: [],
    type: {},
    licenses: { id: "MIT" },
    hashes: "sha",
    supplier: "x",
    scope: 1,
  };
  const { components, bills } = await readFiles({
    "a.cdx.json": cycloneDx([odd, { name: "silent", version: "NOASSERTION", licenses: [...licenses, null, 1, {}] }]),
    "b.spdx.json": spdx([{ name: "spdx", versionInfo: "UNKNOWN", supplier: "NOASSERTION", licenseConcluded: "NONE" }]),
  });
  const nothing = { version: "", purl: "", type: "", licences: [], hashes: 0, supplier: "", scope: "" };
  assert.deepEqual(
    components.map(({ file: _, ...one }) => one),
    ["odd", "silent", "spdx"].map((name) => ({ name, ...nothing })),
  );
  assert.deepEqual(
    bills.map(({ counts }) => counts),
    [
      { components: 2, withoutLicence: 2, withoutHash: 2, withoutVersion: 2 },
      { components: 1, withoutLicence: 1, withoutHash: 1, withoutVersion: 1 },
    ],
  );
});

test("a bill is as complete as its least complete part, and says nothing without compositions", async () => {
  for (const [aggregates, complete] of [
    [[], null],
    [["complete"], true],
    [["complete", "complete"], true],
    [["complete", "incomplete"], false],
    [["incomplete_third_party_only"], false],
    [["complete", "unknown"], null],
    [["not_specified"], null],
  ] as const) {
    const compositions = aggregates.map((aggregate) => ({ aggregate }));
    const { bills } = await readFiles({ "bom.json": cycloneDx([redis], { compositions }) });
    assert.equal(bills[0]?.complete, complete, aggregates.join());
  }
});

test("its age is what the record beside it says, else what it says itself, and unknown for a time to come", async () => {
  const content = cycloneDx([redis], { metadata: { timestamp: "2025-12-01T00:00:00Z" } });
  const sha256 = createHash("sha256").update(content).digest("hex");
  const commit = "4".repeat(40);
  const record = { schemaVersion: "1.0", sha256, madeAt: "2025-12-31T12:00:00Z", commit, tool: { name: "syft" } };
  const plain = await readFiles({ "bom.json": content });
  assert.equal(plain.bills[0]?.ageHours, 744);
  assert.deepEqual(plain.evidence[0]?.record, { madeAt: "2025-12-01T00:00:00.000Z" });
  const recorded = await readFiles({ "bom.json": content, "bom.json.record.json": JSON.stringify(record) });
  assert.equal(recorded.bills[0]?.ageHours, 12);
  const { source: _, ...evidence } = recorded.evidence[0] ?? assert.fail();
  assert.deepEqual(evidence, {
    kind: "sbom",
    collector: { name: "touchstone", version: "0" },
    collectedAt: "2026-01-01T00:00:00.000Z",
    sha256,
    bytes: content.length,
    documents: 1,
    commit,
    record: { madeAt: "2025-12-31T12:00:00Z", tool: { name: "syft" } },
  });
  const other = await readFiles({
    "bom.json": content,
    "bom.json.record.json": JSON.stringify({ ...record, sha256: "0".repeat(64) }),
  });
  assert.deepEqual([other.subjects, other.evidence, other.problems[0]?.code], [[], [], "E_RECORD"]);
  for (const timestamp of ["2026-01-01T00:00:01Z", "yesterday", "2025-12-31", 7, undefined]) {
    const { bills } = await readFiles({ "bom.json": cycloneDx([redis], { metadata: { timestamp } }) });
    assert.equal(bills[0]?.ageHours, null, String(timestamp));
  }
});

test("subjects come in the order of files, have names of their own, and stay the same", async () => {
  const files = {
    "b.spdx.json": spdx([{ name: "redis" }, { name: "redis", versionInfo: "5" }, { name: "redis" }]),
    "a.cdx.json": cycloneDx([redis, redis, redis, { name: "redis" }]),
  };
  const { subjects, evidence } = await readFiles(files);
  const folder = (evidence[0]?.source ?? "").replace("a.cdx.json", "");
  assert.deepEqual(
    subjects.map(({ kind, evidence: index, resource }) => [
      kind,
      index,
      resource.kind,
      resource.name.replaceAll(folder, ""),
    ]),
    [
      ["sbom", 0, "BillOfMaterials", "a.cdx.json"],
      ["component", 0, "Component", "pkg:npm/redis@5.0.1"],
      ["component", 0, "Component", "a.cdx.json:pkg:npm/redis@5.0.1"],
      ["component", 0, "Component", "a.cdx.json:pkg:npm/redis@5.0.1#2"],
      ["component", 0, "Component", "redis"],
      ["sbom", 1, "BillOfMaterials", "b.spdx.json"],
      ["component", 1, "Component", "b.spdx.json:redis"],
      ["component", 1, "Component", "redis@5"],
      ["component", 1, "Component", "b.spdx.json:redis#2"],
    ],
  );
});

test("names are ones that exceptions can name: without white space, wildcards, and what follows a version", async () => {
  const { subjects } = await readFiles({
    "my agents.cdx.json": cycloneDx([
      { name: "Apache  Commons *", version: "1 ?" },
      { name: "musl", purl: "pkg:apk/alpine/musl@1.2.5?arch=x86_64" },
      { name: "main", purl: "pkg:cargo/main@1#src/main.rs" },
    ]),
  });
  assert.deepEqual(
    subjects.map(({ resource }) => resource.name.replace(/^.*my/, "my")),
    ["my-agents.cdx.json", "Apache-Commons-@1-", "pkg:apk/alpine/musl@1.2.5", "pkg:cargo/main@1"],
  );
});

test("a file may be packed, has a limit as it lies there and unpacked, and one that is damaged is a problem", async () => {
  const content = cycloneDx([redis], { padding: " ".repeat(100_000) });
  const packed = gzipSync(content);
  const { components, evidence } = await readFiles({ "bom.json.gz": packed });
  assert.equal(components.length, 1);
  assert.equal(evidence[0]?.bytes, packed.length);
  assert.deepEqual(
    (await readFiles({ "bom.json.gz": packed }, 50_000)).problems.map(({ code }) => code),
    ["E_TOO_LARGE"],
  );
  assert.deepEqual(
    (await readFiles({ "bom.json": content }, 50_000)).problems.map(({ code }) => code),
    ["E_TOO_LARGE"],
  );
  const cut = (await readFiles({ "bom.json.gz": packed.subarray(0, -20) })).problems;
  assert.deepEqual(
    cut.map(({ code }) => code),
    ["E_UNREADABLE"],
  );
  const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024, " "));
  const [problem] = (await readFiles({ "bom.json.gz": bomb })).problems;
  assert.deepEqual(
    [problem?.code, problem?.message, problem?.hint],
    ["E_TOO_LARGE", "the file is larger than 64 MiB", "Make a bill for each part of the system."],
  );
  const [small] = (await readFiles({ "bom.json": content }, 50_000)).problems;
  assert.match(small?.hint ?? "", /--max-file-size/);
});

test("a folder gives files with the names of bills, a pattern those that match and no records, a file may have any name", async () => {
  const content = cycloneDx([redis]);
  const folder = mkdtempSync(join(tmpdir(), "touchstone-sbom-"));
  const names = ["bom.json", "sbom.json", "x.cdx.json", "y.spdx.json.gz", "npm-sbom.json", "z.cyclonedx.json"];
  const others = ["package.json", "bom.xml", "x.cdx.json.record.json", "album.json"];
  for (const name of [...names, ...others]) writeFileSync(join(folder, name), content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const record = { schemaVersion: "1.0", sha256, madeAt: "2025-12-31T00:00:00Z" };
  writeFileSync(join(folder, "x.cdx.json.record.json"), JSON.stringify(record));
  const found = async (path: string): Promise<readonly string[]> => {
    const { evidence, problems } = await readPaths([path]);
    assert.deepEqual(problems, []);
    return evidence.map(({ source }) => source.slice(folder.length + 1));
  };
  assert.deepEqual(await found(folder), names.toSorted());
  assert.deepEqual(await found(join(folder, "x*.json")), ["x.cdx.json"]);
  assert.deepEqual(await found(join(folder, "album.json")), ["album.json"]);
  for (const path of [join(folder, "missing.json"), join(folder, "*.nothing"), join(folder, "none")]) {
    const { problems, subjects } = await readPaths([path]);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["E_PATH_MISSING"],
    );
    assert.deepEqual(subjects, []);
  }
});
