// Which configuration files are read, and which of their fields mean what a flag means. Data only.
import type { ControlPlaneComponent } from "../../model/index.ts";
import type { FieldRow } from "./read-fields.ts";

export interface FileKind {
  readonly group: string;
  readonly kind: string;
  readonly component: ControlPlaneComponent;
  readonly fields: readonly FieldRow[];
  /** Whether the component has flags beside the file for all the rest. */
  readonly isPart?: true;
}

const kubelet: readonly FieldRow[] = [
  ["address", "address", "text"],
  ["authentication.anonymous.enabled", "anonymous-auth", "boolean"],
  ["authentication.webhook.enabled", "authentication-token-webhook", "boolean"],
  ["authentication.x509.clientCAFile", "client-ca-file", "text"],
  ["authorization.mode", "authorization-mode", "text"],
  ["enableDebuggingHandlers", "enable-debugging-handlers", "boolean"],
  ["enableProfilingHandler", "enable-profiling-handler", "boolean"],
  ["eventRecordQPS", "event-qps", "number"],
  ["featureGates", "feature-gates", "switches"],
  ["healthzBindAddress", "healthz-bind-address", "text"],
  ["logging.format", "logging-format", "text"],
  ["makeIPTablesUtilChains", "make-iptables-util-chains", "boolean"],
  ["podPidsLimit", "pod-max-pids", "number"],
  ["protectKernelDefaults", "protect-kernel-defaults", "boolean"],
  ["readOnlyPort", "read-only-port", "number"],
  ["rotateCertificates", "rotate-certificates", "boolean"],
  ["seccompDefault", "seccomp-default", "boolean"],
  ["serverTLSBootstrap", "rotate-server-certificates", "boolean"],
  ["streamingConnectionIdleTimeout", "streaming-connection-idle-timeout", "text"],
  ["tlsCertFile", "tls-cert-file", "text"],
  ["tlsCipherSuites", "tls-cipher-suites", "list"],
  ["tlsMinVersion", "tls-min-version", "text"],
  ["tlsPrivateKeyFile", "tls-private-key-file", "text"],
];

const kubeProxy: readonly FieldRow[] = [
  ["bindAddress", "bind-address", "text"],
  ["enableProfiling", "profiling", "boolean"],
  ["featureGates", "feature-gates", "switches"],
  ["healthzBindAddress", "healthz-bind-address", "text"],
  ["hostnameOverride", "hostname-override", "text"],
  ["logging.format", "logging-format", "text"],
  ["metricsBindAddress", "metrics-bind-address", "text"],
  ["mode", "proxy-mode", "text"],
];

export const fileKinds: readonly FileKind[] = [
  { group: "kubelet.config.k8s.io", kind: "KubeletConfiguration", component: "kubelet", fields: kubelet },
  { group: "kubeproxy.config.k8s.io", kind: "KubeProxyConfiguration", component: "kube-proxy", fields: kubeProxy },
  {
    group: "kubescheduler.config.k8s.io",
    kind: "KubeSchedulerConfiguration",
    component: "kube-scheduler",
    fields: [["enableProfiling", "profiling", "boolean"]],
    isPart: true,
  },
  {
    group: "apiserver.config.k8s.io",
    kind: "AuthenticationConfiguration",
    component: "kube-apiserver",
    fields: [["anonymous.enabled", "anonymous-auth", "boolean"]],
    isPart: true,
  },
  {
    group: "apiserver.config.k8s.io",
    kind: "AuthorizationConfiguration",
    component: "kube-apiserver",
    fields: [],
    isPart: true,
  },
];

/** The file of etcd, which has no kind: its keys are mostly the flags themselves. */
export const etcdFields: readonly FieldRow[] = [
  ["advertise-client-urls", "advertise-client-urls", "text"],
  ["cipher-suites", "cipher-suites", "list"],
  ["client-transport-security.auto-tls", "auto-tls", "boolean"],
  ["client-transport-security.cert-file", "cert-file", "text"],
  ["client-transport-security.client-cert-auth", "client-cert-auth", "boolean"],
  ["client-transport-security.key-file", "key-file", "text"],
  ["client-transport-security.trusted-ca-file", "trusted-ca-file", "text"],
  ["data-dir", "data-dir", "text"],
  ["enable-pprof", "enable-pprof", "boolean"],
  ["initial-cluster", "initial-cluster", "text"],
  ["listen-client-urls", "listen-client-urls", "text"],
  ["listen-metrics-urls", "listen-metrics-urls", "text"],
  ["listen-peer-urls", "listen-peer-urls", "text"],
  ["log-format", "log-format", "text"],
  ["peer-transport-security.auto-tls", "peer-auto-tls", "boolean"],
  ["peer-transport-security.cert-file", "peer-cert-file", "text"],
  ["peer-transport-security.client-cert-auth", "peer-client-cert-auth", "boolean"],
  ["peer-transport-security.key-file", "peer-key-file", "text"],
  ["peer-transport-security.trusted-ca-file", "peer-trusted-ca-file", "text"],
  ["tls-max-version", "tls-max-version", "text"],
  ["tls-min-version", "tls-min-version", "text"],
];
