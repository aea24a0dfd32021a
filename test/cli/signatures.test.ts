// Signatures: with a key only what it signed is loaded, and a refusal says what is wrong. The bundles are signed by OPA itself.
import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { readTarFiles } from "../../src/library/bundles/tar-files.ts";
import { tarOf } from "../evidence/tar.ts";
import { runOpa, skip } from "../library/native-opa.ts";
import { checkSource } from "../rego/compiled.ts";
import { folderOf, pod, touchstone, type Run } from "./touchstone.ts";

interface Pair {
  readonly publicKey: string;
  readonly privateKey: string;
}

function inPem({ publicKey, privateKey }: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }): Pair {
  return {
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

const rsa = inPem(generateKeyPairSync("rsa", { modulusLength: 2048 }));
const other = inPem(generateKeyPairSync("rsa", { modulusLength: 2048 }));
const ec = inPem(generateKeyPairSync("ec", { namedCurve: "P-256" }));

const banned = checkSource(
  "banned",
  `fail contains {"path": [], "details": {"what": name}} if some name in data.bakery.banned`,
);
const folder = await folderOf({
  "pod.yaml": pod,
  "rsa.pem": rsa.publicKey,
  "rsa.key": rsa.privateKey,
  "other.pem": other.publicKey,
  "ec.pem": ec.publicKey,
  "ec.key": ec.privateKey,
  secret: "seven loaves\n",
  claims: '{"scope": "bakery"}',
  "src/banned.rego": banned,
  "src/bakery/data.json": '{"banned": ["rye"]}',
  "src/.manifest": '{"revision": "1"}',
});

async function build(name: string, ...flags: readonly string[]): Promise<void> {
  if (skip) return;
  await runOpa(["build", "--bundle", "src", "--output", name, ...flags], folder);
}
await build("rsa.tar.gz", "--signing-key", "rsa.key", "--verification-key-id", "house");
await build("ec.tar.gz", "--signing-key", "ec.key", "--signing-alg", "ES256");
await build("secret.tar.gz", "--signing-key", "secret", "--signing-alg", "HS256");
await build("scope.tar.gz", "--signing-key", "rsa.key", "--claims-file", "claims");
await build("unsigned.tar.gz");

function scan(policy: string, ...args: readonly string[]): Promise<Run> {
  const common = ["scan", "pod.yaml", "--checks", "bakery/*", "--policy"];
  return touchstone([...common, policy, ...args], { cwd: folder });
}

async function assertLoaded(policy: string, ...args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await scan(policy, ...args);
  assert.equal(stderr, "", policy);
  assert.equal(exitCode, 0);
  assert.match(stdout, /rye is wrong/);
}

async function assertRefused(lines: readonly string[], policy: string, ...args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await scan(policy, ...args);
  assert.equal(exitCode, 3, stderr);
  assert.equal(stdout, "");
  assert.deepEqual(stderr.split("\n").slice(0, lines.length), [`error: ${lines[0]}`, ...lines.slice(1)]);
  assert.match(stderr, /\n {2}\w/);
}

test("what the key signed is loaded, whatever sort of key it is", { skip }, async () => {
  await assertLoaded("rsa.tar.gz", "--verification-key", "rsa.pem");
  await assertLoaded("rsa.tar.gz", "--verification-key", "rsa.pem", "--verification-key-id", "house");
  await assertLoaded("ec.tar.gz", "--verification-key", "ec.pem");
  await assertLoaded("secret.tar.gz", "--verification-key", "secret", "--verification-alg", "HS256");
  await assertLoaded("scope.tar.gz", "--verification-key", "rsa.pem", "--verification-scope", "bakery");
});

test("what another key signed, or nobody, is refused: 3", { skip }, async () => {
  const invalid = (name: string): RegExp =>
    new RegExp(`^error: the signature of ${name} does not hold for the verification key: .+ \\[E_SIGNATURE\\]\n`);
  assert.match((await scan("rsa.tar.gz", "--verification-key", "other.pem")).stderr, invalid("rsa.tar.gz"));
  assert.match((await scan("ec.tar.gz", "--verification-key", "rsa.pem")).stderr, invalid("ec.tar.gz"));
  await assertRefused(
    ['rsa.tar.gz is signed with the key "house", not with "market" [E_SIGNATURE]'],
    ...(["rsa.tar.gz", "--verification-key", "rsa.pem", "--verification-key-id", "market"] as const),
  );
  await assertRefused(
    ["the signature of scope.tar.gz does not have an empty scope [E_SIGNATURE]"],
    ...(["scope.tar.gz", "--verification-key", "rsa.pem"] as const),
  );
  await assertRefused(
    ['the signature of rsa.tar.gz does not have the scope "bakery" [E_SIGNATURE]'],
    ...(["rsa.tar.gz", "--verification-key", "rsa.pem", "--verification-scope", "bakery"] as const),
  );
  for (const policy of ["unsigned.tar.gz", "src"]) {
    const message = `${policy} is not signed: there is no .signatures.json in it [E_SIGNATURE]`;
    await assertRefused([message], policy, "--verification-key", "rsa.pem");
  }
});

test("a bundle that differs from what was signed is refused, file by file: 3", { skip }, async () => {
  const files = new Map(readTarFiles(gunzipSync(await readFile(join(folder, "rsa.tar.gz"))), "rsa.tar.gz"));
  const policy = [...files.keys()].find((name) => name.endsWith("banned.rego")) ?? "";
  files.set("data.json", Buffer.from('{"bakery": {"banned": []}}'));
  files.delete(policy);
  files.set("extra.rego", Buffer.from(banned));
  await writeFile(join(folder, "changed.tar.gz"), tarOf(Object.fromEntries(files)));
  await assertRefused(
    [
      "changed.tar.gz/data.json differs from what was signed",
      "changed.tar.gz/extra.rego is not among the files that were signed",
      `changed.tar.gz/${policy} was signed, and is not there [E_SIGNATURE]`,
    ],
    "changed.tar.gz",
    "--verification-key",
    "rsa.pem",
  );
});

test("a folder is verified as a bundle is, every file of it", { skip }, async () => {
  await cp(join(folder, "src"), join(folder, "signed"), { recursive: true });
  const sign = ["sign", "--signing-key", join(folder, "rsa.key"), "--bundle"];
  await runOpa([...sign, "signed", "--output-file-path", "signed"], folder);
  await assertLoaded("signed", "--verification-key", "rsa.pem");
  await assertLoaded("./signed/", "--verification-key", "rsa.pem");
  await rm(join(folder, "signed/.signatures.json"));
  await runOpa([...sign, "."], join(folder, "signed"));
  await assertLoaded("signed", "--verification-key", "rsa.pem");
  await writeFile(join(folder, "signed/bakery/data.yml"), "more: [oats]\n");
  const message = "signed/bakery/data.yml is not among the files that were signed [E_SIGNATURE]";
  await assertRefused([message], "signed", "--verification-key", "rsa.pem");
  await rm(join(folder, "signed/bakery/data.yml"));
  await writeFile(join(folder, "signed/banned.rego"), `${banned}\n`);
  const changed = "signed/banned.rego differs from what was signed [E_SIGNATURE]";
  await assertRefused([changed], "signed", "--verification-key", "rsa.pem");
});

test(
  "without a key a signed bundle is loaded, and standard error says once that nobody verified it",
  { skip },
  async () => {
    const { exitCode, stderr } = await scan("rsa.tar.gz", "--format", "json");
    assert.equal(exitCode, 0);
    assert.equal(stderr, "note: the signature of rsa.tar.gz was not verified: no --verification-key was given\n");
  },
);

test("touchstone.yaml names the key as well, and checks verifies too", { skip }, async () => {
  const config = "policies: [unsigned.tar.gz]\nverification: { key: rsa.pem, keyId: house }\n";
  await writeFile(join(folder, "house.yaml"), config);
  for (const command of [["gate", "pod.yaml"], ["checks"]]) {
    const { exitCode, stderr } = await touchstone([...command, "--config", "house.yaml"], { cwd: folder });
    assert.equal(exitCode, 3);
    assert.match(stderr, /^error: unsigned\.tar\.gz is not signed/);
  }
  const args = ["checks", "bakery/banned", "--policy", "rsa.tar.gz", "--verification-key", "rsa.pem"];
  const { exitCode, stderr } = await touchstone(args, { cwd: folder });
  assert.deepEqual([exitCode, stderr], [0, ""]);
});

test("a key that is none is refused before anything is loaded: 3", async () => {
  for (const [args, message] of [
    [["rsa.key"], "rsa.key is of no use as a verification key: it is a private key [E_SIGNATURE]"],
    [["secret"], "secret is of no use as a verification key: it is no PEM [E_SIGNATURE]"],
    [
      ["rsa.pem", "--verification-alg", "HS256"],
      "rsa.pem is of no use as a verification key: the algorithm HS256 is not one for this key [E_SIGNATURE]",
    ],
    [
      ["secret", "--verification-alg", "RS256"],
      "secret is of no use as a verification key: the algorithm RS256 is not one for a secret [E_SIGNATURE]",
    ],
    [["none.pem"], "the verification key none.pem does not exist [E_PATH_MISSING]"],
  ] as const) {
    await assertRefused([message], "src", "--verification-key", ...args);
  }
  const message = "options of a verification key are given, but no key [E_USAGE]";
  await assertRefused([message], "src", "--verification-scope", "bakery");
});
