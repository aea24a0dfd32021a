// Says in a person's words why something that was asked of the network failed.
import type { NetworkFailure } from "./network-protocol.ts";

export function failureOf(failure: NetworkFailure["failure"], thrown: unknown, signal: AbortSignal): NetworkFailure {
  return { failure, message: signal.aborted ? "timed out" : reasonOf(thrown) };
}

/** Node tries every address of a name and tells of all failures together, without a message of its own. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return reasonOf(thrown.errors[0]);
  return thrown instanceof Error && thrown.message !== "" ? thrown.message : String(thrown);
}
