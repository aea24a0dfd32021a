// What a gate must have seen, and how old it may be.

/** Either a source of evidence, or a namespace that something in the evidence must be in. */
export type RequiredEvidence =
  | {
      /** A path as evidence has it, or a folder above it. */
      readonly source: string;
      /** In hours, from when it was made to the assessment. */
      readonly maxAgeHours?: number;
    }
  | { readonly namespace: string };
