// What Secrets, and the API server's configuration of encryption, say of the age of the credentials in them.
import type { Credentials } from "../rotation/index.ts";
import type { Insider } from "./insider.ts";

export const credentials: Insider<Credentials> = {
  gives: ["credential"],
  reads: ({ kind, apiVersion }) =>
    (kind === "Secret" && apiVersion === "v1") ||
    (kind === "EncryptionConfiguration" && apiVersion.startsWith("apiserver.config.k8s.io/")),
  load: async () => new (await import("../rotation/index.ts")).Credentials(),
};
