// Builds a kustomization with the kustomize or kubectl of this machine.
import { execa } from "execa";
import { TouchstoneError } from "../model/index.ts";

export interface BuiltKustomization {
  readonly manifest: string;
  readonly tool: string;
  /** Of kustomize, which kubectl carries as well; empty when the tool does not say. */
  readonly version: string;
}

interface Builder {
  readonly tool: string;
  readonly build: readonly string[];
  readonly version: readonly string[];
}

const builders: readonly Builder[] = [
  { tool: "kustomize", build: ["build"], version: ["version"] },
  { tool: "kubectl", build: ["kustomize"], version: ["version", "--client"] },
];

/** What the system says of a program that is not there, or is none. */
const cannotStart = new Set(["ENOENT", "EACCES", "ENOEXEC"]);

/** @throws TouchstoneError E_KUSTOMIZE */
export async function buildKustomization(folder: string): Promise<BuiltKustomization> {
  for (const { tool, build, version } of builders) {
    const [built, asked] = await Promise.all([run(tool, [...build, folder]), run(tool, version)]);
    if (built.code !== undefined && cannotStart.has(built.code)) continue;
    if (!built.failed) return { manifest: built.stdout, tool, version: versionIn(asked.stdout) };
    const reason = built.stderr.trim() || built.shortMessage;
    throw new TouchstoneError("E_KUSTOMIZE", reason, `Make \`${[tool, ...build, folder].join(" ")}\` work first.`);
  }
  throw new TouchstoneError(
    "E_KUSTOMIZE",
    "this is a kustomization, and there is no kustomize or kubectl on the PATH to build it",
    "Install one of them, or scan the output of `kustomize build` through standard input.",
  );
}

interface Run {
  readonly failed: boolean;
  /** Why the program did not start, if it did not. */
  readonly code: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly shortMessage: string;
}

async function run(tool: string, args: readonly string[]): Promise<Run> {
  const { failed, code, stdout, stderr, shortMessage } = await execa(tool, args, {
    reject: false,
    stdin: "ignore",
    timeout: 120_000,
    maxBuffer: 256 * 1024 * 1024,
  });
  return { failed, code, stdout, stderr, shortMessage: shortMessage ?? "" };
}

function versionIn(text: string): string {
  return (/^Kustomize Version: (\S+)/m.exec(text) ?? /^(v\d\S*)$/m.exec(text))?.[1] ?? "";
}
