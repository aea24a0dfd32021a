// Attestations at the time of the assessment: which count, for which controls. They raise no score: no check is theirs.
import {
  attestationDays,
  type AssessedApplicability,
  type AssessedAttestation,
  type Attestation,
  type AttestationState,
  type ControlReference,
  type GateCondition,
} from "../model/index.ts";
import { decisionOn } from "./applicability.ts";
import type { FrameworkScope } from "./scope.ts";
import { count, listed } from "./words.ts";

/** In the order of their ids. `scopes` say which controls checks judge. */
export function assessAttestations(
  attestations: readonly Attestation[],
  scopes: readonly FrameworkScope[],
  now: string,
): readonly AssessedAttestation[] {
  return attestations
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))
    .map((attestation) => {
      const named = attestation.controls.filter((control) => isUnjudged(control, scopes));
      return { ...attestation, ...judgeAttestation(attestation, named.length, now) };
    });
}

/** The first that counts for a control; else the first that speaks of it. */
export function attestationOf(
  attestations: readonly AssessedAttestation[],
  framework: string,
  control: string,
): AssessedAttestation | undefined {
  const naming = attestations.filter(({ controls }) =>
    controls.some((one) => one.framework === framework && one.control === control),
  );
  return naming.find(({ state }) => state === "in-use") ?? naming[0];
}

/**
 * Controls that no check judges need an attestation when the Statement of Applicability says that they apply, or when
 * somebody attested them once.
 */
export function attestationsCondition(
  attestations: readonly AssessedAttestation[],
  decisions: readonly AssessedApplicability[],
  scopes: readonly FrameworkScope[],
): GateCondition | undefined {
  const controls = scopes.flatMap(({ framework, unjudged }) =>
    unjudged.flatMap(({ id }) => {
      const attestation = attestationOf(attestations, framework.id, id);
      if (!attestation && !decisionOn(decisions, framework.id, id)) return [];
      return [{ name: `${framework.id}/${id}`, attestation }];
    }),
  );
  if (controls.length === 0) return undefined;
  const id = "attestations";
  const open = controls.filter(({ attestation }) => attestation?.state !== "in-use");
  if (open.length === 0) return { id, verdict: "pass", message: `${count(controls.length, "control")} attested` };
  const reasons = open.map(({ name, attestation }) =>
    attestation ? `${name} (${attestation.id}: ${attestation.message})` : `${name} (there is none)`,
  );
  return { id, verdict: "incomplete", message: `controls without an attestation that counts: ${listed(reasons)}` };
}

/** `unjudged` is how many of its controls no check judges; `now` is a time, ISO 8601. */
export function judgeAttestation(
  { attestedAt, expiresAt, files }: Attestation,
  unjudged: number,
  now: string,
): { readonly state: AttestationState; readonly message: string } {
  const [time, attested, expires] = [Date.parse(now), Date.parse(attestedAt), Date.parse(expiresAt)];
  if (unjudged === 0)
    return { state: "not-needed", message: "checks judge its controls, or their frameworks are not in scope" };
  if (!(time >= attested)) return { state: "not-yet-made", message: `it is of ${attestedAt}, which is to come` };
  if (!(time < expires)) return { state: "expired", message: `it expired at ${expiresAt}` };
  if (expires - attested > attestationDays * 86_400_000)
    return { state: "too-long", message: `it holds for more than ${attestationDays} days` };
  const other = files.filter(({ sha256, found }) => found !== sha256);
  if (other.length > 0) {
    const reasons = other.map(({ path, found }) => (found ? `${path} has changed` : `${path} cannot be read`));
    return { state: "file-differs", message: listed(reasons) };
  }
  return { state: "in-use", message: `it is for ${count(unjudged, "control")}` };
}

function isUnjudged({ framework, control }: ControlReference, scopes: readonly FrameworkScope[]): boolean {
  const scope = scopes.find((one) => one.framework.id === framework);
  return scope?.unjudged.some(({ id }) => id === control) ?? false;
}
