// Sources to the end: the evidence records, the order of things, and what a sink may ask for.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { collect, findSources } from "../../src/evidence/index.ts";
import { TouchstoneError } from "../../src/model/index.ts";
import { chunksOf, collectAll, collectText, folderWith, linesOf, namesOf, options } from "./collecting.ts";

function service(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n`;
}

test("every source has its evidence: what was read, when, with what, and its digest", async () => {
  const text = `${service("counter")}---\n${service("oven")}`;
  const folder = folderWith({ "a.yaml": text, "b.yaml": "" });
  const { evidence } = await collectAll(await findSources(folder));
  const collector = { name: "touchstone", version: "1.2.3" };
  const collectedAt = "2026-01-02T03:04:05.000Z";
  const digest = (content: string): string => createHash("sha256").update(content).digest("hex");
  assert.deepEqual(evidence, [
    {
      kind: "manifest",
      source: `${folder}/a.yaml`,
      collector,
      collectedAt,
      sha256: digest(text),
      bytes: text.length,
      documents: 2,
    },
    {
      kind: "manifest",
      source: `${folder}/b.yaml`,
      collector,
      collectedAt,
      sha256: digest(""),
      bytes: 0,
      documents: 0,
    },
  ]);
});

test("a file and standard input with the same bytes have the same digest and objects", async () => {
  const text = Array.from({ length: 500 }, (_, index) => service(`s${index}`)).join("---\n");
  const folder = folderWith({ "a.yaml": text });
  const fromFile = await collectAll(await findSources(join(folder, "a.yaml")));
  const fromStream = await collectText(text);
  assert.equal(fromFile.objects.length, 500);
  assert.deepEqual(namesOf(fromFile), namesOf(fromStream));
  assert.equal(fromFile.evidence[0]?.sha256, fromStream.evidence[0]?.sha256);
});

test("a file larger than one chunk is read whole, with letters of several bytes at every place", async () => {
  const text = Array.from({ length: 40_000 }, (_, index) => service(`ofen-${index}  # Bäckerei 🥨`)).join("---\n");
  assert.ok(Buffer.byteLength(text) > 2 * 1024 * 1024);
  const folder = folderWith({ "a.yaml": text });
  const collected = await collectAll(await findSources(folder));
  assert.deepEqual(linesOf(collected), []);
  assert.equal(collected.objects.length, 40_000);
  assert.deepEqual(collected.objects.at(-1)?.locate(["metadata", "name"]), {
    file: `${folder}/a.yaml`,
    line: 199_999,
    column: 3,
  });
});

test("no more is read while the sink is busy, and a sink that is never busy is not waited for", async () => {
  const log: string[] = [];
  async function* chunks(): AsyncGenerator<Buffer> {
    for (const name of ["a", "b", "c"]) {
      log.push(`read ${name}`);
      yield Buffer.from(`${service(name)}---\n`);
    }
  }
  const sink = {
    async object({ value }: { value: { metadata?: unknown } }) {
      log.push(`begin ${(value.metadata as { name: string }).name}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`end ${(value.metadata as { name: string }).name}`);
    },
    problem: (problem: { message: string }) => void log.push(problem.message),
    finished: () => void log.push("finished"),
  };
  await collect({ kind: "stdin", path: "-", name: "-", demanded: true }, { ...options, stdin: chunks() }, sink);
  assert.equal(log.join(", "), "read a, begin a, end a, read b, begin b, end b, read c, begin c, end c, finished");
});

test("what the sink throws is no problem of the source: it ends the collection", async () => {
  const failure = new TouchstoneError("E_TOOLCHAIN", "the evaluator stopped", "");
  const sinks = [
    { object: () => Promise.reject(failure) },
    {
      object() {
        throw failure;
      },
    },
  ];
  for (const sink of sinks) {
    const problems: unknown[] = [];
    const whole = { ...sink, problem: (problem: unknown) => void problems.push(problem), finished: () => {} };
    const stdin = chunksOf(Buffer.from(`${service("counter")}---\n`));
    await assert.rejects(
      collect({ kind: "stdin", path: "-", name: "-", demanded: true }, { ...options, stdin }, whole),
      failure,
    );
    assert.deepEqual(problems, []);
  }
});

test("an unexpected error of a renderer is a bug, and travels on", async () => {
  const bug = new TypeError("x is not a function");
  const source = { kind: "chart", path: "shop", name: "shop", demanded: true } as const;
  await assert.rejects(collectAll([source], { renderChart: () => Promise.reject(bug) }), bug);
});
