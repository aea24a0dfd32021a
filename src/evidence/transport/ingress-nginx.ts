// Reads the ConfigMap of the ingress-nginx controller: each key is a setting. https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/
import { Draft, type PlacedTransport } from "./draft.ts";
import { cipherParts, protocolsIn } from "./words.ts";

const own = ["ssl-protocols", "ssl-ciphers", "ssl-ecdh-curve", "hsts", "hsts-max-age"];

/** Whether a ConfigMap with these keys is the controller's. */
export function isIngressNginx(keys: readonly string[]): boolean {
  return keys.some((key) => own.includes(key));
}

/** Places are the numbers of the keys. */
export function ingressNginxTransport(settings: Readonly<Record<string, unknown>>): PlacedTransport {
  const keys = Object.keys(settings);
  const draft = new Draft({ software: "ingress-nginx", name: "controller", role: "server" }, 0);
  const written = (name: string): { readonly text: string; readonly place: number } | undefined => {
    const value = settings[name];
    return typeof value === "string" ? { text: value, place: keys.indexOf(name) } : undefined;
  };
  draft.end({ address: "", port: 443, encrypted: true, local: false });
  const protocols = written("ssl-protocols");
  if (protocols) draft.say("protocols", protocolsIn(protocols.text.trim().split(/\s+/)), protocols.place);
  const ciphers = written("ssl-ciphers");
  if (ciphers) draft.say("ciphers", cipherParts(ciphers.text), ciphers.place);
  const groups = written("ssl-ecdh-curve");
  if (groups && groups.text !== "auto") draft.say("groups", cipherParts(groups.text), groups.place);
  const hsts = written("hsts");
  if (hsts) draft.say("hsts", hsts.text === "true", hsts.place);
  return draft.assume("protocols", ["TLSv1.2", "TLSv1.3"]).assume("hsts", true).done();
}
