// The loop of fixing: what it takes for the text that was judged.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fixPaths } from "../../src/fix-paths.ts";
import { folderOf } from "../cli/touchstone.ts";
import { fixOptions } from "./fixing.ts";

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: redis
spec:
  hostPID: true
  containers:
    - name: redis
`;

test("no file is changed: what it would become is in the result", async () => {
  const folder = await folderOf({ "a.yaml": pod });
  const { files, refused } = await fixPaths(fixOptions(folder, "workload/host-pid"));
  assert.deepEqual(refused, []);
  assert.deepEqual(
    files.map(({ after, fixed }) => [after.toString(), fixed.map(({ place }) => place)]),
    [[pod.replace("true", "false"), ["spec.hostPID"]]],
  );
  assert.equal(readFileSync(join(folder, "a.yaml"), "utf8"), pod);
});

test("a file that changes after it was judged is not edited", async () => {
  const folder = await folderOf({ "a.yaml": pod, "b.yaml": pod.replace("redis", "nats") });
  const onProgress = (source: string): void => {
    if (source.endsWith("b.yaml")) writeFileSync(join(folder, "a.yaml"), `# new\n${pod}`);
  };
  await assert.rejects(fixPaths({ ...fixOptions(folder, "workload/host-pid"), onProgress }), {
    code: "E_UNREADABLE",
    message: `${join(folder, "a.yaml")} has changed since it was assessed`,
  });
});

test("objects of one name in one file are told apart", async () => {
  const text = `${pod.replace("spec:", "spec: &shared")}other: *shared\n---\n${pod}---\n${pod}`;
  const folder = await folderOf({ "a.yaml": text });
  const { files, refused } = await fixPaths(fixOptions(folder, "workload/host-pid"));
  assert.equal(refused.length, 1);
  const fixed = pod.replace("true", "false");
  assert.deepEqual(
    files.map(({ after }) => after.toString()),
    [text.replaceAll(`---\n${pod}`, `---\n${fixed}`)],
  );
});

test("a byte order mark, directives and what stands between documents stay", async () => {
  const text = `\uFEFF%YAML 1.1\n---\n${pod}...\n\n# Between.\n--- # second\n${pod}...\n`;
  const folder = await folderOf({ "a.yaml": text });
  const { files } = await fixPaths(fixOptions(folder, "workload/host-pid"));
  assert.deepEqual(
    files.map(({ after }) => after.toString()),
    [text.replaceAll("hostPID: true", "hostPID: false")],
  );
});
