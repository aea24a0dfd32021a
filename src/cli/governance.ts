// What people decided and ask for, read from the files that they keep: for scan, gate and baseline, which assess for them.
import type { Governance } from "../assessment/index.ts";
import { displayName } from "../evidence/index.ts";
import type { Framework } from "../model/index.ts";
import type { CommonOptions } from "./options.ts";

/**
 * Loaded only when there is any.
 * @throws TouchstoneError E_EXCEPTION, E_SOA, E_ATTESTATION, E_BASELINE
 */
export async function loadGovernance(
  { exceptions, soa, attestations, baseline, commit, requiredEvidence = [] }: CommonOptions,
  frameworks: readonly Framework[],
): Promise<Governance> {
  const required = requiredEvidence.map((one) => ("source" in one ? { ...one, source: displayName(one.source) } : one));
  const demands = { required, ...(commit !== undefined && { commit }) };
  const asked = requiredEvidence.length > 0 || commit !== undefined ? { demands } : {};
  if (exceptions.length + soa.length + attestations.length === 0 && baseline === undefined) return asked;
  const config = await import("../config/index.ts");
  return {
    ...asked,
    ...(exceptions.length > 0 && { exceptions: await config.loadExceptions(exceptions) }),
    ...(soa.length > 0 && { applicability: await config.loadApplicability(soa, frameworks) }),
    ...(attestations.length > 0 && { attestations: await config.loadAttestations(attestations, frameworks) }),
    ...(baseline !== undefined && { baseline: await config.readBaseline(baseline) }),
  };
}
