// What only OPA can do with a bundle: turn its Rego v0 into v1, and verify its signature.
import { RegoError, startRegoToolchain, type RegoSources, type RegoToolchain } from "./rego-toolchain.ts";

export interface OpaBundles {
  /**
   * The modules that the manifest says are in Rego v0, as v1, by the same names. `shown` is what messages call the bundle.
   * @throws RegoError with the place of everything that is wrong
   */
  upgrade(manifest: object, modules: RegoSources, shown: string): Promise<RegoSources>;
  /**
   * What is wrong with the files' signature, which is among them; nothing when it holds. `folder` may stand before the
   * names that were signed; it is empty for an archive.
   */
  verify(
    files: ReadonlyMap<string, Buffer>,
    folder: string,
    verification: BundleVerification,
  ): Promise<readonly BundleProblem[]>;
}

export interface BundleVerification {
  /** A public key in PEM, or the secret of an HMAC. */
  readonly key: string;
  readonly algorithm: string;
  /** Empty when the key has no name. */
  readonly keyId: string;
  readonly scope: string;
}

/** The codes are those of toolchain/rego/bundle.go. */
export interface BundleProblem {
  readonly code: string;
  readonly file: string;
  readonly message: string;
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
    async verify(files, folder, verification) {
      const encoded = Object.fromEntries([...files].map(([path, content]) => [path, content.toString("base64")]));
      const answer = (await toolchain()).ask({ op: "verify-bundle", files: encoded, folder, verification });
      return (answer as { readonly problems: readonly BundleProblem[] }).problems;
    },
  };
}
