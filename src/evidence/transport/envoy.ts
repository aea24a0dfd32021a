// Reads static settings of Envoy, YAML or JSON: listeners with their filter chains, and clusters. https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/bootstrap/v3/bootstrap.proto
import type { PathStep } from "../../model/index.ts";
import { DocumentError, parseDocument, type ParsedDocument } from "../../yaml/index.ts";
import { asList, asObject, asText, isMapping, type JsonObject } from "../json.ts";
import { Draft, type PlacedTransport, type Wrong } from "./draft.ts";
import { fieldOf, sayDownstream, sayUpstream, tlsOf, type Placed } from "./envoy-tls.ts";
import { isLocal } from "./words.ts";

/** @throws what `wrong` makes */
export function envoyTransports(text: string, wrong: Wrong): readonly PlacedTransport[] {
  const document = parsed(text, wrong);
  if (!isMapping(document.value)) throw wrong(1, "it is no mapping, as the settings of Envoy are");
  const lineOf = (path: readonly PathStep[]): number => document.locate(path).line ?? 1;
  const root: Placed = { value: document.value, path: [], lineOf };
  const resources = fieldOf(root, "static_resources");
  const found: Draft[] = [];
  const listed = listOf(root, "resources");
  const listeners = [...listOf(resources, "listeners"), ...listed.filter((one) => isOfType(one, "Listener"))];
  for (const listener of listeners) found.push(...chains(listener));
  const clusters = [...listOf(resources, "clusters"), ...listed.filter((one) => isOfType(one, "Cluster"))];
  for (const cluster of clusters) found.push(clusterOf(cluster));
  const admin = fieldOf(root, "admin");
  if (isMapping(admin.value)) found.push(adminOf(admin));
  return found.map((draft) => draft.done());
}

function parsed(text: string, wrong: Wrong): ParsedDocument {
  try {
    return parseDocument({ text, linesBefore: 0 }, "");
  } catch (thrown) {
    if (!(thrown instanceof DocumentError)) throw thrown;
    throw wrong(thrown.location.line ?? 1, thrown.message);
  }
}

function isOfType({ value }: Placed, type: string): boolean {
  return asText(asObject(value)["@type"]).endsWith(`.${type}`);
}

/** One document for each filter chain, as each may have TLS of its own. */
function chains(listener: Placed): readonly Draft[] {
  const name = asText(asObject(listener.value)["name"]) || "without a name";
  const address = addressOf(fieldOf(listener, "address"));
  const filterChains = listOf(listener, "filter_chains");
  const usual = fieldOf(listener, "default_filter_chain");
  return [...filterChains, ...(isMapping(usual.value) ? [usual] : [])].map((chain) => {
    const draft = new Draft({ software: "envoy", name: `listener ${name}`, role: "server" }, chain.lineOf(chain.path));
    const tls = tlsOf(chain, "DownstreamTlsContext");
    const encrypted = tls ? true : carriesAnything(chain) ? null : false;
    const line = chain.lineOf(tls ? tls.path : chain.path);
    draft.end({ ...address, encrypted, local: isLocal(address.address), answers: answersOf(chain) }, line);
    if (tls) sayDownstream(draft, tls);
    return draft;
  });
}

/** Whether what comes is passed on as it is, so that it may be TLS. */
function carriesAnything(chain: Placed): boolean {
  const types = listOf(chain, "filters").map(({ value }) => asText(asObject(asObject(value)["typed_config"])["@type"]));
  return types.some((type) => type.endsWith(".TcpProxy"));
}

/** Whether all routes of the chain send to HTTPS. */
function answersOf(chain: Placed): "content" | "redirect" {
  const routes = listOf(chain, "filters").flatMap((filter) => {
    const config = fieldOf(fieldOf(filter, "typed_config"), "route_config");
    return listOf(config, "virtual_hosts").flatMap((host) => listOf(host, "routes"));
  });
  const redirects = routes.filter((route) => fieldOf(fieldOf(route, "redirect"), "https_redirect").value === true);
  return routes.length > 0 && redirects.length === routes.length ? "redirect" : "content";
}

function clusterOf(cluster: Placed): Draft {
  const name = asText(asObject(cluster.value)["name"]) || "without a name";
  const draft = new Draft(
    { software: "envoy", name: `cluster ${name}`, role: "upstream" },
    cluster.lineOf(cluster.path),
  );
  const tls = tlsOf(cluster, "UpstreamTlsContext");
  const matches = listOf(cluster, "transport_socket_matches");
  // Which of several sockets is taken, the endpoints say.
  const encrypted = tls ? true : matches.length > 0 ? null : false;
  const line = cluster.lineOf(tls ? tls.path : cluster.path);
  const endpoints = listOf(fieldOf(cluster, "load_assignment"), "endpoints")
    .flatMap((endpoint) => listOf(endpoint, "lb_endpoints"))
    .map((endpoint) => addressOf(fieldOf(fieldOf(endpoint, "endpoint"), "address")));
  for (const address of endpoints) draft.end({ ...address, encrypted, local: isLocal(address.address) }, line);
  // Endpoints that another server tells.
  if (endpoints.length === 0) draft.end({ address: "", port: null, encrypted, local: false }, line);
  if (tls) sayUpstream(draft, tls);
  return draft;
}

function adminOf(admin: Placed): Draft {
  const address = addressOf(fieldOf(admin, "address"));
  const line = admin.lineOf(admin.path);
  const draft = new Draft({ software: "envoy", name: "admin", role: "server" }, line);
  // The interface of administration knows no TLS.
  return draft.end({ ...address, encrypted: false, local: isLocal(address.address) }, line);
}

function addressOf(address: Placed): { readonly address: string; readonly port: number | null } {
  const socket = asObject(fieldOf(address, "socket_address").value);
  const pipe = asText(asObject(asObject(address.value)["pipe"])["path"]);
  if (pipe !== "") return { address: `unix:${pipe}`, port: null };
  const port = valueOf(socket, "port_value");
  const host = asText(socket["address"]);
  return { address: ["0.0.0.0", "::"].includes(host) ? "" : host, port: typeof port === "number" ? port : null };
}

function valueOf(value: JsonObject, name: string): unknown {
  return value[name] ?? value[name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())];
}

function listOf(of: Placed, name: string): readonly Placed[] {
  const { value, path, lineOf } = fieldOf(of, name);
  return asList(value).map((item, index) => ({ value: item, path: [...path, index], lineOf }));
}
