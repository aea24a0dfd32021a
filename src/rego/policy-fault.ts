// What ends an evaluation: the policy aborts, calls a builtin function that is off, missing or halts, or takes too much.

export class PolicyFault extends Error {}

const mebibyte = 1024 * 1024;

/** Says in a person's words what was thrown while a policy ran. */
export function faultOf(thrown: unknown, memoryBytes: number): PolicyFault {
  if (thrown instanceof PolicyFault && thrown.message !== outOfMemory) return thrown;
  if (thrown instanceof RangeError && /call stack/i.test(thrown.message))
    return new PolicyFault("it calls itself, or goes into the data, too deeply", { cause: thrown });
  if (thrown instanceof RangeError || (thrown instanceof PolicyFault && thrown.message === outOfMemory))
    return new PolicyFault(`it needs more than ${memoryBytes / mebibyte} MiB for one subject`, { cause: thrown });
  return new PolicyFault(`it crashed: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown });
}

/** What a policy module aborts with when its memory may not grow. */
const outOfMemory = "opa_malloc: failed";
