// `touchstone collect tls`: asks the endpoints that are named what they accept of TLS, and writes what they answered.
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { exitCodes, messageOf, TouchstoneError, type TlsMeasurement, type TlsMeasurements } from "../../model/index.ts";
import { textTable } from "../../report/index.ts";
import { measureEndpoints, readTarget, readTargets, type TlsTarget } from "../../tls/index.ts";
import { version } from "../../version.ts";
import { terminalProgress } from "../progress.ts";
import { printReport, writeWhole } from "../write-report.ts";

/** What commander parsed. */
export interface CollectTlsOptions {
  readonly output: string;
  readonly file: readonly string[];
  readonly servername?: string;
  readonly ca: readonly string[];
  /** Seconds, of one answer and of an endpoint. */
  readonly timeout: number;
  readonly endpointTimeout: number;
  readonly endpointsAtOnce: number;
  /** Of an endpoint, in all and at the same time. */
  readonly connections: number;
  readonly connectionsAtOnce: number;
}

/** More than that is no list that somebody wrote. */
const mostTargets = 10_000;

/**
 * Returns the exit code.
 * @throws TouchstoneError E_USAGE, E_PATH_MISSING, E_CERTIFICATE, E_OUTPUT
 */
export async function collectTls(named: readonly string[], options: CollectTlsOptions): Promise<number> {
  const targets = await allTargets(named, options);
  const authorities = (await Promise.all(options.ca.map(readAuthorities))).flat();
  const progress = terminalProgress(process.stderr);
  progress.show(`0 of ${targets.length} endpoints measured`);
  const started = new Date().toISOString();
  const endpoints = await measureEndpoints(targets, {
    version,
    connections: options.connections,
    atOnce: options.connectionsAtOnce,
    milliseconds: options.timeout * 1000,
    millisecondsInAll: options.endpointTimeout * 1000,
    endpointsAtOnce: options.endpointsAtOnce,
    measured: (done) => progress.show(`${done} of ${targets.length} endpoints measured`),
  });
  progress.done();
  const file: TlsMeasurements = {
    schemaVersion: "1",
    kind: "touchstone-tls",
    collectedAt: started,
    collector: { name: "touchstone", version },
    authorities,
    endpoints,
  };
  const text = `${JSON.stringify(file, undefined, 2)}\n`;
  if (options.output === "-") await printReport([text]);
  else await writeWhole("evidence", options.output, [text]);
  process.stderr.write(summary(endpoints));
  return exitCodes.passed;
}

/** @throws TouchstoneError E_USAGE, E_PATH_MISSING */
async function allTargets(named: readonly string[], options: CollectTlsOptions): Promise<readonly TlsTarget[]> {
  const listed = await Promise.all(
    options.file.map(async (file) =>
      readTargets(
        await readFile(file, "utf8").catch((cause: unknown) => {
          const hint = "Name a file with one target a line.";
          throw new TouchstoneError("E_PATH_MISSING", `${file} cannot be read: ${messageOf(cause)}`, hint, cause);
        }),
        file,
      ),
    ),
  );
  const targets = [...named.map((target) => readTarget(target, options.servername)), ...listed.flat()];
  const hint = "Name endpoints such as redis.agents.svc:6379, or a file of them with --file.";
  if (targets.length === 0) throw new TouchstoneError("E_USAGE", "no endpoint is named", hint);
  if (targets.length > mostTargets)
    throw new TouchstoneError("E_USAGE", `${targets.length} endpoints are too many`, `Name ${mostTargets} at most.`);
  return targets;
}

/** Certificates of a PEM file, as the measurement keeps them. @throws TouchstoneError E_CERTIFICATE, E_PATH_MISSING */
async function readAuthorities(file: string): Promise<readonly string[]> {
  const pem = await readFile(file, "utf8").catch((cause: unknown) => {
    const hint = "Name a file with certificates in PEM.";
    throw new TouchstoneError("E_PATH_MISSING", `${file} cannot be read: ${messageOf(cause)}`, hint, cause);
  });
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const hint = "Name a file with the certificates of authorities in PEM.";
  if (blocks.length === 0) throw new TouchstoneError("E_CERTIFICATE", `${file} has no certificate in PEM`, hint);
  return blocks.map((block) => {
    try {
      return new X509Certificate(block).raw.toString("base64");
    } catch (cause) {
      throw new TouchstoneError("E_CERTIFICATE", `${file} has a certificate that cannot be read`, hint, cause);
    }
  });
}

function summary(endpoints: readonly TlsMeasurement[]): string {
  const rows = endpoints.map(({ target, outcome, protocols, gaps, connections, reason }) => [
    target,
    outcome,
    protocols.map(({ name }) => name).join(" "),
    outcome === "measured" ? String(new Set(protocols.flatMap(({ suites }) => suites)).size) : "",
    String(connections),
    reason === ""
      ? gaps
          .slice(0, 1)
          .map(({ reason: gap }) => gap)
          .join("")
      : reason,
  ]);
  return textTable(["ENDPOINT", "OUTCOME", "ACCEPTS", "SUITES", "CONNECTIONS", ""], rows);
}
