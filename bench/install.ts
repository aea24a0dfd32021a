// `bench install`: builds the peers that are missing into .cache/tools, in pinned versions. Tests and CI never do this.
import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { pythonScanners } from "../scripts/install-scanners.ts";
import { environmentFolder, toolsFolder } from "./locate-program.ts";

interface Peer {
  readonly name: string;
  /** Where it will be. */
  readonly file: string;
  readonly steps: readonly Step[];
}

interface Step {
  readonly file: string;
  readonly args: readonly string[];
  /** What to do when there is no such program. */
  readonly needs: string;
}

const peers: readonly Peer[] = [
  goPeer("kube-score", "github.com/zegl/kube-score/cmd/kube-score@v1.20.0"),
  goPeer("conftest", "github.com/open-policy-agent/conftest@v0.71.1"),
  goPeer("opa", "github.com/open-policy-agent/opa@v1.22.2"),
  pythonPeer("checkov", `checkov==${pythonScanners.checkov}`),
];

function goPeer(name: string, module: string): Peer {
  const step = { file: "go", args: ["install", module], needs: "install Go (https://go.dev/doc/install)" };
  return { name, file: join(toolsFolder, name), steps: [step] };
}

function pythonPeer(name: string, requirement: string): Peer {
  const needs = "install Python 3 with its venv module";
  const environment = join(environmentFolder, "bin");
  return {
    name,
    file: join(environment, name),
    steps: [
      { file: "python3", args: ["-m", "venv", environmentFolder], needs },
      { file: join(environment, "pip"), args: ["install", "--quiet", requirement], needs },
    ],
  };
}

/** Whether all of them are there now; one that cannot be installed does not stop the others. */
export async function installPeers(progress: (line: string) => void): Promise<boolean> {
  await mkdir(toolsFolder, { recursive: true });
  let complete = true;
  for (const peer of peers) {
    if (await exists(peer.file)) {
      progress(`${peer.name}: is there`);
      continue;
    }
    progress(`${peer.name}: installing`);
    const problem = await install(peer);
    complete &&= problem === undefined;
    progress(`${peer.name}: ${problem ?? "installed"}`);
  }
  return complete;
}

/** What went wrong, in words. */
async function install({ name, file, steps }: Peer): Promise<string | undefined> {
  for (const step of steps) {
    const environment = { GOBIN: toolsFolder };
    const result = await execa(step.file, step.args, { reject: false, stdin: "ignore", env: environment, all: true });
    if (result.code === "ENOENT") return `${step.file} was not found: ${step.needs}`;
    if (result.failed) return `${step.file} failed:\n${result.all || result.message}`;
  }
  return (await exists(file)) ? undefined : `${name} was installed, but is not at ${file}`;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
