// The statuses of checks and controls.

export const checkStatuses = [
  "not-satisfied",
  "error",
  "not-assessed",
  "satisfied-with-exception",
  "satisfied",
] as const;
/** From the worst to the best; a control takes the worst of its checks. */
export type CheckStatus = (typeof checkStatuses)[number];

export const controlStatuses = [
  "not-satisfied",
  "error",
  "not-assessed",
  "satisfied-with-exception",
  "attested",
  "satisfied",
  "not-applicable",
] as const;
/**
 * The worst status of the control's checks. `attested`: a person states it, and no check judges it. `not-applicable`: the
 * Statement of Applicability says so; it is in no score and no coverage.
 */
export type ControlStatus = (typeof controlStatuses)[number];
