// Bills as their tools write them: npm, cyclonedx-npm, cargo-cyclonedx, Syft and Trivy.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Bill, Component } from "../../../src/model/index.ts";
import { readPaths } from "./read.ts";

async function sample(
  name: string,
): Promise<{ readonly bill: Bill | undefined; readonly components: readonly object[] }> {
  const { bills, components, problems } = await readPaths([join(import.meta.dirname, "samples", name)]);
  assert.deepEqual(problems, []);
  assert.equal(bills.length, 1);
  return { bill: bills[0], components: components.map(({ file: _, ...component }: Component) => component) };
}

const author = "Jon Schlinkert (https://github.com/jonschlinkert)";
const library = { type: "library", licences: ["MIT"], hashes: 1, supplier: "", scope: "" };

test("npm writes CycloneDX with digests, licences and authors", async () => {
  const { bill, components } = await sample("npm.cdx.json");
  assert.deepEqual(bill, {
    format: "cyclonedx",
    specVersion: "1.5",
    ageHours: 1.22,
    describes: { name: "redis-client", version: "1.2.0", type: "library", digest: "" },
    tool: { name: "cli", version: "11.19.1" },
    counts: { components: 3, withoutLicence: 0, withoutHash: 0, withoutVersion: 0 },
    complete: null,
  });
  const npm = { ...library, scope: "required" };
  assert.deepEqual(components, [
    { ...npm, name: "is-number", version: "6.0.0", purl: "pkg:npm/is-number@6.0.0", supplier: author },
    { ...npm, name: "is-odd", version: "3.0.1", purl: "pkg:npm/is-odd@3.0.1", supplier: author },
    { ...npm, name: "ms", version: "2.1.3", purl: "pkg:npm/ms@2.1.3" },
  ]);
});

test("npm writes SPDX, and the described package is no component", async () => {
  const { bill, components } = await sample("npm.spdx.json");
  assert.deepEqual(bill, {
    format: "spdx",
    specVersion: "2.3",
    ageHours: 1.22,
    describes: { name: "redis-client", version: "1.2.0", type: "library", digest: "" },
    tool: { name: "npm/cli", version: "11.19.1" },
    counts: { components: 3, withoutLicence: 0, withoutHash: 0, withoutVersion: 0 },
    complete: null,
  });
  const npm = { ...library, type: "" };
  assert.deepEqual(components, [
    { ...npm, name: "is-number", version: "6.0.0", purl: "pkg:npm/is-number@6.0.0" },
    { ...npm, name: "is-odd", version: "3.0.1", purl: "pkg:npm/is-odd@3.0.1" },
    { ...npm, name: "ms", version: "2.1.3", purl: "pkg:npm/ms@2.1.3" },
  ]);
});

test("cyclonedx-npm writes its tools as components, and no digests where npm knew none", async () => {
  const { bill, components } = await sample("cyclonedx-npm.cdx.json");
  assert.deepEqual(bill, {
    format: "cyclonedx",
    specVersion: "1.6",
    ageHours: 1.2,
    describes: { name: "redis-client", version: "1.2.0", type: "application", digest: "" },
    tool: { name: "npm", version: "11.19.1" },
    counts: { components: 3, withoutLicence: 0, withoutHash: 3, withoutVersion: 0 },
    complete: null,
  });
  assert.deepEqual(components, [
    {
      ...library,
      hashes: 0,
      name: "is-odd",
      version: "3.0.1",
      purl: "pkg:npm/is-odd@3.0.1",
      supplier: "Jon Schlinkert",
    },
    { ...library, hashes: 0, name: "ms", version: "2.1.3", purl: "pkg:npm/ms@2.1.3" },
    {
      ...library,
      hashes: 0,
      name: "is-number",
      version: "6.0.0",
      purl: "pkg:npm/is-number@6.0.0",
      supplier: "Jon Schlinkert",
    },
  ]);
});

test("cargo-cyclonedx writes expressions, and targets within the described package", async () => {
  const { bill, components } = await sample("cargo-cyclonedx.cdx.json");
  assert.deepEqual(bill, {
    format: "cyclonedx",
    specVersion: "1.4",
    ageHours: 38.75,
    describes: { name: "scheduler", version: "0.3.0", type: "application", digest: "" },
    tool: { name: "cargo-cyclonedx", version: "0.5.7" },
    counts: { components: 2, withoutLicence: 1, withoutHash: 1, withoutVersion: 0 },
    complete: null,
  });
  assert.deepEqual(components, [
    {
      name: "itoa",
      version: "1.0.15",
      purl: "pkg:cargo/itoa@1.0.15",
      type: "library",
      licences: ["MIT OR Apache-2.0"],
      hashes: 1,
      supplier: "David Tolnay <dtolnay@gmail.com>",
      scope: "required",
    },
    {
      name: "scheduler",
      version: "0.3.0",
      purl: "pkg:cargo/scheduler@0.3.0?download_url=file://.#src/main.rs",
      type: "application",
      licences: [],
      hashes: 0,
      supplier: "",
      scope: "",
    },
  ]);
});

test("Syft writes packages, the operating system and files of an image", async () => {
  const { bill, components } = await sample("syft-image.cdx.json");
  assert.deepEqual(bill, {
    format: "cyclonedx",
    specVersion: "1.6",
    ageHours: 16,
    describes: {
      name: "registry.example.com/agents",
      version: `sha256:${"a".repeat(64)}`,
      type: "container",
      digest: `sha256:${"a".repeat(64)}`,
    },
    tool: { name: "syft", version: "1.38.0" },
    counts: { components: 3, withoutLicence: 2, withoutHash: 2, withoutVersion: 1 },
    complete: null,
  });
  const purl = "pkg:deb/debian/openssl@3.0.17-1~deb12u3?arch=amd64";
  const none = { licences: [], hashes: 0, supplier: "", scope: "", purl: "" };
  assert.deepEqual(components, [
    {
      ...none,
      name: "openssl",
      version: "3.0.17-1~deb12u3",
      purl,
      type: "library",
      licences: ["Apache-2.0", "Artistic"],
      supplier: "Debian OpenSSL Team",
    },
    { ...none, name: "debian", version: "12", type: "operating-system" },
    { ...none, name: "/usr/bin/openssl", version: "", type: "file", hashes: 1 },
  ]);
});

test("Trivy writes SPDX, in which lock files are told from packages", async () => {
  const { bill, components } = await sample("trivy-image.spdx.json");
  assert.deepEqual(bill, {
    format: "spdx",
    specVersion: "2.3",
    ageHours: 18,
    describes: {
      name: "registry.example.com/agents:2.4.0",
      version: "",
      type: "container",
      digest: `sha256:${"c".repeat(64)}`,
    },
    tool: { name: "trivy", version: "0.68.1" },
    counts: { components: 2, withoutLicence: 1, withoutHash: 1, withoutVersion: 1 },
    complete: null,
  });
  const none = { licences: [], hashes: 0, supplier: "", scope: "", purl: "" };
  assert.deepEqual(components, [
    { ...none, name: "app/package-lock.json", version: "", type: "lock-file" },
    {
      ...none,
      name: "musl",
      version: "1.2.5-r10",
      purl: "pkg:apk/alpine/musl@1.2.5-r10?arch=x86_64&distro=3.22.1",
      type: "library",
      licences: ["MIT"],
      hashes: 1,
      supplier: "Timo Teras",
    },
  ]);
});
