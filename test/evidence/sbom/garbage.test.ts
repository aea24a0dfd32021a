// Garbage in place of bills: never a crash, and never fewer components than an independent count of the same text gives.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readBill } from "../../../src/evidence/sbom/read-bill.ts";
import type { ReadBill } from "../../../src/evidence/sbom/read-component.ts";
import { TouchstoneError } from "../../../src/model/index.ts";
import { cycloneDx, spdx } from "./read.ts";

/** Undefined for what is refused. */
function read(bytes: Buffer): ReadBill | undefined {
  try {
    return readBill(bytes, "bill");
  } catch (thrown) {
    assert.ok(thrown instanceof TouchstoneError, String(thrown));
    assert.equal(thrown.code, "E_SBOM");
    assert.doesNotMatch(thrown.message, /\n|undefined|\[object/);
    return undefined;
  }
}

interface Counted {
  readonly components?: unknown;
  readonly packages?: unknown;
  readonly metadata?: { readonly component?: Counted | null } | null;
}

/** Everything in lists that are called components, counted by JSON.parse and recursion. */
function nested(value: unknown): number {
  if (!Array.isArray(value)) return 0;
  return value.reduce((sum: number, one: Counted | null) => sum + 1 + nested(one?.components), 0);
}

function check(text: string): boolean {
  const got = read(Buffer.from(text));
  if (!got) return false;
  const bill = JSON.parse(text) as Counted;
  const count = got.components.length;
  if (got.format === "cyclonedx") {
    assert.equal(count, nested(bill.components) + nested(bill.metadata?.component?.components));
  } else {
    const listed = (bill.packages as readonly unknown[]).length;
    assert.ok(count === listed || count === listed - 1, `${count} of ${listed}`);
  }
  for (const { name, version, licences, hashes } of got.components) {
    assert.ok(name.trim() !== "" && typeof version === "string" && hashes >= 0);
    assert.ok(licences.every((licence) => licence.trim() !== ""));
  }
  assert.ok(got.madeAt === undefined || !Number.isNaN(Date.parse(got.madeAt)));
  return true;
}

const leaf = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e300,
    "",
    "MIT",
    "NOASSERTION",
    "2025-12-31T00:00:00Z",
    "__proto__",
    [],
    {},
  ),
);
const key = fc.constantFrom(
  ..."name version purl type licenses license id expression url hashes content alg supplier scope components".split(
    " ",
  ),
  ..."versionInfo licenseConcluded licenseDeclared checksums checksumValue externalRefs referenceType".split(" "),
  ..."referenceLocator SPDXID annotations comment properties value aggregate component tools __proto__".split(" "),
  ..."constructor packageVerificationCode packageVerificationCodeValue externalReferences".split(" "),
);
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
}));

const { component } = fc.letrec<{ component: Record<string, unknown> }>((tie) => ({
  component: fc
    .tuple(
      fc.dictionary(key, anything, { maxKeys: 4 }),
      fc.oneof({ weight: 12, arbitrary: fc.string({ minLength: 1, maxLength: 4 }) }, anything),
      fc.oneof(
        { depthSize: "small" },
        { weight: 8, arbitrary: fc.constant(undefined) },
        fc.array(tie("component"), { maxLength: 2 }),
      ),
    )
    .map(([more, name, components]) => ({ ...more, name, components })),
}));
const list = fc.oneof({ weight: 12, arbitrary: fc.array(component, { maxLength: 4 }) }, anything);

const cycloneDxBills = fc
  .record({
    specVersion: fc.constantFrom<unknown>("1.4", "1.5", "1.6", "1.6", "1.3", 1.6),
    components: list,
    metadata: fc.oneof(
      anything,
      fc.record({ component: fc.oneof(anything, component), tools: anything, timestamp: leaf }),
    ),
    compositions: anything,
  })
  .map(({ components, ...more }) => cycloneDx(components, more));

const spdxBills = fc
  .record({
    spdxVersion: fc.constantFrom<unknown>("SPDX-2.3", "SPDX-2.3", "SPDX-2.3", "SPDX-2.2", null),
    packages: list,
    documentDescribes: fc.oneof(anything, fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 })),
    relationships: anything,
    creationInfo: anything,
  })
  .map(({ packages, ...more }) => spdx(packages, more));

for (const [format, bills] of [
  ["CycloneDX", cycloneDxBills],
  ["SPDX", spdxBills],
] as const) {
  test(`30,000 bills of anything in the frame of ${format} are read or refused, and what is read has every component`, () => {
    let accepted = 0;
    fc.assert(
      fc.property(bills, (text) => {
        if (check(text)) accepted += 1;
      }),
      { numRuns: 30_000 },
    );
    assert.ok(accepted > 3000, `${accepted} were read`);
  });
}

const part = { name: "redis", version: "5", licenses: [{ license: { id: "MIT" } }], components: [{ name: "é" }] };
const wholes = [
  cycloneDx([part, { name: "ms", purl: "pkg:npm/ms@2" }], { metadata: { component: { components: [part] } } }),
  spdx([{ name: "redis", SPDXID: "a", licenseDeclared: "MIT" }, { name: "ms" }], { documentDescribes: ["a"] }),
];

test("30,000 damaged copies of a bill are read or refused, and what is read has every component", () => {
  const damage = fc.record({
    at: fc.nat(400),
    removed: fc.nat(20),
    put: fc.oneof(
      fc.constant(""),
      fc.string({ maxLength: 4 }),
      fc.constantFrom("{", "}", "[", "]", ",", '"', ":", "null", "\\"),
    ),
  });
  fc.assert(
    fc.property(fc.constantFrom(...wholes), fc.array(damage, { minLength: 1, maxLength: 3 }), (whole, damages) => {
      let text = whole;
      for (const { at, removed, put } of damages) text = text.slice(0, at) + put + text.slice(at + removed);
      check(text);
    }),
    { numRuns: 30_000 },
  );
});

test("30,000 lumps of bytes are refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.equal(read(Buffer.from(bytes)), undefined);
    }),
    { numRuns: 30_000 },
  );
});

test("brackets that lie in each other without end are refused", () => {
  for (const text of [
    "[".repeat(1_000_000),
    '{"components":'.repeat(500_000),
    `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
  ])
    assert.equal(read(Buffer.from(text)), undefined);
});
