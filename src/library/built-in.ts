// The checks, catalogues and mappings that come with Touchstone, as the set-up compiled and checked them.
import { readFile } from "node:fs/promises";
import {
  TouchstoneError,
  messageOf,
  newestKubernetes,
  type Bundle,
  type Check,
  type Framework,
  type KubernetesVersion,
  type Mapping,
} from "../model/index.ts";
import { packageFile } from "../package-root.ts";

/** `dist/library.json`; the compiled checks are beside it in `policies.wasm`. */
export interface BuiltInLibrary {
  readonly digest: string;
  readonly checks: readonly Check[];
  readonly frameworks: readonly Framework[];
  readonly mappings: readonly Mapping[];
  /** Those of what touchstone.yaml may state, by kinds of intents. */
  readonly intentMappings: readonly Mapping[];
}

/** Everything that judges, as one immutable value. */
export interface Library {
  readonly bundle: Bundle;
  /** Every catalogue there is; which of them are in scope is the assessment's business. */
  readonly frameworks: readonly Framework[];
  readonly mappings: readonly Mapping[];
  /** What the checks judge for. */
  readonly target: KubernetesVersion;
}

/** @throws TouchstoneError E_TOOLCHAIN when the files are missing */
export async function loadBuiltIn(): Promise<Library & Pick<BuiltInLibrary, "intentMappings">> {
  try {
    const [text, wasm] = await Promise.all([
      readFile(packageFile("dist", "library.json"), "utf8"),
      readFile(packageFile("dist", "policies.wasm")),
    ]);
    const { digest, checks, frameworks, mappings, intentMappings } = JSON.parse(text) as BuiltInLibrary;
    const module = { origin: "built-in", wasm: new Uint8Array(wasm), data: "{}", checks } as const;
    const bundle = { checks, digest, modules: [module] };
    return { bundle, frameworks, mappings, intentMappings, target: newestKubernetes };
  } catch (cause) {
    throw new TouchstoneError(
      "E_TOOLCHAIN",
      `the built-in checks cannot be loaded: ${messageOf(cause)}`,
      "Reinstall Touchstone; in a source tree run `npm run setup`.",
      cause,
    );
  }
}
