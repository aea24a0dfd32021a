// `touchstone policy test --watch`: runs again on a change, survives mistakes, and ends with Ctrl-C.
import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { execa } from "execa";
import { folderOf, repository } from "./touchstone.ts";

test(
  "runs again whenever a policy or data changes, whatever is wrong with it, until Ctrl-C: 0",
  { timeout: 60_000 },
  async () => {
    const cwd = await folderOf({ "p/p_test.rego": "package p_test\n\ntest_it if true\n", "p/notes.txt": "" });
    const run = execa(process.execPath, [join(repository, "dist/cli.js"), "policy", "test", "p", "--watch"], {
      cwd,
      reject: false,
      all: true,
    });
    after(() => run.kill("SIGKILL"));
    let seen = "";
    run.all.on("data", (piece: Buffer) => (seen += piece.toString()));
    /** What was printed until the next pause. */
    async function printed(): Promise<string> {
      const end = "watching for changes; Ctrl-C ends\n";
      while (!seen.includes(end)) {
        assert.equal(run.exitCode, null, seen);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const [text = "", ...rest] = seen.split(end);
      seen = rest.join(end);
      return text;
    }
    const edit = (name: string, text: string): Promise<void> => writeFile(join(cwd, "p", name), text);
    assert.equal(await printed(), "PASS: 1/1\n");
    await edit("p_test.rego", "package p_test\n\ntest_it if {\n");
    assert.match(await printed(), /^p\/p_test\.rego:4: rego_parse_error/);
    await edit("p_test.rego", "package p_test\n\ntest_it if data.deep.x == 1\n");
    assert.match(await printed(), /FAIL: 1\/1/);
    await mkdir(join(cwd, "p/deep"));
    await edit("deep/data.json", '{"x": 1}');
    assert.equal(await printed(), "PASS: 1/1\n");
    await rm(join(cwd, "p/p_test.rego"));
    assert.match(await printed(), /^error: there is no \.rego file in p\n/);
    await edit("p_test.rego", "package p_test\n\ntest_it if true\n");
    assert.equal(await printed(), "PASS: 1/1\n");
    run.kill("SIGINT");
    assert.equal((await run).exitCode, 0);
  },
);
