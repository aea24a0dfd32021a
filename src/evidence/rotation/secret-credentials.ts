// What the metadata of a Secret say of its age, and what kind of credential its type is.
import type { Credential, CredentialKind } from "../../model/index.ts";
import { asObject, asText } from "../json.ts";
import type { KubernetesObject } from "../collected.ts";

/** A TLS Secret is as old as its certificate, and a release of Helm holds manifests. */
const kinds: Readonly<Record<string, CredentialKind | "none">> = {
  "kubernetes.io/tls": "none",
  "helm.sh/release.v1": "none",
  "kubernetes.io/service-account-token": "token",
  "bootstrap.kubernetes.io/token": "token",
  "kubernetes.io/basic-auth": "password",
  "kubernetes.io/dockerconfigjson": "password",
  "kubernetes.io/dockercfg": "password",
  "kubernetes.io/ssh-auth": "key",
};

/** Annotations with the time at which something renewed what is in a Secret. Our own comes first: people write it. */
const annotations = [
  "touchstone.dev/rotated-at",
  "secret-generator.v1.mittwald.de/autogenerate-generated-at",
  "auth.openshift.io/certificate-not-before",
];

/** Undefined for Secrets that hold no credential, by their type or because they hold nothing. */
export function credentialKindOf({ type, data, stringData }: KubernetesObject): CredentialKind | undefined {
  const kind = kinds[asText(type)] ?? "secret";
  const isEmpty = Object.keys(asObject(data)).length + Object.keys(asObject(stringData)).length === 0;
  return kind === "none" || isEmpty ? undefined : kind;
}

/** The time that metadata say; one that is none, or is to come, says nothing. `now` is UTC, ISO 8601. */
export function dateOf({ metadata }: KubernetesObject, now: string): Pick<Credential, "rotatedAt" | "dated"> {
  const { annotations: written, creationTimestamp } = asObject(metadata);
  for (const name of annotations) {
    const rotatedAt = timeIn(asObject(written)[name], now);
    if (rotatedAt !== undefined) return { rotatedAt, dated: "annotation" };
  }
  const created = timeIn(creationTimestamp, now);
  return created === undefined ? { rotatedAt: "", dated: "" } : { rotatedAt: created, dated: "creation" };
}

function timeIn(value: unknown, now: string): string | undefined {
  const written = asText(value);
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(written)) return undefined;
  const time = Date.parse(written);
  return Number.isNaN(time) || time > Date.parse(now) ? undefined : new Date(time).toISOString();
}
