// Logs as files: what is no log is a problem and never a clean run; what a run says of itself; and no secret goes any further.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { logOf, readFiles, readPaths, resultAt } from "./read.ts";

const clean = logOf({ name: "semgrep" }, []);

async function problemOf(content: string | Buffer, fileBytes?: number): Promise<string> {
  const { problems, subjects, evidence } = await readFiles({ "a.sarif": content }, fileBytes);
  assert.deepEqual([subjects, evidence], [[], []]);
  return problems.map(({ code, message }) => `${code} ${message.replace(/^\S+\/a\.sarif/, "a.sarif")}`).join("\n");
}

test("what is no SARIF 2.1.0, or not whole, is a problem at its line, and gives no run", async () => {
  const cases: readonly (readonly [string, string])[] = [
    ["", "a.sarif:1: it ends in the middle, or is empty"],
    ["[]", "a.sarif: it is no SARIF log"],
    ["null", "a.sarif: it is no SARIF log"],
    ['{"version":"2.1.0"}', "a.sarif: it has no runs"],
    ['{"version":"2.1.0","runs":{}}', "a.sarif: it has no runs"],
    ['{"version":"2.1.0","runs":[]}', "a.sarif: it has no run"],
    ['{"version":"2.0.0","runs":[{}]}', 'a.sarif: its version is "2.0.0", not 2.1.0'],
    ['{"runs":[{}]}', "a.sarif: its version is not said, not 2.1.0"],
    ['{"version":"2.1.0","runs":[null]}', "a.sarif: runs[0] is no object"],
    ['{"version":"2.1.0","runs":[{}]}', "a.sarif: a run does not say which tool it is of"],
    [logOf({ name: "x" }, {}), "a.sarif: runs[0].results is no list"],
    [logOf({ name: "x" }, [resultAt("a", 1), "clean"]), "a.sarif: runs[0].results[1] is no object"],
    ['{"version":"2.1.0",\n"runs":[{]}', "a.sarif:2: it is no JSON"],
    ["{\n\n'version': 1}", "a.sarif:3: it is no JSON"],
    [`${clean}\n{}`, "a.sarif:2: it is no JSON"],
  ];
  for (const [content, message] of cases) {
    const found = await problemOf(content);
    assert.equal(found.replace(/ \(unexpected.*\)$/, ""), `E_SARIF ${message}`, content);
  }
});

test("a log that is cut anywhere is a problem, and never a run with fewer results", async () => {
  const whole = logOf({ name: "semgrep" }, [resultAt("a.py", 1), resultAt("b.py", 2)]);
  for (let length = 0; length < whole.length; length += 7)
    assert.match(await problemOf(whole.slice(0, length)), /^E_SARIF /, `${length} of ${whole.length}`);
});

test("packed logs are read; one that is cut or larger than the limit unpacked is a problem", async () => {
  const packed = gzipSync(logOf({ name: "semgrep" }, [resultAt("a.py", 1)]));
  const { weaknesses, evidence } = await readFiles({ "a.sarif.gz": packed });
  assert.equal(weaknesses.length, 1);
  assert.equal(evidence[0]?.sha256, createHash("sha256").update(packed).digest("hex"));
  assert.match(await problemOf(packed.subarray(0, packed.length - 10)), /^E_(?:SARIF|UNREADABLE) /);
  const bomb = gzipSync(Buffer.alloc(3 * 1024 * 1024, " "));
  assert.match(await problemOf(bomb, 1024 * 1024), /^E_TOO_LARGE a\.sarif|^E_TOO_LARGE the file is larger than 1 MiB/);
});

test("a path at which there is no log is a problem", async () => {
  for (const path of ["missing.sarif", "missing/*.sarif"]) {
    const { problems } = await readPaths([path]);
    assert.deepEqual(
      problems.map(({ code, message }) => [code, message]),
      [["E_PATH_MISSING", `there is no SARIF log at ${path}`]],
    );
  }
  assert.deepEqual(
    (await readFiles({ "readme.txt": "x" })).problems.map(({ code }) => code),
    ["E_PATH_MISSING"],
  );
});

test("a mark of the byte order is no matter, nor is a name that does not end as one of a log when it is given", async () => {
  const { scans } = await readFiles({ "a.sarif": `\uFEFF${clean}` });
  assert.equal(scans.length, 1);
});

test("results that are not there are not an empty list", async () => {
  const { scans } = await readFiles({
    "a.sarif": logOf({ name: "x" }, undefined),
    "b.sarif": logOf({ name: "x" }, null),
    "c.sarif": clean,
  });
  assert.deepEqual(
    scans.map(({ executed }) => executed),
    [true, false, false],
  );
});

test("a run says whether it was successful, what went wrong, when it was and what it is of", async () => {
  const revisionId = "a".repeat(40);
  const run = {
    invocations: [
      {
        executionSuccessful: true,
        exitCode: 0,
        startTimeUtc: "2025-12-31T20:00:00Z",
        endTimeUtc: "2025-12-31T22:30:00Z",
      },
      {
        executionSuccessful: false,
        exitCode: 2,
        toolExecutionNotifications: [
          { level: "error", message: { text: "rules could not be read" } },
          { level: "warning", message: { text: "slow" } },
        ],
        toolConfigurationNotifications: [{ level: "error" }],
      },
    ],
    versionControlProvenance: [{ repositoryUri: "https://git.example.com/agents", revisionId }],
    artifacts: [{ location: { uri: "src/a.py" }, roles: ["analysisTarget"] }, { location: { uri: "config" } }],
  };
  const tool = { name: "Semgrep OSS", semanticVersion: "1.99.0", version: "1", rules: [{ id: "a" }, { id: "b" }] };
  const { scans, evidence } = await readFiles({ "a.sarif": logOf(tool, [], run) });
  assert.deepEqual(scans, [
    {
      tool: { name: "semgrep", label: "Semgrep OSS", version: "1.99.0" },
      classes: ["code"],
      executed: true,
      successful: false,
      exitCode: 2,
      errors: ["rules could not be read", "an error without a message"],
      rules: 2,
      recorded: false,
      ageHours: 1.5,
      databaseAgeHours: null,
      commit: revisionId,
      targets: ["src/a.py"],
      image: null,
      results: { total: 0, failed: 0, suppressed: 0, undecided: 0, critical: 0, high: 0, medium: 0, low: 0, info: 0 },
      undatedFixes: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    },
  ]);
  assert.deepEqual([evidence[0]?.commit, evidence[0]?.record?.madeAt], [revisionId, "2025-12-31T22:30:00Z"]);
});

test("an invocation that does not say that it was successful was not; without any, nobody knows", async () => {
  const { scans } = await readFiles({
    "a.sarif": logOf({ name: "x" }, [], { invocations: [{}] }),
    "b.sarif": logOf({ name: "x" }, [], { invocations: [{ executionSuccessful: "yes" }] }),
    "c.sarif": logOf({ name: "x" }, []),
  });
  assert.deepEqual(
    scans.map(({ successful }) => successful),
    [false, false, null],
  );
});

test("a record beside a log says how it was made; one of other bytes makes the log a problem", async () => {
  const sha256 = createHash("sha256").update(clean).digest("hex");
  const run = {
    command: ["trivy", "fs", "."],
    exitCode: 0,
    startedAt: "2025-12-31T11:59:00Z",
    seconds: 60,
    classes: ["dependency", "secret"],
    target: { path: "." },
    database: { updatedAt: "2025-12-30T00:00:00Z" },
  };
  const record = { schemaVersion: "1.0", sha256, madeAt: "2025-12-31T12:00:00Z", commit: "b".repeat(40), run };
  const good = await readFiles({ "a.sarif": clean, "a.sarif.record.json": JSON.stringify(record) });
  const [scan] = good.scans;
  assert.deepEqual(
    [
      scan?.recorded,
      scan?.exitCode,
      scan?.ageHours,
      scan?.databaseAgeHours,
      scan?.commit,
      scan?.targets,
      scan?.classes,
    ],
    [true, 0, 12, 48, "b".repeat(40), ["."], ["dependency", "secret"]],
  );
  assert.deepEqual(good.evidence[0]?.record?.run, run);
  const foreign = JSON.stringify({ ...record, sha256: "0".repeat(64) });
  const bad = await readFiles({ "a.sarif": clean, "a.sarif.record.json": foreign });
  assert.deepEqual([bad.problems.map(({ code }) => code), bad.subjects], [["E_RECORD"], []]);
});

test("parts in other files are read from the log's folder, and from nowhere else", async () => {
  const external = (uri: string): object => ({
    externalPropertyFileReferences: { results: [{ location: { uri } }], artifacts: [] },
  });
  const part = JSON.stringify({ version: "2.1.0", results: [resultAt("a.py", 1)] });
  const found = await readFiles({
    "a.sarif": logOf({ name: "x" }, undefined, external("part.json")),
    "part.json": part,
  });
  assert.deepEqual([found.weaknesses.length, found.scans[0]?.executed, found.scans[0]?.results.total], [1, true, 1]);
  for (const uri of ["../part.json", "/etc/passwd", "file:///etc/passwd", "missing.json", ""]) {
    const { problems, subjects } = await readFiles({ "a.sarif": logOf({ name: "x" }, [], external(uri)) });
    assert.deepEqual([problems.map(({ code }) => code), subjects], [["E_SARIF"], []], uri);
  }
});

test("a part that lies above the log's folder is not read, though it is there", async () => {
  const part = JSON.stringify({ version: "2.1.0", results: [resultAt("a.py", 1)] });
  const references = { externalPropertyFileReferences: { results: [{ location: { uri: "../part.json" } }] } };
  const found = await readFiles({ "part.json": part, "logs/a.sarif": logOf({ name: "x" }, [], references) });
  assert.deepEqual([found.problems.map(({ code }) => code), found.subjects], [["E_SARIF"], []]);
});

test("a large log is read twice and says the same", async () => {
  const results = Array.from({ length: 5_050 }, (_, index) => resultAt("a.py", index + 1));
  const { scans, weaknesses } = await readFiles({ "a.sarif": logOf({ name: "x" }, results) });
  assert.deepEqual([scans[0]?.results.total, weaknesses.length, weaknesses.at(-1)?.line], [5_050, 5_050, 5_050]);
});

test("several runs of a file are scans of their own, with names of their own", async () => {
  const run = { tool: { driver: { name: "semgrep" } }, results: [] };
  const { subjects } = await readFiles({
    "a.sarif": JSON.stringify({
      version: "2.1.0",
      runs: [run, run, { ...run, automationDetails: { id: "nightly/1" } }],
    }),
  });
  const names = subjects
    .filter(({ kind }) => kind === "scan")
    .map(({ resource }) => resource.name.replace(/:\S+\/a\.sarif/, ":a.sarif"));
  assert.deepEqual(names, ["semgrep:a.sarif", "semgrep:a.sarif#2", "semgrep:a.sarif#nightly/1:3"]);
});

const secret = "AKIAZ7PLANTEDSECRET5";
const address = "ada@agents.example.com";

test("a secret, and the address of who wrote it, are in nothing that is kept of a log", async () => {
  const gitleaks = logOf({ name: "gitleaks", rules: [{ id: "aws-access-token" }] }, [
    {
      ruleId: "aws-access-token",
      message: { text: `aws-access-token has detected secret ${secret} for file .env.` },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: ".env" }, region: { startLine: 2, snippet: { text: secret } } },
        },
      ],
      partialFingerprints: { author: "Ada", email: address, commitMessage: `add ${secret}` },
    },
  ]);
  const bandit = logOf({ name: "Bandit", rules: [{ id: "B105", name: "hardcoded_password_string" }] }, [
    resultAt("a.py", 3, {
      ruleId: "B105",
      message: { text: `Possible hardcoded password: '${secret}'` },
      properties: { tags: ["CWE-259"], original: secret },
    }),
  ]);
  const read = await readFiles({ "a.sarif": gitleaks, "b.sarif": bandit });
  assert.deepEqual(
    read.weaknesses.map((one) => [one.class, one.file, one.line, one.message, one.secret?.kind, one.cwe]),
    [
      ["secret", ".env", 2, "", "aws-access-token", [798]],
      ["code", "a.py", 3, "", undefined, [259]],
    ],
  );
  const all = JSON.stringify(read);
  for (const leak of [secret, address, "Ada"]) assert.ok(!all.includes(leak), leak);
});

test("the name of a weakness does not depend on the secret, only on its kind and place", async () => {
  const named = async (text: string): Promise<readonly string[]> => {
    const physicalLocation = {
      artifactLocation: { uri: "a.py" },
      region: { startLine: 1, snippet: { text } },
    };
    const result = {
      ruleId: "B105",
      message: { text },
      properties: { tags: ["CWE-259"] },
      locations: [{ physicalLocation }],
    };
    const { subjects } = await readFiles({ "a.sarif": logOf({ name: "Bandit" }, [result]) });
    return subjects.filter(({ kind }) => kind === "weakness").map(({ resource }) => resource.name);
  };
  assert.deepEqual(await named("password = 'one'"), await named("password = 'another'"));
});

test("the digest of a secret is salted with its place, and one that the scanner redacted has none", async () => {
  const log = (uri: string, text: string): string =>
    logOf({ name: "gitleaks" }, [
      {
        ruleId: "token",
        message: { text: "x" },
        locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1, snippet: { text } } } }],
      },
    ]);
  const digestOf = async (uri: string, text: string): Promise<string | undefined> =>
    (await readFiles({ "a.sarif": log(uri, text) })).weaknesses[0]?.secret?.digest;
  const [one, same, elsewhere, redacted] = await Promise.all([
    digestOf(".env", secret),
    digestOf(".env", secret),
    digestOf("b.env", secret),
    digestOf(".env", "REDACTED"),
  ]);
  assert.match(one ?? "", /^[\w-]{43}$/);
  assert.equal(one, same);
  assert.notEqual(one, elsewhere);
  assert.equal(redacted, "");
  assert.notEqual(one, createHash("sha256").update(secret).digest("base64url"));
});
