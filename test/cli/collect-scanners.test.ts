// `touchstone collect scanners`: what it prints and writes, and what it ends with.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { execa } from "execa";
import { readRecord } from "../../src/evidence/record.ts";
import { scanners } from "../../src/scanners/index.ts";
import { sarifValidator } from "../report/sarif-schema.ts";
import { at, pathOf, sarif, type FakeScanner } from "../scanners/fake-scanner.ts";
import { folderOf, repository, touchstone, type Run } from "./touchstone.ts";

const schemaErrors = sarifValidator();

type Fakes = Readonly<Record<string, FakeScanner>>;

/** Runs it in a folder with these files, with no programs on the PATH but the fakes. */
async function collect(
  fakes: Fakes,
  args: readonly string[],
  {
    files = { "src/app.py": "x = 1\n" },
    env = {},
  }: { readonly files?: Readonly<Record<string, string>>; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Run & { readonly cwd: string }> {
  const cwd = await folderOf(files);
  const run = await touchstone(["collect", "scanners", ...args], { cwd, env: { PATH: await pathOf(fakes), ...env } });
  return { ...run, cwd };
}

const leak = { ...at("src/app.py"), ruleId: "aws", message: { text: "found" } };
const found: FakeScanner = { version: "8.30.1", report: sarif([leak]), exitCode: 10 };

function rowsOf(stdout: string): readonly string[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.replaceAll(/ {2,}/g, " | ").replace(/(?<=\| )\d+\.\d \| /, "S | "));
}

test("the table has every scanner: what ran, what has nothing to do, what is missing and how to install it", async () => {
  const fakes = { gitleaks: found, checkov: { report: sarif([]) }, grype: { exitCode: 1, stderr: "no database\n" } };
  const { stdout, stderr, exitCode, cwd } = await collect(fakes, []);
  assert.equal(exitCode, 2);
  assert.equal(stderr, "");
  assert.deepEqual(rowsOf(stdout), [
    "SCANNER | VERSION | STATE | RESULTS | SECONDS | FILE",
    "semgrep | not applicable | it has no rules: --semgrep-config says which",
    "bandit | missing | install: pipx install bandit",
    "gitleaks | 8.30.1 | findings | 1 | S | touchstone-evidence/gitleaks.sarif",
    "trivy | missing | install: brew install trivy, or see https://trivy.dev/latest/getting-started/installation/",
    "grype | 1.2.3 | failed | S | touchstone-evidence/grype.sarif | it ended with exit code 1: no database",
    "osv-scanner | missing | install: brew install osv-scanner, or go install github.com/google/osv-scanner/v2/cmd/osv-scanner@latest",
    "npm-audit | not applicable | there is no package-lock.json at its root",
    "pip-audit | not applicable | there is no requirements.txt at its root",
    "cargo-audit | not applicable | there is no Cargo.lock at its root",
    "cargo-deny | not applicable | there is no Cargo.toml at its root",
    "checkov | 1.2.3 | clean | 0 | S | touchstone-evidence/checkov.sarif",
  ]);
  const written = await readdir(join(cwd, "touchstone-evidence"));
  assert.deepEqual(
    written.toSorted(),
    ["checkov", "gitleaks", "grype"].flatMap((name) => [`${name}.sarif`, `${name}.sarif.record.json`]),
  );
});

test("what ran well ends with 0, whatever was found; the record fits the file", async () => {
  const commit = "0123456789".repeat(4);
  const { exitCode, cwd } = await collect({ gitleaks: found }, ["--commit", commit]);
  assert.equal(exitCode, 0);
  const file = join(cwd, "touchstone-evidence/gitleaks.sarif");
  const bytes = await readFile(file);
  assert.deepEqual(schemaErrors(JSON.parse(bytes.toString())), []);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const record = await readRecord(file, sha256, new Date().toISOString());
  assert.equal(record.commit, commit);
  assert.deepEqual(record.tool, { name: "gitleaks", version: "8.30.1" });
  assert.equal(record.run?.exitCode, 10);
  assert.equal(record.run.target?.path, ".");
  const app = createHash("sha256").update("x = 1\n").digest("hex");
  assert.equal(record.run.target.sha256, createHash("sha256").update(`${app}  src/app.py\n`).digest("hex"));
});

test("the commit is that of the work tree", async () => {
  const head = "abcdef0123".repeat(4);
  const files = { ".git/HEAD": `${head}\n`, "a.py": "" };
  const { cwd } = await collect({ gitleaks: found }, ["--only", "gitleaks"], { files });
  const record = JSON.parse(await readFile(join(cwd, "touchstone-evidence/gitleaks.sarif.record.json"), "utf8"));
  assert.equal(record.commit, head);
});

test("the output of an earlier run changes no digest", async () => {
  const cwd = await folderOf({ "a.py": "" });
  const env = { PATH: await pathOf({ gitleaks: found }) };
  const digest = async (): Promise<string> => {
    await touchstone(["collect", "scanners", "--only", "gitleaks"], { cwd, env });
    const text = await readFile(join(cwd, "touchstone-evidence/gitleaks.sarif.record.json"), "utf8");
    return (JSON.parse(text) as { run: { target: { sha256: string } } }).run.target.sha256;
  };
  assert.equal(await digest(), await digest());
});

test("--format json says the same for programs", async () => {
  const { stdout } = await collect({ gitleaks: found }, ["--only", "gitleaks,trivy", "--format", "json"]);
  const { scans } = JSON.parse(stdout) as { scans: readonly { seconds: number | null }[] };
  assert.equal(typeof scans[0]?.seconds, "number");
  assert.deepEqual(
    scans.map(({ seconds: _, ...scan }) => scan),
    [
      {
        scanner: "gitleaks",
        path: ".",
        version: "8.30.1",
        state: "findings",
        classes: ["secret"],
        results: 1,
        exitCode: 10,
        file: "touchstone-evidence/gitleaks.sarif",
        reason: "",
        install: scanners.find(({ name }) => name === "gitleaks")?.install,
      },
      {
        scanner: "trivy",
        path: ".",
        version: "",
        state: "missing",
        classes: ["dependency", "secret", "configuration"],
        results: null,
        exitCode: null,
        file: null,
        reason: "it is not on the PATH",
        install: scanners.find(({ name }) => name === "trivy")?.install,
      },
    ],
  );
});

test("a scanner that is required has to be there", async () => {
  const without = await collect({}, ["--require", "gitleaks"]);
  assert.equal(without.exitCode, 2);
  assert.deepEqual(await readdir(join(without.cwd, "touchstone-evidence")), []);
  assert.equal((await collect({}, [])).exitCode, 0);
  assert.equal((await collect({ gitleaks: found }, ["--require", "gitleaks"])).exitCode, 0);
  // What has nothing to do is not missed.
  assert.equal((await collect({}, ["--require", "cargo-audit"])).exitCode, 0);
});

test("--only and --skip choose", async () => {
  const names = async (args: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await collect({}, [...args, "--format", "json"]);
    return (JSON.parse(stdout) as { scans: readonly { scanner: string }[] }).scans.map(({ scanner }) => scanner);
  };
  assert.deepEqual(await names(["--only", "trivy, gitleaks"]), ["gitleaks", "trivy"]);
  assert.deepEqual(await names(["--only", "trivy,gitleaks", "--skip", "trivy"]), ["gitleaks"]);
  const all = scanners.map(({ name }) => name);
  assert.deepEqual(await names(["--skip", "semgrep,checkov"]), all.slice(1, -1));
});

test("a scanner that takes too long ends the run with 2, and its file says so", async () => {
  const slow = { script: "/bin/sleep 300", report: sarif([]) };
  const { exitCode, stdout, cwd } = await collect({ gitleaks: slow }, ["--only", "gitleaks", "--timeout", "1"]);
  assert.equal(exitCode, 2);
  assert.match(stdout, /gitleaks .* timed out .* it took longer than 1 s and was stopped\n/);
  const log = JSON.parse(await readFile(join(cwd, "touchstone-evidence/gitleaks.sarif"), "utf8"));
  assert.deepEqual(schemaErrors(log), []);
  assert.equal(log.runs[0].invocations[0].executionSuccessful, false);
  assert.equal("results" in log.runs[0], false);
});

test("several folders have files of their own, and places in the terms of where one is", async () => {
  const files = { "src/app.py": "", "lib/src/app.py": "", "rules/a.yaml": "" };
  const { stdout, cwd } = await collect(
    { semgrep: { report: sarif([at("app.py")]) } },
    ["src", "lib/src/", "lib-src", "--only", "semgrep", "--semgrep-config", "rules", "--output", "out", "--jobs", "3"],
    { files: { ...files, "lib-src/app.py": "" } },
  );
  assert.deepEqual(rowsOf(stdout), [
    "SCANNER | PATH | VERSION | STATE | RESULTS | SECONDS | FILE",
    "semgrep | src | 1.2.3 | findings | 1 | S | out/semgrep-src.sarif",
    "semgrep | lib/src | 1.2.3 | findings | 1 | S | out/semgrep-lib-src.sarif",
    "semgrep | lib-src | 1.2.3 | findings | 1 | S | out/semgrep-lib-src-2.sarif",
  ]);
  const text = await readFile(join(cwd, "out/semgrep-lib-src.sarif"), "utf8");
  assert.match(text, /"uri": "lib\/src\/app\.py"/);
  const record = JSON.parse(await readFile(join(cwd, "out/semgrep-lib-src.sarif.record.json"), "utf8"));
  assert.equal(record.run.target.path, "lib/src");
  assert.deepEqual(record.run.command.slice(-3), ["--config", "../../rules", "."]);
});

test("no more scanners run at the same time than --jobs says", async () => {
  // Each writes that it began, waits, and writes that it ended.
  const log = join(await folderOf({ log: "" }), "log");
  const script = `echo begin >> '${log}'; /bin/sleep 0.3; echo end >> '${log}'`;
  const fakes = Object.fromEntries(
    ["gitleaks", "checkov", "trivy"].map((name) => [name, { script, report: sarif([]) }]),
  );
  await collect(fakes, ["--only", "gitleaks,checkov,trivy", "--jobs", "1"]);
  assert.equal(await readFile(log, "utf8"), "begin\nend\n".repeat(3));
});

test("whoever stops it stops the scanners, and nothing of them is left", async () => {
  const cwd = await folderOf({ "a.py": "" });
  const temporary = await folderOf({ keep: "" });
  const path = await pathOf({ gitleaks: { script: `echo $$ > "$0.id"; /bin/sleep 300`, report: sarif([]) } });
  const args = [join(repository, "dist/cli.js"), "collect", "scanners", "--only", "gitleaks"];
  const child = execa(process.execPath, args, { cwd, env: { PATH: path, TMPDIR: temporary }, reject: false });
  const idFile = join(path, "gitleaks.id");
  while (!existsSync(idFile) || (await readFile(idFile, "utf8")) === "") await setTimeout(20);
  const id = Number(await readFile(idFile, "utf8"));
  assert.equal((await readdir(temporary)).length, 2);
  child.kill("SIGTERM");
  assert.equal((await child).signal, "SIGTERM");
  while (isRunning(id)) await setTimeout(20);
  assert.deepEqual(await readdir(temporary), ["keep"]);
  assert.deepEqual(await readdir(join(cwd, "touchstone-evidence")), []);
});

/** One that has ended may still wait for its parent to ask how. */
function isRunning(id: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${id}/stat`, "utf8"));
  } catch {
    return false;
  }
}

const password = "correct-horse-battery-staple";

test("a secret that scanners find is in nothing that is written or printed", async () => {
  const leaking = { ...leak, message: { text: password }, properties: { match: password } };
  const bandit = {
    errors: [],
    results: [
      {
        code: `1 password = '${password}'\n`,
        filename: "./src/app.py",
        issue_confidence: "MEDIUM",
        issue_cwe: { id: 259 },
        issue_severity: "LOW",
        issue_text: `Possible hardcoded password: '${password}'`,
        line_number: 1,
        test_id: "B105",
        test_name: "hardcoded_password_string",
      },
    ],
  };
  const fakes: Fakes = {
    gitleaks: { report: sarif([leaking]), exitCode: 10, stderr: `found ${password}\n` },
    checkov: { report: sarif([{ ...leaking, ruleId: "CKV_SECRET_6" }]) },
    bandit: { stdout: JSON.stringify(bandit), exitCode: 1 },
    grype: { exitCode: 1, stderr: `login failed\nregistry password: ${password}\n` },
    trivy: { exitCode: 1, stderr: `cannot log in as ${password}\n` },
  };
  for (const format of ["table", "json"]) {
    const { stdout, stderr, cwd } = await collect(fakes, ["--format", format], {
      env: { REGISTRY_PASSWORD: password },
    });
    assert.match(stdout, /findings/);
    const folder = join(cwd, "touchstone-evidence");
    const files = await readdir(folder);
    assert.equal(files.length, 10);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    for (const text of [stdout, stderr, ...texts]) assert.equal(text.includes(password), false, text);
  }
});

test("a file that a scanner's failure replaces is whole, and one of a scanner that did not run stays", async () => {
  const cwd = await folderOf({ "a.py": "", "touchstone-evidence/trivy.sarif": "of yesterday" });
  await writeFile(join(cwd, "touchstone-evidence/gitleaks.sarif"), "of yesterday");
  const env = { PATH: await pathOf({ gitleaks: { exitCode: 1, stderr: "no\n" } }) };
  assert.equal((await touchstone(["collect", "scanners"], { cwd, env })).exitCode, 2);
  assert.equal(await readFile(join(cwd, "touchstone-evidence/trivy.sarif"), "utf8"), "of yesterday");
  const log = JSON.parse(await readFile(join(cwd, "touchstone-evidence/gitleaks.sarif"), "utf8"));
  assert.equal(log.runs[0].invocations[0].toolExecutionNotifications[0].message.text, "it ended with exit code 1\nno");
  assert.deepEqual(
    (await readdir(join(cwd, "touchstone-evidence"))).filter((name) => name.endsWith(".part")),
    [],
  );
});

test("wrong usage ends with 3, says why, and runs nothing", async () => {
  const wanted: readonly (readonly [readonly string[], RegExp])[] = [
    [["--only", "snyk"], /There is no scanner snyk; there are semgrep, bandit, /],
    [["--require", "gitleaks", "--skip", "gitleaks"], /gitleaks is required and not among those to run \[E_USAGE\]/],
    [["--only", "trivy", "--skip", "trivy"], /no scanner is left to run \[E_USAGE\]/],
    [["--only", "semgrep"], /Semgrep has no rules of its own \[E_USAGE\]/],
    [["--require", "semgrep"], /Semgrep has no rules of its own \[E_USAGE\]/],
    [["--semgrep-config", "rules"], /rules does not exist \[E_PATH_MISSING\]/],
    [["--semgrep-config", "auto", "--semgrep-config", "src"], /does not go with rules of one's own \[E_USAGE\]/],
    [["nowhere"], /nowhere does not exist \[E_PATH_MISSING\]/],
    [["src/app.py"], /src\/app\.py is no folder \[E_USAGE\]/],
    [["--timeout", "0"], /Give a whole number from 1 to 86400/],
    [["--jobs", "2.5"], /Give a whole number from 1 to 64/],
    [["--output", "src/app.py"], /the folder src\/app\.py cannot be made \[E_OUTPUT\]/],
  ];
  for (const [args, message] of wanted) {
    const { exitCode, stderr, stdout, cwd } = await collect({ gitleaks: found }, args);
    assert.match(stderr, message);
    assert.deepEqual([exitCode, stdout, existsSync(join(cwd, "touchstone-evidence"))], [3, "", false], args.join(" "));
  }
});

test("--help has examples", async () => {
  const { stdout, exitCode } = await touchstone(["collect", "scanners", "--help"]);
  assert.equal(exitCode, 0);
  assert.match(stdout, /Examples:\n {2}touchstone collect scanners\n/);
});
