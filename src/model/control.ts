// Frameworks, their controls, and the mappings from checks to controls.

export const controlEvidences = ["direct", "partial", "supporting", "attestation"] as const;
/**
 * What a machine can show of a control: what it asks for itself, as far as the platform goes (`direct`), a part of it
 * (`partial`), only signs that it is in place (`supporting`), or nothing, so that a person has to attest it (`attestation`).
 * How directly one check shows its facet of a control is the strength of the mapping, and another question.
 */
export type ControlEvidence = (typeof controlEvidences)[number];

/** One control of a framework's catalogue. */
export interface Control {
  readonly id: string;
  readonly title: string;
  /** The catalogue's own grouping: a CSF category, an Annex A theme. */
  readonly group?: string;
  /** CWE numbers that the framework itself lists under this control. */
  readonly cwe?: readonly number[];
  /** Every control of the built-in catalogues says it; a user's own need not. */
  readonly evidence?: ControlEvidence;
  /** What a machine would look at, and what is left for a person. */
  readonly note?: string;
}

/** A catalogue: a framework and all of its controls, in the catalogue's order. */
export interface Framework {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly source: string;
  readonly licence: string;
  readonly controls: readonly Control[];
}

export const mappingStrengths = ["direct", "partial", "supporting"] as const;
export type MappingStrength = (typeof mappingStrengths)[number];

export const mappingBases = ["cwe", "intent"] as const;
/** `cwe`: the framework itself lists one of the check's CWEs there; `intent`: the control's wording alone. */
export type MappingBasis = (typeof mappingBases)[number];

/** An edge from a check to a control that its result is evidence for. */
export interface Mapping {
  readonly check: string;
  readonly framework: string;
  readonly control: string;
  readonly strength: MappingStrength;
  readonly basis: MappingBasis;
  readonly rationale: string;
  /** A user's own edge to a built-in framework: it can lower a score and never raise one. */
  readonly own?: true;
}
