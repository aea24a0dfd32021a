// OPA compiles a reference to a rule that does not exist: it is undefined, and `not` of it holds. So each is looked up here.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readPolicySources } from "../../src/library/policy-sources.ts";

const sources = await readPolicySources(join(import.meta.dirname, "../../policies"), "policies");

/** Names of the rules of each shared module. */
const shared = new Map<string, ReadonlySet<string>>();
for (const text of Object.values(sources)) {
  const name = /^package touchstone\.lib\.(\w+)/m.exec(text)?.[1];
  if (name === undefined) continue;
  const rules = [...text.matchAll(/^(?:default )?([a-z_]\w*)/gm)].map(([, rule = ""]) => rule);
  shared.set(name, new Set(rules));
}

function missingIn(text: string): readonly string[] {
  const code = text.replaceAll(/#.*$/gm, "");
  return [...text.matchAll(/^import data\.touchstone\.lib\.(\w+)$/gm)].flatMap(([, name = ""]) => {
    const rules = shared.get(name);
    if (!rules) return [name];
    const used = [...code.matchAll(new RegExp(`(?<![\\w."])${name}\\.([a-z_]\\w*)`, "g"))].map(([, rule = ""]) => rule);
    return used.filter((rule) => !rules.has(rule)).map((rule) => `${name}.${rule}`);
  });
}

test("every shared rule that a policy names is there", () => {
  assert.ok(shared.size > 10);
  const missing = Object.entries(sources).flatMap(([file, text]) => missingIn(text).map((rule) => `${file}: ${rule}`));
  assert.deepEqual(missing, []);
});

test("a rule that is not there is found out", () => {
  const policy = "package touchstone.bakery\n\nimport data.touchstone.lib.pods\n\nfail if not pods.is_bread # pods.is_cake\n";
  assert.deepEqual(missingIn(policy), ["pods.is_bread"]);
});
