// The guard of the layers can fail: a planted import against the way of the data is found.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { execa } from "execa";
import { folderOf, repository } from "./cli/touchstone.ts";

const planted: readonly (readonly [file: string, target: string, rule: string])[] = [
  ["src/model/check.js", "../report/table.js", "model-needs-nobody"],
  ["src/evidence/collect.js", "../assessment/assess.js", "stages-do-not-import-each-other"],
  ["src/assess.js", "./cli/main.js", "nobody-imports-a-front-door"],
  ["src/assessment/gate.js", "node:fs", "assessment-and-report-are-pure"],
  ["src/report/table.js", "node:fs", "assessment-and-report-are-pure"],
  ["src/fix/edit-document.js", "../evidence/collect.js", "stages-do-not-import-each-other"],
];

test("an import against the way of the data is found, by the rule that forbids it", async () => {
  for (const [file, target, rule] of planted) {
    const files: Record<string, string> = { [file]: `import "${target}";\n` };
    if (target.startsWith(".")) files[join(file, "..", target)] = "export {};\n";
    const cwd = await folderOf(files);
    const { exitCode, stdout } = await execa(
      join(repository, "node_modules/.bin/depcruise"),
      ["src", "--config", join(repository, ".dependency-cruiser.cjs")],
      { cwd, reject: false },
    );
    assert.match(stdout, new RegExp(`error ${rule}: ${file}`), stdout);
    assert.notEqual(exitCode, 0);
  }
});
