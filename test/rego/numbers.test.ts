// A number of the evidence keeps its digits: through YAML, Rego and a finding.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, scanJson } from "../cli/touchstone.ts";
import { checkSource } from "./compiled.ts";

const policy = checkSource(
  "large",
  `fail contains {"path": ["spec", "size"], "details": {"what": input.spec.size + 1}} if input.spec.size > 9007199254740992`,
  "[object]",
);

test("an integer beyond 2^53 is judged, and shown, to its last digit", async () => {
  const folder = await folderOf({
    "policies/large.rego": policy,
    "crate.yaml":
      "apiVersion: example.com/v1\nkind: Crate\nmetadata:\n  name: crate\nspec:\n  size: 9007199254740993\n",
    "box.yaml": "apiVersion: example.com/v1\nkind: Crate\nmetadata:\n  name: box\nspec:\n  size: 9007199254740992\n",
  });
  const { assessment } = await scanJson(
    ["crate.yaml", "box.yaml", "--policy", "policies", "--checks", "bakery/large"],
    {
      cwd: folder,
    },
  );
  const own = assessment.checks.find(({ check }) => check.id === "bakery/large");
  assert.deepEqual(own?.errors, []);
  assert.deepEqual(
    own?.findings.map(({ message, details, location }) => [message, details, location.file, location.line]),
    [["9007199254740994 is wrong", { what: "9007199254740994" }, "crate.yaml", 6]],
  );
});
