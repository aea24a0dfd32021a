// Certificates inside of Secrets, ConfigMaps, webhooks and APIs.
import type { KubernetesObject } from "../collected.ts";
import { isMapping } from "../json.ts";
import type { Insider } from "./insider.ts";

const bundleKinds = new Set([
  "ValidatingWebhookConfiguration",
  "MutatingWebhookConfiguration",
  "APIService",
  "CustomResourceDefinition",
]);

export const certificates: Insider = {
  gives: ["certificate", "credential"],
  reads: mayHoldCertificates,
  load: async () => new (await import("../certificates/index.ts")).ObjectCertificates(),
};

function mayHoldCertificates({ kind, data, stringData, binaryData, type }: KubernetesObject): boolean {
  if (kind === "ConfigMap") return has(data, plain) || has(binaryData, encoded);
  if (kind === "Secret") return type === "kubernetes.io/tls" || has(stringData, plain) || has(data, encoded);
  return bundleKinds.has(kind);
}

const plain = /-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/;
/** The beginning of that in base64, in each of the three ways in which letters fall on bytes. */
const encoded = /LS0tLS1CRUdJTi|0tLS0tQkVHSU4g|tLS0tLUJFR0lOI/;

function has(values: unknown, pattern: RegExp): boolean {
  return isMapping(values) && Object.values(values).some((value) => typeof value === "string" && pattern.test(value));
}
