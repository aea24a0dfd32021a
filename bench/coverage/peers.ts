// The peers whose checks are compared: how their checks are listed, and how their verdicts on a corpus are got.
import { relative } from "node:path";
import { newestKubernetes, showKubernetesVersion } from "../../src/model/index.ts";
import { BenchError } from "../bench-error.ts";
import { runProcess } from "../run-process.ts";
import type { Program, Tool } from "../tool.ts";
import { checkov } from "../tools/checkov.ts";
import { kubeScore } from "../tools/kube-score.ts";
import { touchstone } from "../tools/touchstone.ts";
import type { ManifestObject } from "./read-manifests.ts";
import type { PeerName } from "./read-peer-data.ts";
import { readCheckovList, reduceCheckov } from "./reduce-checkov.ts";
import { readKubeScoreList, reduceKubeScore } from "./reduce-kube-score.ts";
import { reduceTouchstone } from "./reduce-touchstone.ts";
import { VerdictLog, type ObjectKey, type Verdicts } from "./verdicts.ts";

export interface PeerRun {
  readonly program: Program;
  /** Where the manifests are, and those of them that hold an object. */
  readonly corpus: string;
  readonly files: readonly string[];
  readonly objects: ReadonlyMap<ObjectKey, ManifestObject>;
  /** A working directory without configuration of any tool. */
  readonly folder: string;
}

export interface Peer {
  readonly tool: Tool;
  /** The ids of all of its checks for Kubernetes. */
  list(run: PeerRun): Promise<readonly string[]>;
  judge(run: PeerRun): Promise<Verdicts>;
}

export const peers: Readonly<Record<PeerName, Peer>> = {
  // File by file: each is a system of its own, as a rendered chart is, and kube-score sees a name only once in a run.
  "kube-score": {
    tool: kubeScore,
    list: async (run) => readKubeScoreList(await output(kubeScore, run, ["list"])),
    async judge(run) {
      const log = new VerdictLog();
      const version = `v${showKubernetesVersion(newestKubernetes)}`;
      const options = ["--output-format", "json", "--all-default-optional", "--kubernetes-version", version];
      for (const file of run.files) {
        const stdout = await output(kubeScore, run, ["score", ...options, file]);
        reduceKubeScore(stdout, relative(run.corpus, file), log);
      }
      return log.verdicts;
    },
  },
  checkov: {
    tool: checkov,
    list: async (run) => readCheckovList(await output(checkov, run, ["--list", "--framework", "kubernetes"])),
    async judge(run) {
      const log = new VerdictLog();
      const options = ["--framework", "kubernetes", "--compact", "--skip-download", "--output", "json"];
      const stdout = await output(checkov, run, ["--directory", run.corpus, ...options]);
      reduceCheckov(stdout, run.objects, log);
      return log.verdicts;
    },
  },
};

/** Touchstone's verdicts, file by file as kube-score's are. */
export async function judgeByTouchstone(run: PeerRun): Promise<Verdicts> {
  const log = new VerdictLog();
  for (const file of run.files) {
    const command = { ...run, program: { ...run.program, file: process.execPath } };
    const stdout = await output(touchstone, command, [
      run.program.file,
      "scan",
      file,
      "--keep-going",
      "--format",
      "json",
    ]);
    reduceTouchstone(stdout, relative(run.corpus, file), log);
  }
  return log.verdicts;
}

/** @throws BenchError when the tool ends with a code that it does not end with when it has done its work */
async function output(tool: Tool, { program, folder }: PeerRun, args: readonly string[]): Promise<string> {
  const command = { file: program.file, args };
  const { exitCode, stdout, stderr } = await runProcess(command, { folder, meter: undefined, keepOutput: true });
  if (exitCode !== undefined && tool.exitCodes.includes(exitCode)) return stdout;
  throw new BenchError(`${tool.name} ended with ${exitCode ?? "no exit code"}: ${stderr.trim().slice(-500)}`);
}
