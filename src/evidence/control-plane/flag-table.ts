// What flags of the components are like: which take no value, which collect what they are given, which are durations.

/** Flags that are switched on by their name alone: the word that follows is no value of theirs. */
export const booleanFlags: ReadonlySet<string> = new Set(
  (
    "aggregator-reject-forwarding-redirect allow-privileged alsologtostderr anonymous-auth " +
    "audit-log-batch-throttle-enable audit-log-compress audit-log-truncate-enabled " +
    "audit-webhook-batch-throttle-enable audit-webhook-truncate-enabled allocate-node-cidrs " +
    "authentication-skip-lookup authentication-token-webhook authentication-tolerate-lookup-failure auto-tls " +
    "bind-address-hard-fail cgroups-per-qos cleanup client-cert-auth configure-cloud-routes " +
    "contention-profiling cpu-cfs-quota debug disable-attach-detach-reconcile-sync disable-http2-serving " +
    "discovery-insecure-skip-tls-verify discovery-insecure-transport enable-aggregator-routing " +
    "enable-bootstrap-token-auth enable-controller-attach-detach enable-debugging-handlers " +
    "enable-distributed-tracing enable-dynamic-provisioning enable-garbage-collector enable-grpc-gateway " +
    "enable-hostpath-provisioner enable-log-rotation enable-logs-handler enable-pprof " +
    "enable-priority-and-fairness enable-server enable-v2 encryption-provider-config-automatic-reload " +
    "experimental-allocatable-ignore-eviction experimental-compact-hash-check-enabled " +
    "experimental-enable-distributed-tracing experimental-initial-corrupt-check fail-cgroupv1 fail-swap-on " +
    "force-new-cluster help init-only initial-election-tick-advance insecure-discovery " +
    "insecure-skip-tls-verify iptables-localhost-nodeports ipvs-strict-arp kernel-memcg-notification " +
    "leader-elect local-storage-capacity-isolation log-json-split-stream log-text-split-stream logtostderr " +
    "make-iptables-util-chains masquerade-all memory-mlock peer-auto-tls peer-client-cert-auth " +
    "peer-skip-client-san-verification permit-address-sharing permit-port-sharing pre-vote profiling " +
    "protect-kernel-defaults register-node rotate-certificates rotate-server-certificates runonce " +
    "seccomp-default serialize-image-pulls service-account-extend-token-expiration service-account-lookup " +
    "show-hidden-metrics shutdown-send-retry-after socket-reuse-address socket-reuse-port " +
    "strict-reconfig-check unsafe-no-fsync use-service-account-credentials version watch-cache " +
    "windows-service"
  ).split(" "),
);

/** Flags of Kubernetes' components that take what is given again as more of the same. */
export const collectingFlags: ReadonlySet<string> = new Set(
  (
    "admission-control allow-metric-labels allowed-unsafe-sysctls api-audiences " +
    "authorization-always-allow-paths authorization-mode cluster-dns controllers cors-allowed-origins " +
    "disable-admission-plugins disabled-metrics enable-admission-plugins enforce-node-allocatable " +
    "etcd-servers etcd-servers-overrides feature-gates node-labels oidc-required-claim oidc-signing-algs " +
    "requestheader-allowed-names runtime-config service-account-issuer service-account-key-file " +
    "strict-transport-security-directives tls-cipher-suites tls-sni-cert-key"
  ).split(" "),
);

export const durationFlags: ReadonlySet<string> = new Set(["request-timeout", "streaming-connection-idle-timeout"]);

/** Whether the value of such a flag may be a secret: it is not kept. Files, names and lengths of life are none. */
export function mayHoldSecret(name: string): boolean {
  if (booleanFlags.has(name)) return false;
  return /(?:^|[-.])(?:token|password|passwd|passphrase|secret|credentials?|api-?key)$/i.test(name);
}

/** The password and the user of an address do not go on; nor do private keys that were pasted in. */
export function withoutSecrets(value: string): string {
  return value
    .replaceAll(/-----BEGIN[\s\S]*/g, "(removed)")
    .replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@,]*@/gi, "$1")
    .slice(0, mostText);
}

/** Longer values say nothing to a check. */
const mostText = 8192;

const units: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** A duration as Go writes it, such as `4h0m0s` or `1.5h`; undefined for what is none. */
export function secondsOf(text: string): number | undefined {
  if (/^[+-]?0$/.test(text)) return 0;
  const sign = text.startsWith("-") ? -1 : 1;
  const rest = text.replace(/^[+-]/, "");
  if (rest.length > 64 || !/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let seconds = 0;
  for (const [, number = "", unit = ""] of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g))
    seconds += Number(number) * (units[unit] ?? 0);
  return sign * seconds;
}
