// Records of runs of scanners: the shape that is read, and what is refused.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readRecord } from "../../src/evidence/record.ts";
import { TouchstoneError } from "../../src/model/index.ts";
import { folderOf } from "../cli/touchstone.ts";

const sha256 = "a".repeat(64);
const run = {
  command: ["semgrep", "scan"],
  exitCode: 0,
  startedAt: "2026-11-25T10:00:00Z",
  seconds: 12.4,
  classes: ["code"],
  target: { path: "src", sha256 },
  database: { updatedAt: "2026-11-24T00:00:00Z" },
};

async function read(changed: object): Promise<unknown> {
  const record = { schemaVersion: "1.0", sha256, madeAt: "2026-11-25T10:00:13Z", ...changed };
  const folder = await folderOf({ "semgrep.sarif.record.json": JSON.stringify(record) });
  return readRecord(join(folder, "semgrep.sarif"), sha256, "2026-11-25T11:00:00Z");
}

test("a record says how a scanner ran, and need not say what it looked for and at", async () => {
  const { classes: _, target: __, database: ___, ...least } = run;
  assert.deepEqual(await read({ run }), { schemaVersion: "1.0", sha256, madeAt: "2026-11-25T10:00:13Z", run });
  await read({ run: least });
  await read({ run: { ...run, target: { path: "src" } } });
});

test("a run of a wrong shape is refused", async () => {
  const wrong: readonly object[] = [
    { ...run, command: [] },
    { ...run, exitCode: "0" },
    { ...run, startedAt: "yesterday" },
    { ...run, seconds: -1 },
    { ...run, classes: ["style"] },
    { ...run, target: { sha256 } },
    { ...run, target: { path: "src", sha256: "abc" } },
    { ...run, database: {} },
    { ...run, user: "ada" },
    { command: ["semgrep"] },
  ];
  for (const one of wrong)
    await assert.rejects(
      read({ run: one }),
      (thrown) => thrown instanceof TouchstoneError && thrown.code === "E_RECORD",
    );
});
