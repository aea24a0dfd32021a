// `--kube-version`, and helm.kubeVersion: the version that checks judge by.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Assessment } from "../../src/model/index.ts";
import { checkSource } from "../rego/compiled.ts";
import { folderOf, pod, scanJson, touchstone, type Run } from "./touchstone.ts";

/** A sysctl that is safe from 1.29 on. */
const tuned = `${pod}  securityContext:
    sysctls:
      - name: net.ipv4.tcp_fin_timeout
        value: "30"
`;
/** Says which target its policies see, in their own module. */
const telling = checkSource(
  "telling",
  `fail contains {"path": [], "details": {"what": version}} if {
	{"kubernetes": {"major": major, "minor": minor}} = data.touchstone.target
	version := concat(".", [format_int(major, 10), format_int(minor, 10)])
}`,
);

function findings({ checks }: Assessment, id: string): readonly string[] {
  return checks.find(({ check }) => check.id === id)?.findings.map(({ message }) => message) ?? ["no such check"];
}

test("a check judges by the version that is named; without one, by the newest that it knows", async () => {
  const folder = await folderOf({ "pod.yaml": tuned });
  for (const [args, kubernetes, messages] of [
    [["--kube-version", "1.28"], "1.28", ["the pod sets the sysctl net.ipv4.tcp_fin_timeout"]],
    [["--kube-version", "v1.29.4-gke.1500"], "1.29", []],
    [[], "1.37", []],
  ] as const) {
    const { assessment, stderr } = await scanJson(["pod.yaml", ...args], { cwd: folder });
    assert.equal(stderr, "");
    assert.deepEqual(findings(assessment, "workload/unsafe-sysctls"), messages);
    assert.equal(assessment.bundle.kubernetes, kubernetes);
  }
});

test("policies of a user's own see it, beside their data and parameters", async () => {
  const folder = await folderOf({ "pod.yaml": pod, "p/telling.rego": telling });
  for (const [args, minor] of [
    [[], 37],
    [["--kube-version", "1.30.1"], 30],
  ] as const) {
    const { assessment } = await scanJson(["pod.yaml", "--policy", "p", ...args], { cwd: folder });
    assert.deepEqual(findings(assessment, "bakery/telling"), [`1.${minor} is wrong`]);
  }
});

test("the bundle's digest covers a version that is not the newest", async () => {
  const folder = await folderOf({ "pod.yaml": pod });
  const digests = [];
  for (const args of [[], ["--kube-version", "1.37.1"], ["--kube-version", "1.36"], ["--kube-version", "1.35"]]) {
    const { assessment } = await scanJson(["pod.yaml", "--checks", "workload/host-pid", ...args], { cwd: folder });
    digests.push(assessment.bundle.digest);
  }
  assert.equal(digests[0], digests[1]);
  assert.equal(new Set(digests).size, 3);
});

test("a gate takes it from touchstone.yaml, and the command line takes its place", async () => {
  const folder = await folderOf({
    "pod.yaml": tuned,
    "touchstone.yaml": 'paths: [pod.yaml]\nhelm: { kubeVersion: "1.28" }\n',
  });
  const gate = async (...args: readonly string[]): Promise<Assessment> =>
    JSON.parse((await touchstone(["gate", "--format", "json", ...args], { cwd: folder })).stdout) as Assessment;
  assert.equal(findings(await gate(), "workload/unsafe-sysctls").length, 1);
  assert.deepEqual(findings(await gate("--kube-version", "1.30"), "workload/unsafe-sysctls"), []);
});

test("a version that is newer than all that the checks know is judged by the newest, which a note says", async () => {
  const folder = await folderOf({ "pod.yaml": tuned });
  const { assessment, stderr } = await scanJson(["pod.yaml", "--kube-version", "1.40"], { cwd: folder });
  assert.equal(stderr, "note: the checks know Kubernetes up to 1.37, and judge 1.40 by it\n");
  assert.deepEqual(findings(assessment, "workload/unsafe-sysctls"), []);
  assert.equal(assessment.bundle.kubernetes, "1.40");
});

test("what is no version, or is too old, is refused, in touchstone.yaml with its line: 3", async () => {
  const hint = "Give one such as 1.34 or v1.34.2; the checks know 1.23 to 1.37, and judge newer ones by 1.37.";
  const refused = ({ exitCode, stdout, stderr }: Run, error: string): void => {
    assert.deepEqual({ exitCode, stdout, stderr }, { exitCode: 3, stdout: "", stderr: `error: ${error}\n  ${hint}\n` });
  };
  const config = (version: string): string => `paths: [pod.yaml]\nhelm:\n  kubeVersion: "${version}"\n`;
  const folder = await folderOf({ "pod.yaml": pod, "old.yaml": config("1.20"), "typo.yaml": config("1,34") });
  const run = (...args: readonly string[]): Promise<Run> => touchstone(args, { cwd: folder });
  refused(await run("scan", "pod.yaml", "--kube-version", "latest"), '"latest" is no version of Kubernetes [E_USAGE]');
  refused(await run("gate", "pod.yaml", "--kube-version", "1.22"), "the checks do not know Kubernetes 1.22 [E_USAGE]");
  refused(await run("gate", "--config", "old.yaml"), "old.yaml:3:3: the checks do not know Kubernetes 1.20 [E_CONFIG]");
  refused(await run("gate", "--config", "typo.yaml"), 'typo.yaml:3:3: "1,34" is no version of Kubernetes [E_CONFIG]');
});

test("integers beyond 2^53 in a user's data stay what they are, with a version and with parameters", async () => {
  const exact = checkSource(
    "exact",
    `fail contains {"path": [], "details": {"what": data.bakery.serial}} if data.touchstone.parameters["bakery/exact"].told`,
  ).replace("package", "#   parameters:\n#     told: { description: Whether., default: true }\npackage");
  const folder = await folderOf({
    "pod.yaml": pod,
    "p/exact.rego": exact,
    "p/bakery/data.yaml": "serial: 9007199254740993\n",
  });
  const { assessment } = await scanJson(["pod.yaml", "--policy", "p", "--kube-version", "1.30"], { cwd: folder });
  assert.deepEqual(findings(assessment, "bakery/exact"), ["9007199254740993 is wrong"]);
});
