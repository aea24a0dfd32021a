// Makes signed envelopes for tests, with keys that are made here and nowhere else.
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { preAuthenticationEncoding } from "../../../src/evidence/signatures/dsse.ts";
import { trustedKeysIn, type TrustedKey } from "../../../src/evidence/signatures/trusted-keys.ts";

export const inToto = "application/vnd.in-toto+json";
export const digest = "4f0c9c1d0f2d6b1f6f0f5f5bb7f8f3b1a2a1c3d4e5f60718293a4b5c6d7e8f90";

export interface Signer {
  readonly privateKey: KeyObject;
  readonly pem: string;
  readonly trusted: TrustedKey;
}

export function signerOf({
  privateKey,
  publicKey,
}: {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}): Signer {
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const [trusted] = trustedKeysIn(pem, "key.pub");
  if (!trusted) throw new Error("no key");
  return { privateKey, pem, trusted };
}

export const ecdsa = signerOf(generateKeyPairSync("ec", { namedCurve: "P-256" }));

/** A statement that the orchestrator's image was built by a builder of its own. */
export function provenance(more: object = {}): object {
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "registry.example.com/agents/orchestrator", digest: { sha256: digest } }],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: "https://ci.example.com/build-types/image/v1",
        externalParameters: { source: "git+https://git.example.com/agents/orchestrator.git@refs/tags/v1.8.0" },
        resolvedDependencies: [
          { uri: "pkg:oci/node@sha256:00", digest: { sha256: "00" } },
          {
            uri: "git+https://git.example.com/agents/orchestrator@refs/tags/v1.8.0",
            digest: { gitCommit: "1f0e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c" },
          },
        ],
      },
      runDetails: {
        builder: { id: "https://ci.example.com/builders/release@v2" },
        metadata: { startedOn: "2025-12-30T22:00:00Z", finishedOn: "2025-12-31T00:00:00Z" },
      },
    },
    ...more,
  };
}

export interface SignOptions {
  readonly hash?: string;
  readonly dsaEncoding?: "der" | "ieee-p1363";
  readonly padding?: number;
  readonly saltLength?: number;
}

/** DSSE, signed with SHA-256 where the kind of key does not say how. */
export function dsse(statement: object, signer: Signer = ecdsa, options: SignOptions = {}): Record<string, unknown> {
  const body = Buffer.from(JSON.stringify(statement));
  const { hash = signer.privateKey.asymmetricKeyType === "ed25519" ? null : "sha256", ...more } = options;
  const sig = sign(hash, preAuthenticationEncoding(inToto, body), { key: signer.privateKey, ...more });
  return {
    payloadType: inToto,
    payload: body.toString("base64"),
    signatures: [{ sig: sig.toString("base64"), keyid: "" }],
  };
}

/** As `cosign download signature` prints it. */
export function simpleSigning(signer: Signer = ecdsa, image: string = digest): Record<string, unknown> {
  const payload = Buffer.from(
    JSON.stringify({
      critical: {
        identity: { "docker-reference": "registry.example.com/agents/orchestrator" },
        image: { "docker-manifest-digest": `sha256:${image}` },
        type: "cosign container image signature",
      },
      optional: null,
    }),
  );
  const signature = sign("sha256", payload, signer.privateKey).toString("base64");
  return { Base64Signature: signature, Payload: payload.toString("base64"), Cert: null, Chain: null, Bundle: null };
}

/** A bundle of Sigstore around an envelope or a signature. */
export function bundle(
  content: object,
  verificationMaterial: object = { publicKey: { hint: "" } },
): Record<string, unknown> {
  return { mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json", verificationMaterial, ...content };
}
