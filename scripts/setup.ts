// The whole set-up: the embedded toolchain, the program, the library of checks. What has not changed is not built again.
import { runStep } from "./build-step.ts";
import { buildProgram } from "./build-program.ts";
import { buildReactor, requireGo } from "./go.ts";

/**
 * Builds everything below `dist/`.
 * @throws SetupError when the machine lacks something
 */
export async function setUp(): Promise<void> {
  await runStep({
    name: "build the Rego toolchain (OPA to WebAssembly; a minute or two the first time)",
    inputs: ["toolchain/rego/**"],
    outputs: ["dist/toolchain/rego.wasm"],
    build: () => goReactor("toolchain/rego", "dist/toolchain/rego.wasm", []),
  });
  await runStep({
    name: "build the Helm engine (Helm to WebAssembly)",
    inputs: ["toolchain/helm/**"],
    outputs: ["dist/toolchain/helm.wasm"],
    build: () => goReactor("toolchain/helm", "dist/toolchain/helm.wasm", ["nethttpomithttp2"]),
  });
  await runStep({
    name: "build the program",
    inputs: ["src/**", "scripts/build-program.ts", "tsconfig*.json", "package.json", "package-lock.json"],
    outputs: ["dist/cli.js", "dist/policy.js", "dist/worker.js", "dist/network-worker.js", "dist/index.js"],
    build: buildProgram,
  });
  await runStep({
    name: "compile the checks",
    inputs: [
      "policies/**/*.rego",
      "controls/**",
      "mappings/**",
      "src/library/**",
      "src/model/**",
      "src/yaml/**",
      "toolchain/rego/**",
    ],
    outputs: ["dist/library.json", "dist/policies.wasm"],
    build: async () => (await import("./build-library.ts")).buildLibrary(),
  });
}

async function goReactor(folder: string, output: string, tags: readonly string[]): Promise<void> {
  await requireGo();
  await buildReactor(folder, output, tags);
}
