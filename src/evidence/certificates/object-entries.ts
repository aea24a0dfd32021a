// Where certificates stand inside of Kubernetes objects: keys of Secrets and ConfigMaps, and the bundles of webhooks and APIs.
import type { Certificate, CertificateSource, PathStep } from "../../model/index.ts";
import type { KubernetesObject } from "../collected.ts";
import { asList, asObject, asText } from "../json.ts";
import { fromBase64, holdsCertificate } from "./pem.ts";

/** A text that may hold certificates. */
export interface Entry {
  /** Where it stands in the object. */
  readonly path: readonly PathStep[];
  /** What it is called, such as `tls.crt`. */
  readonly name: string;
  readonly text: string;
  readonly source: CertificateSource;
  readonly use: Certificate["use"];
  /** Whether it has to be certificates: then anything else is damage. */
  readonly isDemanded: boolean;
}

/** A value that has to be base64, and is not. */
export class NoBase64 extends Error {
  readonly entry: string;

  constructor(entry: string) {
    super(`${entry} is no base64`);
    this.entry = entry;
  }
}

/** @throws NoBase64 */
export function entriesOf(object: KubernetesObject): readonly Entry[] {
  switch (object.kind) {
    case "Secret":
      return secretEntries(object);
    case "ConfigMap":
      return [...plainEntries(object, "data"), ...encodedEntries(object, "binaryData")]
        .filter(({ text }) => holdsCertificate(text))
        .map((entry) => ({ ...entry, source: "config-map", use: "trusted", isDemanded: false }));
    default:
      return bundleEntries(object);
  }
}

type Value = Pick<Entry, "path" | "name" | "text">;

/** Every value of a Secret, decoded; what `stringData` says is what counts. */
export function secretValues(object: KubernetesObject): readonly Value[] {
  const plain = plainEntries(object, "stringData");
  const names = new Set(plain.map(({ name }) => name));
  return [...encodedEntries(object, "data").filter(({ name }) => !names.has(name)), ...plain];
}

function plainEntries(object: KubernetesObject, field: string): readonly Value[] {
  return Object.entries(asObject(object[field])).map(([name, value]) => ({
    path: [field, name],
    name,
    text: asText(value),
  }));
}

function encodedEntries(object: KubernetesObject, field: string): readonly Value[] {
  return Object.entries(asObject(object[field])).map(([name, value]) => {
    const written = asText(value);
    const text = isPlaceholder(written) ? "" : fromBase64(written)?.toString("utf8");
    // Of other keys nothing is known that would make them certificates.
    if (text === undefined && name === "tls.crt" && object["type"] === tlsType) throw new NoBase64(name);
    return { path: [field, name], name, text: text ?? "" };
  });
}

const tlsType = "kubernetes.io/tls";

function secretEntries(object: KubernetesObject): readonly Entry[] {
  const isTls = object["type"] === tlsType;
  const values = secretValues(object);
  const names = new Set(values.map(({ name }) => name));
  return values.flatMap((value) => {
    const isDemanded = isTls && value.name === "tls.crt" && !isEmpty(value.text);
    if (!isDemanded && !holdsCertificate(value.text)) return [];
    const use = isAuthority(value.name) ? "trusted" : keyBeside(value.name, names) === undefined ? "" : "presented";
    return [{ ...value, source: "secret", use: isDemanded ? "presented" : use, isDemanded }];
  });
}

function isAuthority(name: string): boolean {
  return /(?:^|[._-])(?:ca|cas|root|roots|trust|truststore|ca-?certificates?)(?:[._-]|$)/i.test(name);
}

/** The key of a Secret that has the private key for a certificate: `server.crt` and `server.key`, `tls.pem` and `tls-key.pem`. */
export function keyBeside(name: string, names: ReadonlySet<string>): string | undefined {
  const stem = name
    .replace(/[._-]?(?:crt|cert|cer|pem|certificate|chain)$/i, "")
    .replace(/[._-]?(?:crt|cert|cer)$/i, "");
  const mark = stem === "" ? "" : `${stem}.`;
  return [`${mark}key`, `${stem}-key.pem`, `${stem}_key.pem`, `${mark}key.pem`, `${stem}-key`].find(
    (one) => one !== name && names.has(one),
  );
}

/** Who fills bundles in, by the annotation that asks for it. */
const injected = /^(?:cert-manager\.io\/inject-|service\.(?:beta|alpha)\.openshift\.io\/inject-cabundle)/;

function bundleEntries(object: KubernetesObject): readonly Entry[] {
  const annotations = asObject(asObject(object.metadata)["annotations"]);
  const isInjected = Object.keys(annotations).some((name) => injected.test(name));
  return bundlesOf(object).flatMap(({ path, name, value }) => {
    if (isEmpty(value)) return [];
    const text = fromBase64(value)?.toString("utf8");
    if (text !== undefined && isEmpty(text)) return [];
    if (isInjected && (text === undefined || !holdsCertificate(text))) return [];
    if (text === undefined) throw new NoBase64(name);
    return [{ path, name, text, source: "ca-bundle", use: "trusted", isDemanded: true }];
  });
}

interface Bundle {
  readonly path: readonly PathStep[];
  readonly name: string;
  readonly value: string;
}

function bundlesOf({ kind, spec, webhooks }: KubernetesObject): readonly Bundle[] {
  if (kind === "APIService") {
    return [{ path: ["spec", "caBundle"], name: "caBundle", value: asText(asObject(spec)["caBundle"]) }];
  }
  if (kind === "CustomResourceDefinition") {
    const conversion = asObject(asObject(spec)["conversion"]);
    const config = asObject(asObject(conversion["webhook"])["clientConfig"]);
    const path = ["spec", "conversion", "webhook", "clientConfig", "caBundle"];
    return [{ path, name: "caBundle", value: asText(config["caBundle"]) }];
  }
  return asList(webhooks).map((webhook, index) => {
    const { name, clientConfig } = asObject(webhook);
    const path = ["webhooks", index, "clientConfig", "caBundle"];
    return { path, name: `${asText(name) || index}/caBundle`, value: asText(asObject(clientConfig)["caBundle"]) };
  });
}

/** Nothing, or what stands where something is filled in later. */
function isEmpty(text: string): boolean {
  return text.trim() === "" || isPlaceholder(text);
}

/** `${CERTIFICATE}`, `{{ .Values.crt }}`, `<certificate>`, `REPLACE_ME` and the like, and nothing else. */
function isPlaceholder(text: string): boolean {
  return /^\s*(?:\$\{[^}]*\}|\$\([^)]*\)|\$[A-Z_]+|\{\{[^}]*\}\}|<[^<>]*>|%[^%\s]+%|__\w+__|\*+|\.{3}|x{3,}|(?:REDACTED|PLACEHOLDER|TODO|(?:CHANGE|REPLACE)[-_ ]?(?:ME|THIS)|(?:CA|CERT)[-_](?:BUNDLE|PLACEHOLDER)))\s*$/i.test(
    text,
  );
}
