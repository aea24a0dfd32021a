// The messages between a thread that evaluates and its network thread.
import type { MessagePort } from "node:worker_threads";

export interface TlsSettings {
  /** PEM, as are certificate and key. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly serverName?: string;
  readonly insecure: boolean;
}

export interface HttpExchange {
  readonly kind: "http";
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly followRedirects: boolean;
  /** For everything: names, redirects, the body. */
  readonly timeoutMs: number;
  readonly tls: TlsSettings;
}

export interface NameLookup {
  readonly kind: "lookup";
  readonly name: string;
  readonly timeoutMs: number;
}

export type NetworkRequest = HttpExchange | NameLookup;

export interface HttpAnswer {
  /** Code and reason, such as `200 OK`. */
  readonly status: string;
  readonly code: number;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Uint8Array;
}

/** Whether there was no answer, or one that cannot be taken. */
export interface NetworkFailure {
  readonly failure: "network" | "internal";
  readonly message: string;
}

export type NetworkAnswer = { readonly http: HttpAnswer } | { readonly addresses: readonly string[] } | NetworkFailure;

/** `workerData` of a network thread. */
export interface NetworkStart {
  readonly port: MessagePort;
  /** One Int32 that counts the answers. */
  readonly answers: SharedArrayBuffer;
}
