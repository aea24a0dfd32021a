// Measures one server as tests do: with limits that are short, and few names.
import type { TlsMeasurement } from "../../src/model/index.ts";
import { measureEndpoints, readTarget, type MeasureAllOptions } from "../../src/tls/index.ts";

export const limits: MeasureAllOptions = {
  version: "0.0.0",
  connections: 400,
  atOnce: 4,
  milliseconds: 2000,
  millisecondsInAll: 20_000,
  endpointsAtOnce: 200,
};

export async function measure(
  target: string,
  servername = "postgresql.agents.svc",
  options: Partial<MeasureAllOptions> = {},
): Promise<TlsMeasurement> {
  const [measured] = await measureEndpoints([readTarget(target, servername)], { ...limits, ...options });
  if (!measured) throw new Error("nothing was measured");
  return measured;
}

/** Every suite of a version. */
export function suitesIn(measured: TlsMeasurement, version: string): readonly string[] {
  return measured.protocols.find(({ name }) => name === version)?.suites ?? [];
}
