// Real scanners, where they are there: what they print and how they end is what the fakes of the other tests have it to be.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import type { Log } from "sarif";
import { readRecord } from "../../src/evidence/record.ts";
import { findProgram } from "../../src/scanners/find-program.ts";
import { scanners } from "../../src/scanners/index.ts";
import { folderOf, repository, touchstone } from "../cli/touchstone.ts";
import { sarifValidator } from "../report/sarif-schema.ts";

const path = [join(repository, ".cache/scanners/bin"), process.env["PATH"] ?? ""].join(delimiter);
const schemaErrors = sarifValidator();

/** Put together here, so that nobody who scans this file finds them. */
const token = ["gh", "p_", "wJ2Kd83nLqPz7XvB5TmRyC4sHfGaE91uDoNk"].join("");
const password = ["Tr0ub4dor", "&3-zebra"].join("");

const lock = {
  name: "agents",
  version: "1.0.0",
  lockfileVersion: 3,
  packages: {
    "": { name: "agents", version: "1.0.0", dependencies: { minimist: "1.2.0" } },
    "node_modules/minimist": { version: "1.2.0" },
  },
};

const vulnerable = {
  "agent/app.py": `import subprocess\n\n\ndef run(query):\n    subprocess.call("ls " + query, shell=True)\n`,
  "agent/settings.py": `password = "${password}"\ngithub_token = "${token}"\n`,
  Dockerfile: "FROM alpine:latest\nUSER root\n",
  "requirements.txt": "six==1.16.0\n",
  "package.json": '{"name":"agents","version":"1.0.0","dependencies":{"minimist":"1.2.0"}}\n',
  "package-lock.json": JSON.stringify(lock),
  "Cargo.toml": '[package]\nname = "agents"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\ntime = "=0.1.43"\n',
  "Cargo.lock":
    'version = 3\n\n[[package]]\nname = "agents"\nversion = "0.1.0"\ndependencies = ["time"]\n\n[[package]]\nname = "time"\nversion = "0.1.43"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n',
  "src/main.rs": "fn main() {}\n",
};

const clean = { "agent/app.py": "x = 1\n", "README.md": "Nothing to find.\n" };

const rules = `rules:
  - id: shell-true
    languages: [python]
    severity: ERROR
    message: a command line is given to a shell
    metadata: { cwe: ["CWE-78: OS Command Injection"] }
    pattern: subprocess.call(..., shell=True)
`;

/** What is found without asking anybody: a rule and its file. Others need a server or a database. */
const wanted: Readonly<Record<string, readonly [rule: RegExp, file: string]>> = {
  semgrep: [/shell-true$/, "agent/app.py"],
  bandit: [/^B602$/, "agent/app.py"],
  gitleaks: [/^github-pat$/, "agent/settings.py"],
  checkov: [/^CKV_DOCKER_\d+$/, "Dockerfile"],
};

interface Listed {
  readonly state: string;
  readonly version: string;
  readonly reason: string;
  readonly file: string | null;
}

interface Ran {
  readonly listed: Listed;
  readonly log: Log;
  readonly said: string;
}

async function run(name: string, files: Readonly<Record<string, string>>): Promise<Ran> {
  const cwd = await folderOf(files);
  const config = await folderOf({ "rules/shell.yaml": rules });
  const args = ["--only", name, "--semgrep-config", join(config, "rules"), "--timeout", "300", "--format", "json"];
  const { stdout, stderr } = await touchstone(["collect", "scanners", ...args], { cwd, env: { PATH: path } });
  const [listed] = (JSON.parse(stdout) as { readonly scans: readonly Listed[] }).scans;
  assert.ok(listed?.file, stdout);
  const folder = join(cwd, "touchstone-evidence");
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), "utf8")));
  const bytes = await readFile(join(cwd, listed.file));
  const digest = createHash("sha256").update(bytes).digest("hex");
  const record = await readRecord(join(cwd, listed.file), digest, new Date().toISOString());
  assert.equal(record.tool?.name, name);
  const log = JSON.parse(bytes.toString()) as Log;
  assert.deepEqual(schemaErrors(log), []);
  return { listed, log, said: [stdout, stderr, ...texts].join("\n") };
}

for (const { name, program } of scanners) {
  const found = await findProgram(program, path);
  const skip = found === undefined ? `${name} is not on this machine` : false;

  test(`${name}, the real one, over what is vulnerable`, { skip }, async (context) => {
    const { listed, log, said } = await run(name, vulnerable);
    assert.match(listed.version, /^\d+\.\d+/);
    assert.doesNotMatch(said, new RegExp(token));
    assert.equal(said.includes(password), false);
    const [sarif] = log.runs;
    const [invocation] = sarif?.invocations ?? [];
    const expected = wanted[name];
    if (expected === undefined && listed.state === "failed") {
      context.diagnostic(`${name} could not ask its server: ${listed.reason}`);
      assert.equal(invocation?.executionSuccessful, false);
      assert.equal(invocation.toolExecutionNotifications?.at(-1)?.level, "error");
      return;
    }
    assert.equal(listed.state, expected === undefined && name === "pip-audit" ? "clean" : "findings", listed.reason);
    assert.equal(invocation?.executionSuccessful, true);
    if (expected === undefined) return;
    const [rule, file] = expected;
    const result = sarif?.results?.find(({ ruleId }) => rule.test(ruleId ?? ""));
    assert.equal(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, file);
  });

  if (name in wanted)
    test(`${name}, the real one, over what has nothing to find`, { skip }, async () => {
      const { listed, log } = await run(name, clean);
      assert.deepEqual([listed.state, listed.reason], ["clean", ""]);
      assert.deepEqual(log.runs[0]?.results, []);
    });
}

const withSemgrep =
  (await findProgram("semgrep", path)) === undefined ? { skip: "semgrep is not on this machine" } : {};

test("semgrep, the real one, with rules that are none", withSemgrep, async () => {
  const cwd = await folderOf({ ...clean, "rules.yaml": "rules: [{ id: a }]\n" });
  const args = ["collect", "scanners", "--only", "semgrep", "--semgrep-config", "rules.yaml"];
  const { stdout, exitCode } = await touchstone(args, { cwd, env: { PATH: path } });
  assert.match(stdout, /semgrep +\S+ +failed .* it ended with exit code \d/);
  assert.equal(exitCode, 2);
});
