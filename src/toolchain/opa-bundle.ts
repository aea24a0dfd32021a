// What only OPA can do with a bundle: turn its Rego v0 into v1.
import { RegoError, startRegoToolchain, type RegoSources, type RegoToolchain } from "./rego-toolchain.ts";

export interface OpaBundles {
  /**
   * The modules that the manifest says are in Rego v0, as v1, by the same names. `shown` is what messages call the bundle.
   * @throws RegoError with the place of everything that is wrong
   */
  upgrade(manifest: object, modules: RegoSources, shown: string): Promise<RegoSources>;
}

/** The embedded OPA is started when it is first asked. */
export function opaBundles(wasmFile: string): OpaBundles {
  let started: Promise<RegoToolchain> | undefined;
  const toolchain = (): Promise<RegoToolchain> => (started ??= startRegoToolchain(wasmFile));
  return {
    async upgrade(manifest, modules, shown) {
      try {
        const answer = (await toolchain()).ask({ op: "upgrade-bundle", manifest, modules });
        return (answer as { readonly upgraded: RegoSources }).upgraded;
      } catch (thrown) {
        if (!(thrown instanceof RegoError)) throw thrown;
        throw new RegoError(thrown.problems.map((one) => ({ ...one, file: one.file && `${shown}/${one.file}` })));
      }
    },
  };
}
