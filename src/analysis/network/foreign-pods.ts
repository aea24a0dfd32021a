// Custom resources whose controllers run pods that no evidence has: where one stands, nobody can say which pods there are.
import { isForeign } from "../resolver.ts";

/** Groups of custom resources that only configure something; of all others nobody can tell. */
const idleGroups = new Set([
  "acme.cert-manager.io",
  "bitnami.com",
  "cert-manager.io",
  "cilium.io",
  "configuration.konghq.com",
  "crd.projectcalico.org",
  "external-secrets.io",
  "keda.sh",
  "kyverno.io",
  "networking.istio.io",
  "projectcalico.org",
  "route.openshift.io",
  "secrets.hashicorp.com",
  "security.istio.io",
  "security.openshift.io",
  "telemetry.istio.io",
  "traefik.containo.us",
  "traefik.io",
  "trust.cert-manager.io",
]);

/** In this group most kinds configure, and these run. */
const monitoring = new Set(["Alertmanager", "Prometheus", "PrometheusAgent", "ThanosRuler"]);

export function mayRunPods(group: string, kind: string): boolean {
  if (group === "monitoring.coreos.com") return monitoring.has(kind);
  return isForeign(group) && !idleGroups.has(group) && !group.endsWith("gatekeeper.sh");
}
