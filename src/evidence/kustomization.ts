// Builds a kustomization with the kustomize or kubectl of this machine.
import { execa } from "execa";
import { TouchstoneError } from "../model/index.ts";

/** @throws TouchstoneError E_KUSTOMIZE */
export async function buildKustomization(folder: string): Promise<{ manifest: string; tool: string }> {
  for (const [tool, ...args] of [
    ["kustomize", "build", folder],
    ["kubectl", "kustomize", folder],
  ] as const) {
    const result = await execa(tool, args, { reject: false, stdin: "ignore", timeout: 120_000, maxBuffer: 256 * 1024 * 1024 });
    if (result.code === "ENOENT") continue;
    if (!result.failed) return { manifest: result.stdout, tool };
    const reason = result.stderr.trim() || result.shortMessage;
    throw new TouchstoneError("E_KUSTOMIZE", `${folder}: ${reason}`, `Make \`${tool} ${args.join(" ")}\` work first.`);
  }
  throw new TouchstoneError(
    "E_KUSTOMIZE",
    `${folder} is a kustomization, and there is no kustomize or kubectl on the PATH to build it`,
    "Install one of them, or scan the output of `kustomize build` through standard input.",
  );
}
