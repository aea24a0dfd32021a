// Objects that are not in the evidence and yet will be there: a controller makes them from another, or Kubernetes itself.
import type { Subject } from "../model/index.ts";
import { asObject, textOf, valuesAt } from "./json.ts";
import { groupOf } from "./reference.ts";

export interface Creation {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  /** null for every namespace. */
  readonly namespace: string | null;
}

/** Where controllers are told the name of the Secret; without one it is the object's own. */
const secretNames: Readonly<Record<string, string>> = {
  "external-secrets.io/ExternalSecret": "spec.target.name",
  "bitnami.com/SealedSecret": "spec.template.metadata.name",
  "cert-manager.io/Certificate": "spec.secretName",
  "secrets-store.csi.x-k8s.io/SecretProviderClass": "spec.secretObjects.*.secretName",
  "secrets.hashicorp.com/VaultStaticSecret": "spec.destination.name",
  "secrets.hashicorp.com/VaultDynamicSecret": "spec.destination.name",
  "secrets.hashicorp.com/VaultPKISecret": "spec.destination.name",
  "onepassword.com/OnePasswordItem": "metadata.name",
};

export function creationsOf({ resource, input }: Subject): readonly Creation[] {
  const { apiVersion, kind, name, namespace } = resource;
  const key = `${groupOf(apiVersion)}/${kind}`;
  if (key === "trust.cert-manager.io/Bundle") return [{ kind: "ConfigMap", name, namespace: null }];
  const place = secretNames[key];
  if (place === undefined) return [];
  const written = valuesAt(asObject(input), place).flatMap(({ value }) => textOf(value) ?? []);
  return (written.length > 0 ? written : [name]).map((secret) => ({ kind: "Secret", name: secret, namespace }));
}

/** Whether Kubernetes brings the object itself. */
export function comesWithKubernetes(kind: string, name: string): boolean {
  if (kind === "ServiceAccount") return name === "default";
  if (kind === "ConfigMap") return name === "kube-root-ca.crt";
  if (kind === "PriorityClass") return name.startsWith("system-");
  return false;
}
