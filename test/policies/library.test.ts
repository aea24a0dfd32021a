// Walks everything on disk, and fails for the piece that is missing: a fixture, a mapping, a remediation, a name that differs.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadCatalogue } from "../../src/library/catalogues.ts";
import { checkMappings } from "../../src/library/check-mappings.ts";
import { readCheck } from "../../src/library/check-metadata.ts";
import { intentKindChecks } from "../../src/library/intents/map-intents.ts";
import { loadMappings } from "../../src/library/mappings.ts";
import { readPolicySources } from "../../src/library/policy-sources.ts";
import { startRegoToolchain } from "../../src/toolchain/rego-toolchain.ts";
import { checkFolders, policies, repository } from "./check-folders.ts";

const toolchain = await startRegoToolchain(join(repository, "dist/toolchain/rego.wasm"));
const sources = await readPolicySources(policies, "policies");
const annotations = toolchain.annotations(sources);
const checks = annotations.filter(({ package: path }) => path[1] !== "lib").map(readCheck);

test("folder, package and id are the same", () => {
  for (const { id, file } of checks) assert.equal(file, `policies/${id}/policy.rego`);
  assert.deepEqual(
    checks.map(({ id }) => id).toSorted(),
    checkFolders(),
  );
});

test("shared rules lie in policies/lib, a file for each package", () => {
  for (const { package: path, file } of annotations) {
    if (path[1] === "lib") assert.equal(file, `policies/lib/${path[2]}.rego`);
  }
});

test("the checks call no builtin function outside of their module: the first such call starts OPA's own, which takes seconds", async () => {
  const nothing = (): void => {};
  const names = ["opa_abort", "opa_println", "opa_builtin0", "opa_builtin1", "opa_builtin2", "opa_builtin3", "opa_builtin4"];
  const memory = new WebAssembly.Memory({ initial: 8 });
  const env = { memory, ...Object.fromEntries(names.map((name) => [name, nothing])) };
  const { instance } = await WebAssembly.instantiate(readFileSync(join(repository, "dist/policies.wasm")), { env });
  const { builtins, opa_json_dump: dump } = instance.exports as Record<"builtins" | "opa_json_dump", (value?: number) => number>;
  const bytes = new Uint8Array(memory.buffer);
  const start = dump(builtins());
  assert.equal(Buffer.from(bytes.subarray(start, bytes.indexOf(0, start))).toString(), "{}");
});

test("every check says what is wrong, why, and how to mend it", () => {
  for (const { id, title, description, remediation, message, references } of checks) {
    assert.ok(title.length >= 10 && !title.endsWith("."), `${id}: title`);
    assert.ok(description.split(/\s+/).length >= 15, `${id}: the description is too short to say why it matters`);
    assert.ok(remediation.split(/\s+/).length >= 4, `${id}: remediation`);
    assert.ok(!message.endsWith("."), `${id}: the message is no sentence with a full stop`);
    for (const reference of references) assert.ok(URL.canParse(reference), `${id}: ${reference}`);
  }
});

test("every parameter that could switch its check off has a bound", () => {
  const unbounded = checks.flatMap(({ id, parameters = [] }) =>
    parameters.filter(({ bound }) => bound === undefined).map(({ name }) => `${id} ${name}`),
  );
  // What others make is told, or more is demanded, or one of a few published profiles is chosen: nothing is switched off by it.
  assert.deepEqual(unbounded, [
    "reference/secret-missing elsewhere",
    "supply/image-not-scanned required",
    "supply/image-unsigned required",
    "tls/unlisted-cipher profile",
    "tls/untrusted-chain authorities",
    "transport/cipher-outside-profile profile",
  ]);
});

test("no two checks have the same title or the same alias", () => {
  const names = checks.flatMap(({ title, aliases }) => [title, ...aliases]);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  assert.deepEqual(twice, []);
});

test("the whole Pod Security Standard is here, each check with its level", () => {
  const level = (tag: string): readonly string[] => checks.filter(({ tags }) => tags.includes(tag)).map(({ id }) => id);
  assert.deepEqual(level("pss-baseline"), [
    "workload/apparmor-unconfined",
    "workload/capabilities-dangerous-added",
    "workload/host-ipc",
    "workload/host-network",
    "workload/host-path",
    "workload/host-pid",
    "workload/host-port",
    "workload/privileged-container",
    "workload/probe-host",
    "workload/proc-mount",
    "workload/seccomp-unconfined",
    "workload/selinux-options",
    "workload/unsafe-sysctls",
    "workload/windows-host-process",
  ]);
  assert.deepEqual(level("pss-restricted"), [
    "workload/capabilities-drop-all",
    "workload/privilege-escalation",
    "workload/proc-mount-default",
    "workload/run-as-non-root",
    "workload/run-as-root-uid",
    "workload/seccomp-profile",
    "workload/volume-types",
  ]);
});

test("every check is mapped, or unmapped with a reason, in every mapping; every mapping has a catalogue", async () => {
  const frameworks = await Promise.all(globSync(join(repository, "controls/*.yaml")).map(loadCatalogue));
  const files = globSync(join(repository, "mappings/*.yaml"));
  assert.equal(files.length, frameworks.length);
  const known = { checks: [...checks, ...intentKindChecks], frameworks, complete: true };
  for (const file of files) checkMappings(await loadMappings(file), known);
});

test("the policies are formatted as opa fmt does", () => {
  const formatted = toolchain.format(sources);
  for (const [file, text] of Object.entries(sources)) assert.equal(text, formatted[file], file);
});

test("the policies' own tests pass", () => {
  const tests = globSync("**/*_test.rego", { cwd: policies }).map((name) => [`policies/${name}`, readFileSync(join(policies, name), "utf8")] as const);
  const results = toolchain.test({ ...sources, ...Object.fromEntries(tests) });
  assert.ok(results.length > 0);
  assert.deepEqual(
    results.filter(({ passed }) => !passed),
    [],
  );
});

test("no policy uses a builtin that needs the network, the clock or chance", () => {
  for (const [file, text] of Object.entries(sources)) {
    const code = text.replaceAll(/^\s*#.*$/gm, "");
    assert.doesNotMatch(code, /\b(http\.send|time\.|rand\.|opa\.runtime|net\.lookup)/, file);
  }
});
