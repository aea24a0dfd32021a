// Reads targets as they are written: `HOST:PORT`, with or without a scheme that says how TLS begins.
import { isIPv6 } from "node:net";
import { TouchstoneError, tlsModes, type TlsMode } from "../model/index.ts";

export interface TlsTarget {
  /** As it was written. */
  readonly target: string;
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly mode: TlsMode;
  /** The name to ask for, and to expect in the certificate. */
  readonly servername: string;
}

const ports: Readonly<Partial<Record<TlsMode, number>>> = {
  https: 443,
  postgres: 5432,
  smtp: 25,
  redis: 6379,
  nats: 4222,
  "nats-tls-first": 4222,
};

const schemes: ReadonlyMap<string, TlsMode> = new Map([
  ["postgresql", "postgres"],
  ["rediss", "redis"],
  ...tlsModes.map((mode) => [mode, mode] as const),
]);

/** @throws TouchstoneError E_USAGE */
export function readTarget(target: string, servername?: string): TlsTarget {
  const [, scheme, rest = ""] = /^(?:([a-z][a-z-]*):\/\/)?(.*?)\/?$/.exec(target) ?? [];
  const mode = scheme === undefined ? "tls" : schemes.get(scheme);
  if (mode === undefined)
    throw refused(
      target,
      `nothing is known of ${scheme}://`,
      `Write HOST:PORT, or one of ${tlsModes.join("://, ")}://.`,
    );
  const [, bracketed, plain, written] =
    /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})))(?::([0-9]{1,5}))?$/.exec(rest) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || (bracketed !== undefined && !isIPv6(bracketed)))
    throw refused(
      target,
      "it is no HOST:PORT",
      "Write a name or an address and a port, such as redis.agents.svc:6379 or [::1]:443.",
    );
  const port = written === undefined ? ports[mode] : Number(written);
  if (port === undefined) throw refused(target, "it names no port", "Add the port, such as :443.");
  if (port < 1 || port > 65_535) throw refused(target, `${port} is no port`, "Ports are from 1 to 65535.");
  return { target, host, port, mode, servername: servername ?? host };
}

/**
 * The targets of a list: one a line, with the name to ask for behind it where that is another; `#` begins a comment.
 * @throws TouchstoneError E_USAGE
 */
export function readTargets(list: string, file: string): readonly TlsTarget[] {
  return list.split(/\r?\n/).flatMap((line, index) => {
    const [target, servername, more] = line
      .replace(/(?:^|\s)#.*$/, "")
      .split(/\s+/)
      .filter(Boolean);
    if (target === undefined) return [];
    if (more !== undefined) {
      const hint = "Write a target, and behind it the name to ask for where that is another.";
      throw new TouchstoneError("E_USAGE", `${file}:${index + 1} has more than a target and a name`, hint);
    }
    return [readTarget(target, servername)];
  });
}

function refused(target: string, why: string, hint: string): TouchstoneError {
  // Addresses of databases are pasted with their passwords.
  const shown = JSON.stringify(target.replace(/^(.*\/\/)?.*@/, "$1***@"));
  return new TouchstoneError("E_USAGE", `the target ${shown} cannot be asked: ${why}`, hint);
}
