// The kinds of settings that are read, each known by the name of its file or by what stands in it.
import type { PlacedTransport, Wrong } from "./draft.ts";
import { envoyTransports } from "./envoy.ts";
import { haproxyTransports } from "./haproxy.ts";
import { natsTransports } from "./nats.ts";
import { nginxTransports } from "./nginx.ts";
import { pgHbaTransports } from "./pg-hba.ts";
import { postgresqlTransports } from "./postgresql.ts";
import { redisTransports } from "./redis.ts";

export interface SettingsKind {
  /** As an error lists it. */
  readonly what: string;
  /** By its name, which is that of a whole file. */
  readonly named: RegExp;
  /** The ending of other files that may be of the kind. */
  readonly ending: RegExp;
  /** What stands in those that are. */
  readonly holds: (text: string) => boolean;
  /** `complete`: whether it is a whole file, and no part. @throws what `wrong` makes */
  readonly read: (text: string, wrong: Wrong, complete: boolean) => readonly PlacedTransport[];
}

/** A file is of the first kind that fits: names decide before what stands in it. */
export const settingsKinds: readonly SettingsKind[] = [
  {
    what: "nginx.conf",
    named: /(?:^|[-_.])nginx\.conf$/,
    ending: /\.conf$/,
    holds: (text) =>
      /(?:^|[\s;{}])(?:ssl_protocols|ssl_certificate|ssl_ciphers|proxy_pass|listen)[ \t][^\n;]*;/.test(text) &&
      /(?:^|[\s;}])(?:server|http|stream|upstream)\b[^\n;=:{]*\{/.test(text),
    read: nginxTransports,
  },
  {
    what: "haproxy.cfg",
    named: /(?:^|[-_.])haproxy\.(?:cfg|conf)$/,
    ending: /\.(?:cfg|conf)$/,
    holds: (text) =>
      /^(?:frontend|backend|listen)[ \t]+\S/m.test(text) && /^[ \t]+(?:bind|server|mode)[ \t]/m.test(text),
    read: haproxyTransports,
  },
  {
    what: "pg_hba.conf",
    named: /(?:^|[-_.])pg_hba\.conf$/,
    ending: /\.conf$/,
    holds: (text) => /^(?:host|hostssl|hostnossl)[ \t]+\S+[ \t]+\S+[ \t]+\S+[ \t]+\S/m.test(text),
    read: pgHbaTransports,
  },
  {
    what: "postgresql.conf",
    named: /(?:^|[-_.])postgresql\.conf$/,
    ending: /\.conf$/,
    holds: (text) =>
      /^[ \t]*(?:ssl|ssl_(?:min|max)_protocol_version|ssl_cert_file|ssl_ciphers|password_encryption)[ \t]*=/m.test(
        text,
      ),
    read: postgresqlTransports,
  },
  {
    what: "nats.conf",
    named: /(?:^|[-_.])nats(?:-server)?\.conf$/,
    ending: /\.conf$/,
    holds: (text) =>
      /^[ \t]*(?:jetstream|leafnodes|cluster|server_name|max_payload)\b[ \t]*[:={]/m.test(text) &&
      /^[ \t]*(?:listen|port|http|http_port|https|tls|pid_file)\b[ \t]*[:={]/m.test(text),
    read: natsTransports,
  },
  {
    what: "redis.conf",
    named: /(?:^|[-_.])(?:redis|valkey|sentinel)\.conf$/,
    ending: /\.conf$/,
    holds: (text) => /^(?:tls-port|tls-cluster|tls-replication|tls-cert-file|tls-auth-clients)[ \t]+\S/m.test(text),
    read: redisTransports,
  },
  {
    what: "envoy.yaml",
    named: /(?:^|[-_.])envoy\.(?:ya?ml|json)$/,
    ending: /\.(?:ya?ml|json)$/,
    holds: (text) => /^"?static_resources"?:|^\s*"static_?[rR]esources":/m.test(text),
    read: envoyTransports,
  },
];

export interface KnownSettings {
  readonly kind: SettingsKind;
  readonly complete: boolean;
}

/** `fileName` is the last part of the file's name, or the key of a ConfigMap. */
export function settingsKindOf(fileName: string, text: string): KnownSettings | undefined {
  const name = fileName.toLowerCase();
  const named = settingsKinds.find((kind) => kind.named.test(name));
  if (named) return { kind: named, complete: true };
  const kind = settingsKinds.find((one) => one.ending.test(name) && one.holds(text));
  return kind && { kind, complete: false };
}
