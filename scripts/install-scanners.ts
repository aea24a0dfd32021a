// Installs real scanners for the tests into .cache/scanners, in pinned versions, from package registries.
// Not among them: cargo-audit and cargo-deny, which take many minutes to build; trivy, grype and osv-scanner, which need a
// database that no package registry has.
import { existsSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { root, runStep } from "./build-step.ts";
import { SetupError } from "./go.ts";

/** Where programs are found under their names; npm comes with Node.js. */
const scannersFolder: string = join(root, ".cache/scanners/bin");

/** Their versions; checkov's is also the one that benchmarks compare with. */
export const pythonScanners = {
  bandit: "1.9.4",
  semgrep: "1.185.0",
  checkov: "3.3.30",
  "pip-audit": "2.10.1",
} as const satisfies Readonly<Record<string, string>>;
const gitleaksVersion = "8.30.1";

/** What cannot be installed is said and left out: the tests then say that they are skipped. */
export async function installScanners(): Promise<void> {
  await mkdir(scannersFolder, { recursive: true });
  for (const [name, version] of Object.entries(pythonScanners))
    await tryStep(name, version, () => installPython(name, version));
  await tryStep("gitleaks", gitleaksVersion, installGitleaks);
}

async function tryStep(name: string, version: string, build: () => Promise<void>): Promise<void> {
  try {
    await runStep({
      name: `install ${name} ${version} for the tests`,
      inputs: [],
      salt: version,
      outputs: [`.cache/scanners/bin/${name}`],
      build,
    });
  } catch (thrown) {
    if (!(thrown instanceof SetupError)) throw thrown;
    process.stderr.write(`set-up: ${thrown.message}; its tests will be skipped\n`);
  }
}

/** Each has an environment of its own, so that none decides which versions another one gets. */
async function installPython(name: string, version: string): Promise<void> {
  const environment = join(root, ".cache/scanners", name);
  await rm(environment, { recursive: true, force: true });
  await run(name, "python3", ["-m", "venv", environment]);
  const pip = ["install", "--quiet", "--disable-pip-version-check", `${name}==${version}`];
  await run(name, join(environment, "bin/pip"), pip);
  const link = join(scannersFolder, name);
  await rm(link, { force: true });
  await symlink(join("..", name, "bin", name), link);
  if (!existsSync(link)) throw new SetupError(`${name} was installed and has no program of that name`);
}

async function installGitleaks(): Promise<void> {
  const module = "github.com/zricethezav/gitleaks/v8";
  // It knows its version only when it is told.
  const flags = `-ldflags=-s -w -X ${module}/version.Version=${gitleaksVersion}`;
  await run("gitleaks", "go", ["install", flags, `${module}@v${gitleaksVersion}`], {
    GOBIN: scannersFolder,
    GOFLAGS: "",
  });
}

/** @throws SetupError */
async function run(
  name: string,
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const result = await execa(file, args, { reject: false, stdin: "ignore", env, timeout: 600_000, all: true });
  if (result.failed) {
    const said = (result.all ?? "").trim().split("\n").at(-1) ?? "";
    throw new SetupError(`${name} could not be installed: ${said === "" ? (result.shortMessage ?? file) : said}`);
  }
}
