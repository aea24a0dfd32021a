// What Secrets, and the API server's configuration of encryption, say of the age of the credentials in them.
import { isEncryptionConfiguration } from "../rotation/encryption-keys.ts";
import type { Credentials } from "../rotation/index.ts";
import type { Insider } from "./insider.ts";

export const credentials: Insider<Credentials> = {
  gives: ["credential"],
  reads: (object) => (object.kind === "Secret" && object.apiVersion === "v1") || isEncryptionConfiguration(object),
  load: async () => new (await import("../rotation/index.ts")).Credentials(),
};
