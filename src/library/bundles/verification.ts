// The key that bundles must be signed with: read from its file, with the algorithm that fits it.
import { createPublicKey, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { TouchstoneError, messageOf } from "../../model/index.ts";

/** What a user says of the key. */
export interface VerificationSettings {
  /** A file with a public key or a certificate in PEM, or with the secret of an HMAC. */
  readonly key: string;
  /** The key's name; a signature that names another key is refused. */
  readonly keyId?: string;
  /** The scope that a signature must have; without one it must have none. */
  readonly scope?: string;
  /** Such as ES256. The default follows from a public key; for a secret it must be said. */
  readonly algorithm?: string;
}

/** What OPA needs to verify a signature. */
export interface Verification {
  readonly key: string;
  readonly algorithm: string;
  readonly keyId: string;
  readonly scope: string;
}

/** @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE, E_SIGNATURE */
export async function readVerification(settings: VerificationSettings): Promise<Verification> {
  const { key: file, keyId = "", scope = "", algorithm } = settings;
  const text = await readKey(file);
  const pem = text.includes("-----BEGIN ");
  const publicKey = pem ? parsePem(text, file) : undefined;
  if (!publicKey && algorithm === undefined) {
    // Never guessed: a public key in another form, taken for a secret, is a secret that everybody knows.
    throw unfit(
      file,
      "it is no PEM",
      "Name a public key in PEM; for the secret of an HMAC, say --verification-alg HS256.",
    );
  }
  const fitting = publicKey ? algorithmsOf(publicKey) : ["HS256", "HS384", "HS512"];
  const [usual] = fitting;
  if (usual === undefined)
    throw unfit(file, "its kind of key signs no bundles", "Use an RSA or an elliptic curve key.");
  if (algorithm !== undefined && !fitting.includes(algorithm)) {
    const hint = `With this key it is one of ${fitting.join(", ")}.`;
    throw unfit(file, `the algorithm ${algorithm} is not one for ${pem ? "this key" : "a secret"}`, hint);
  }
  if (text === "") throw unfit(file, "the secret is empty", "Name the file with the key or the secret.");
  const key = publicKey ? publicKey.export({ type: "spki", format: "pem" }).toString() : text;
  return { key, algorithm: algorithm ?? usual, keyId, scope };
}

async function readKey(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    if (missing) {
      const message = `the verification key ${file} does not exist`;
      throw new TouchstoneError("E_PATH_MISSING", message, "Check the path after --verification-key.", cause);
    }
    const message = `the verification key ${file} cannot be read: ${messageOf(cause)}`;
    throw new TouchstoneError("E_UNREADABLE", message, "Name a file, and check its permissions.", cause);
  }
}

function parsePem(text: string, file: string): KeyObject {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    throw unfit(file, "it is a private key", "Name the public key: the private one stays where bundles are signed.");
  }
  try {
    return createPublicKey(text);
  } catch (cause) {
    throw unfit(file, messageOf(cause), "Name a public key or a certificate in PEM.", cause);
  }
}

/** The usual one first. */
function algorithmsOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): readonly string[] {
  if (asymmetricKeyType === "rsa") return ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
  if (asymmetricKeyType !== "ec") return [];
  const curves: Readonly<Record<string, string>> = { prime256v1: "ES256", secp384r1: "ES384", secp521r1: "ES512" };
  const algorithm = curves[asymmetricKeyDetails?.namedCurve ?? ""];
  return algorithm === undefined ? [] : [algorithm];
}

function unfit(file: string, reason: string, hint: string, cause?: unknown): TouchstoneError {
  return new TouchstoneError("E_SIGNATURE", `${file} is of no use as a verification key: ${reason}`, hint, cause);
}
