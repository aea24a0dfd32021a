// Measures many endpoints, so many at once; none waits for another that hangs, but for its turn.
import type { TlsMeasurement } from "../model/index.ts";
import { measureEndpoint, type MeasureOptions } from "./measure-endpoint.ts";
import type { TlsTarget } from "./target.ts";

export interface MeasureAllOptions extends MeasureOptions {
  readonly endpointsAtOnce: number;
  /** Called with how many are done, after each. */
  readonly measured?: (done: number) => void;
}

/** The results are in the order of the targets. */
export async function measureEndpoints(
  targets: readonly TlsTarget[],
  options: MeasureAllOptions,
): Promise<readonly TlsMeasurement[]> {
  const results: TlsMeasurement[] = [];
  const waiting = targets.entries();
  let done = 0;
  async function worker(): Promise<void> {
    for (const [at, target] of waiting) {
      results[at] = await measureEndpoint(target, options);
      done += 1;
      options.measured?.(done);
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.endpointsAtOnce, targets.length) }, worker));
  return results;
}
