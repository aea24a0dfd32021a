// Builtin functions that see the world outside: off, unless the command line or touchstone.yaml allows them by name.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { guardedBuiltins } from "../../src/rego/index.ts";
import { openBakery } from "../rego/bakery-server.ts";
import { checkSource } from "../rego/compiled.ts";
import { selfSigned } from "../rego/self-signed.ts";
import { folderOf, pod, repository, scanJson, touchstone, type Run } from "./touchstone.ts";

const bakery = await openBakery(selfSigned(["localhost"]));
after(() => bakery.close());

const folder = await folderOf({
  "pod.yaml": pod,
  "policies/bread.rego": checkSource(
    "bread",
    `fail contains {"path": [], "details": {"what": http.send({"method": "get", "url": "${bakery.http}/bread"}).body.bread}}`,
  ),
  "policies/flour.rego": checkSource(
    "flour",
    `fail contains {"path": [], "details": {"what": opa.runtime().env.FLOUR, "weight": 12345678901234567890}}`,
  ),
});
const args = ["pod.yaml", "--policy", "policies", "--checks", "bakery/*"];

/** What the two checks say, and what was written to standard error. */
async function said(options: readonly string[]): Promise<readonly unknown[]> {
  const { assessment, stderr } = await scanJson([...args, ...options], { cwd: folder, env: { FLOUR: "spelt" } });
  const own = assessment.checks.filter(({ check }) => check.id.startsWith("bakery/"));
  return [...own.map(({ findings, errors }) => [...findings, ...errors].map(({ message }) => message).join()), stderr];
}

const off = (name: string, file: string): string =>
  `policies/${file}: it calls ${name}, which is off: allow it by name with --allow-builtin ${name}`;
const note = (names: string): string =>
  `note: allowed: ${names}; results may depend on more than evidence and policies\n`;

test("a call is an error until its function is allowed by name, and standard error says once what is", async () => {
  assert.deepEqual(await said([]), [off("http.send", "bread.rego"), off("opa.runtime", "flour.rego"), ""]);
  assert.deepEqual(await said(["--allow-builtin", "http.send"]), [
    "rye is wrong",
    off("opa.runtime", "flour.rego"),
    note("http.send"),
  ]);
  assert.deepEqual(await said(["--allow-builtin", "opa.runtime", "--allow-builtin", "http.send"]), [
    "rye is wrong",
    "spelt is wrong",
    note("http.send, opa.runtime"),
  ]);
});

test("integers beyond 2^53 are text with all of their digits in a finding's details", async () => {
  const run = await scanJson([...args, "--allow-builtin", "opa.runtime"], { cwd: folder, env: { FLOUR: "spelt" } });
  const flour = run.assessment.checks.find(({ check }) => check.id === "bakery/flour");
  assert.deepEqual(flour?.findings[0]?.details, { what: "spelt", weight: "12345678901234567890" });
});

async function gateWith(list: string, options: readonly string[] = []): Promise<Run> {
  const cwd = await folderOf({
    "pod.yaml": pod,
    "touchstone.yaml": `paths: [pod.yaml]\nallowBuiltins: ${list}\n`,
  });
  return touchstone(["gate", ...options], { cwd });
}

test("touchstone.yaml allows them too, and the command line adds to it", async () => {
  assert.equal((await gateWith("[http.send]")).stderr, note("http.send"));
  assert.equal(
    (await gateWith("[http.send]", ["--allow-builtin", "rand.intn", "--allow-builtin", "http.send"])).stderr,
    note("http.send, rand.intn"),
  );
});

test("another name is wrong usage, with the nearest one", async () => {
  const { exitCode, stdout, stderr } = await touchstone(["scan", ...args, "--allow-builtin", "http.sent"], {
    cwd: folder,
  });
  assert.deepEqual(
    [exitCode, stdout, stderr],
    [
      3,
      "",
      "error: --allow-builtin http.sent: there is no such builtin function to allow; did you mean http.send? [E_USAGE]\n" +
        "  These are off unless they are allowed: http.send, net.lookup_ip_addr, opa.runtime, rand.intn. All of OPA's others are on.\n",
    ],
  );
  const configured = await gateWith("[http.send, rand.int]");
  assert.equal(configured.exitCode, 3);
  assert.match(
    configured.stderr,
    /^error: touchstone\.yaml:2:28: allowBuiltins\[1\] must be one of .*, not "rand\.int"; did you mean rand\.intn\?/,
  );
});

test("the schema of touchstone.yaml knows the same names", () => {
  const schema = JSON.parse(readFileSync(join(repository, "schemas/touchstone.schema.json"), "utf8")) as {
    readonly properties: { readonly allowBuiltins: { readonly items: { readonly enum: readonly string[] } } };
  };
  assert.deepEqual(schema.properties.allowBuiltins.items.enum, [...guardedBuiltins]);
});
