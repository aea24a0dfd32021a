// `touchstone collect tls` and what scan and gate make of its file.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Assessment, TlsMeasurements } from "../../src/model/index.ts";
import { Certificates } from "../tls/certificates.ts";
import { freePort, opensslServer, type Running } from "../tls/servers.ts";
import { folderOf, touchstone } from "./touchstone.ts";

const pki = new Certificates();
const authority = pki.issue({ name: "Agents CA", isAuthority: true });
const issued = pki.issue({ name: "redis", names: ["DNS:redis.agents.svc"], by: authority });
const good = ["-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384", "-groups", "X25519:P-256", "-min_protocol", "TLSv1.2"];
const weak = ["-cipher", "ALL:@SECLEVEL=0", "-max_protocol", "TLSv1.1"];
const servers: Running[] = [];
before(async () => {
  for (const args of [good, weak]) servers.push(await opensslServer(issued, args));
});
after(async () => {
  for (const server of servers) await server.stop();
});

const at = (index: number): string => `127.0.0.1:${servers[index]?.port}`;
const named = ["--servername", "redis.agents.svc", "--ca", authority.certificate];

async function judged(
  cwd: string,
  args: readonly string[],
): Promise<{ exitCode: number | undefined; assessment: Assessment }> {
  const run = await touchstone(["scan", "--format", "json", "--tls", "endpoints.tls.json", ...args], { cwd });
  return { exitCode: run.exitCode, assessment: JSON.parse(run.stdout) as Assessment };
}

function findings({ checks }: Assessment): readonly string[] {
  return checks.filter(({ status }) => status === "not-satisfied").map(({ check }) => check.id);
}

function passes({ checks }: Assessment): readonly string[] {
  return checks.filter(({ status }) => status === "satisfied").map(({ check }) => check.id);
}

test("a good server passes every check of endpoints that means it, and standard output stays clean", async () => {
  const cwd = await folderOf({});
  const run = await touchstone(["collect", "tls", at(0), ...named, "-o", "endpoints.tls.json"], { cwd });
  assert.deepEqual([run.exitCode, run.stdout], [0, ""]);
  assert.match(run.stderr, /measured +TLSv1\.2 TLSv1\.3/);
  assert.deepEqual(await readdir(cwd), ["endpoints.tls.json"], "nothing is left beside the file");
  const { exitCode, assessment } = await judged(cwd, ["--checks", "tls/*"]);
  assert.equal(exitCode, 0);
  assert.deepEqual(findings(assessment), []);
  for (const id of ["old-protocol", "weak-cipher", "plaintext", "name-mismatch", "untrusted-chain", "not-measured"])
    assert.ok(passes(assessment).includes(`tls/${id}`), id);
});

test("a weak server fails, and an endpoint that does not answer passes nothing", async () => {
  const cwd = await folderOf({ "list.txt": `${at(1)} redis.agents.svc # old\n` });
  const closed = `127.0.0.1:${await freePort()}`;
  const run = await touchstone(
    ["collect", "tls", closed, "--file", "list.txt", "-o", "-", "--ca", authority.certificate],
    { cwd },
  );
  assert.equal(run.exitCode, 0);
  const file = JSON.parse(run.stdout) as TlsMeasurements;
  assert.deepEqual(
    file.endpoints.map(({ outcome }) => outcome),
    ["not-measured", "measured"],
  );
  const only = await folderOf({
    "endpoints.tls.json": JSON.stringify({ ...file, endpoints: file.endpoints.slice(0, 1) }),
  });
  const strict = await judged(only, ["--checks", "tls/*"]);
  assert.equal(strict.exitCode, 3);
  const lenient = await judged(only, ["--checks", "tls/*", "--keep-going"]);
  assert.deepEqual(
    [lenient.assessment.problems.map(({ code }) => code), findings(lenient.assessment)],
    [["E_TLS"], ["tls/not-measured"]],
  );
  assert.deepEqual(passes(lenient.assessment), ["tls/stale-measurement"], "that it is recent is all that is known");
  const both = await judged(await folderOf({ "endpoints.tls.json": run.stdout }), [
    "--checks",
    "tls/*",
    "--keep-going",
  ]);
  for (const id of ["old-protocol", "weak-cipher", "tls13-missing", "not-measured"])
    assert.ok(findings(both.assessment).includes(`tls/${id}`), id);
});

test("wrong usage says what to do, and writes nothing", async () => {
  const cwd = await folderOf({ "none.txt": "# nobody\n", "key.pem": await readFile(issued.key, "utf8") });
  const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /no endpoint is named/],
    [["--file", "none.txt"], /no endpoint is named/],
    [["--file", "missing.txt"], /missing\.txt cannot be read/],
    [["redis"], /it names no port/],
    [["redis:6379", "--ca", "key.pem"], /has no certificate in PEM/],
    [["redis:6379", "--timeout", "0"], /whole number from 1/],
  ];
  for (const [args, message] of cases) {
    const run = await touchstone(["collect", "tls", ...args, "-o", join("out", "x.tls.json")], { cwd });
    assert.equal(run.exitCode, 3, args.join(" "));
    assert.match(run.stderr, message);
    assert.doesNotMatch(run.stderr, /PRIVATE|\n {4}at /);
  }
  assert.deepEqual((await readdir(cwd)).toSorted(), ["key.pem", "none.txt"]);
});
