// What Envoy's contexts of TLS say. https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/transport_sockets/tls/v3/common.proto
import type { PathStep } from "../../model/index.ts";
import { asList, asObject, asText, isMapping, textsIn } from "../json.ts";
import type { Draft } from "./draft.ts";
import { cipherParts, protocolName, protocolsBetween } from "./words.ts";

/** A value, and where it stands in the document. */
export interface Placed {
  readonly value: unknown;
  readonly path: readonly PathStep[];
  readonly lineOf: (path: readonly PathStep[]) => number;
}

/** Both ways of writing a name are right: `tls_params` and `tlsParams`. */
export function fieldOf({ value, path, lineOf }: Placed, name: string): Placed {
  const object = asObject(value);
  const camel = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const key = name in object ? name : camel;
  return { value: object[key], path: [...path, key], lineOf };
}

/** The context of a transport socket; that of QUIC holds one of TLS. */
export function tlsOf(of: Placed, type: "DownstreamTlsContext" | "UpstreamTlsContext"): Placed | undefined {
  const config = fieldOf(fieldOf(of, "transport_socket"), "typed_config");
  const name = asText(asObject(config.value)["@type"]);
  if (name.endsWith(`.${type}`)) return config;
  const inner = fieldOf(config, type === "DownstreamTlsContext" ? "downstream_tls_context" : "upstream_tls_context");
  return isMapping(inner.value) ? inner : undefined;
}

export function sayDownstream(draft: Draft, tls: Placed): void {
  sayParameters(draft, tls);
  const demands = fieldOf(tls, "require_client_certificate");
  const validates = validationOf(tls);
  const place = tls.lineOf(demands.path);
  if (demands.value === true) draft.say("clientAuth", "required", place);
  else if (validates.isThere) draft.say("clientAuth", "optional", validates.place);
  draft.assume("clientAuth", "none");
  // Since 1.22.
  draft.assume("protocols", ["TLSv1.2", "TLSv1.3"]);
}

export function sayUpstream(draft: Draft, tls: Placed): void {
  sayParameters(draft, tls);
  const { isThere, verifies, place } = validationOf(tls);
  if (isThere) draft.say("verifiesPeer", verifies, place);
  draft.assume("verifiesPeer", false);
  draft.assume("protocols", ["TLSv1.2"]);
}

function sayParameters(draft: Draft, tls: Placed): void {
  const common = fieldOf(tls, "common_tls_context");
  const parameters = fieldOf(common, "tls_params");
  const lowest = fieldOf(parameters, "tls_minimum_protocol_version");
  const highest = fieldOf(parameters, "tls_maximum_protocol_version");
  const written = [lowest, highest].find(({ value }) => isVersion(value));
  if (written) {
    const to = isVersion(highest.value) ? protocolName(asText(highest.value)) : "TLSv1.3";
    const from = isVersion(lowest.value) ? protocolName(asText(lowest.value)) : "TLSv1.2";
    draft.say("protocols", protocolsBetween(from, to), tls.lineOf(written.path));
  }
  const ciphers = fieldOf(parameters, "cipher_suites");
  if (asList(ciphers.value).length > 0)
    draft.say("ciphers", textsIn(ciphers.value).flatMap(cipherParts), tls.lineOf(ciphers.path));
  const groups = fieldOf(parameters, "ecdh_curves");
  if (asList(groups.value).length > 0) draft.say("groups", textsIn(groups.value), tls.lineOf(groups.path));
  for (const certificate of asList(fieldOf(common, "tls_certificates").value)) {
    const chain = asObject(fieldOf({ ...common, value: certificate }, "certificate_chain").value);
    if (asText(chain["filename"]) !== "") draft.certificate(asText(chain["filename"]));
  }
}

/** What is no version, and no automatic choice, is kept, so that a check sees it. */
function isVersion(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value !== "TLS_AUTO";
}

interface Validation {
  readonly isThere: boolean;
  /** Whether it says by whom a certificate has to be. */
  readonly verifies: boolean;
  readonly place: number;
}

function validationOf(tls: Placed): Validation {
  const common = fieldOf(tls, "common_tls_context");
  const combined = fieldOf(common, "combined_validation_context");
  const own = [fieldOf(common, "validation_context"), fieldOf(combined, "default_validation_context")].find(
    ({ value }) => isMapping(value),
  );
  const remote = [
    fieldOf(common, "validation_context_sds_secret_config"),
    fieldOf(combined, "validation_context_sds_secret_config"),
  ].find(({ value }) => isMapping(value));
  const found = own ?? remote;
  if (!found) return { isThere: false, verifies: false, place: 0 };
  const accepts = own ? asText(fieldOf(own, "trust_chain_verification").value) : "";
  const anchors = [
    "trusted_ca",
    "system_root_certs",
    "ca_certificate_provider_instance",
    "verify_certificate_spki",
    "verify_certificate_hash",
  ];
  const trusts = remote !== undefined || anchors.some((name) => own && hasValue(fieldOf(own, name).value));
  return { isThere: true, verifies: trusts && accepts !== "ACCEPT_UNTRUSTED", place: tls.lineOf(found.path) };
}

function hasValue(value: unknown): boolean {
  return isMapping(value) || (Array.isArray(value) && value.length > 0);
}
