// Runs the tests with Node's own runner, after building the programs that they compare ours with.
import { globSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { root, runStep } from "./build-step.ts";
import { buildNative, moduleFolder } from "./go.ts";
import { installScanners } from "./install-scanners.ts";

/** `args` are files to run in place of all of them, or options of `node --test`. */
export async function test(args: readonly string[]): Promise<void> {
  await buildPeers();
  await installScanners();
  const files = args.filter((arg) => !arg.startsWith("-"));
  const options = args.filter((arg) => arg.startsWith("-"));
  const wanted =
    files.length > 0 ? files : await withoutOpenssl(globSync("test/**/*.test.ts", { cwd: root }).toSorted());
  const result = await execa(process.execPath, ["--test", "--test-reporter=spec", ...options, ...wanted], {
    cwd: root,
    stdio: "inherit",
    reject: false,
    env: { NODE_NO_WARNINGS: "1" },
  });
  process.exitCode = result.exitCode ?? 3;
}

/** Tests that start servers of OpenSSL, and certificates made by it, from their first line on. */
const ofOpenssl =
  /^test[\\/](?:tls|evidence[\\/]tls|cli)[\\/](?:agreement|begin-tls|limits|measurements|collect-tls)\.test\.ts$/;

/** All files, or those that can do without the program where it is missing; the others are named. */
async function withoutOpenssl(files: readonly string[]): Promise<readonly string[]> {
  const { failed } = await execa("openssl", ["version"], { reject: false });
  if (!failed) return files;
  const left = files.filter((file) => ofOpenssl.test(file));
  process.stderr.write(`set-up: the program openssl is missing; these tests are skipped: ${left.join(", ")}\n`);
  return files.filter((file) => !left.includes(file));
}

const podSecurity = ".cache/tools/pss";

/** Written once, so that tests need neither Go nor the folder of its modules. */
async function readPodSecurity(): Promise<void> {
  await buildNative("toolchain/pss", ".", podSecurity, []);
  const module = await moduleFolder("toolchain/pss", "k8s.io/pod-security-admission");
  const file = join(root, `${podSecurity}.jsonl`);
  await execa(join(root, podSecurity), [module], { stdout: { file: `${file}.part` } });
  await rename(`${file}.part`, file);
}

/** Native Helm and OPA, which have to agree with the embedded ones, OPA's own cases, compiled, Kubernetes' own pods, and a real API server. */
async function buildPeers(): Promise<void> {
  await runStep({
    name: "build a native Helm to compare with (some minutes the first time)",
    inputs: ["toolchain/native/go.mod", "toolchain/native/go.sum"],
    outputs: [".cache/tools/helm"],
    build: () =>
      buildNative("toolchain/native", "helm.sh/helm/v4/cmd/helm", ".cache/tools/helm", [
        "-X helm.sh/helm/v4/internal/version.version=v4.3.1",
      ]),
  });
  await runStep({
    name: "build a native OPA to compare with (some minutes the first time)",
    inputs: ["toolchain/native-opa/go.mod", "toolchain/native-opa/go.sum"],
    outputs: [".cache/tools/opa"],
    build: () => buildNative("toolchain/native-opa", "github.com/open-policy-agent/opa", ".cache/tools/opa", []),
  });
  await runStep({
    name: "build the compiler of OPA's conformance cases",
    inputs: ["toolchain/conformance/**"],
    outputs: [".cache/tools/conformance"],
    build: () => buildNative("toolchain/conformance", ".", ".cache/tools/conformance", []),
  });
  await runStep({
    name: "read the fixtures of Kubernetes' Pod Security admission",
    inputs: ["toolchain/pss/**"],
    outputs: [podSecurity, `${podSecurity}.jsonl`],
    build: readPodSecurity,
  });
  await runStep({
    name: "build a real API server to compare with (some minutes the first time)",
    inputs: ["toolchain/api-server/**"],
    outputs: [".cache/tools/api-server"],
    build: () => buildNative("toolchain/api-server", ".", ".cache/tools/api-server", []),
  });
}
