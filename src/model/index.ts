// The vocabulary of Touchstone: types, and the few constants that belong to them.
export * from "./applicability.ts";
export * from "./assessment.ts";
export * from "./attestation.ts";
export * from "./baseline.ts";
export * from "./check.ts";
export * from "./control.ts";
export * from "./evidence.ts";
export * from "./exact-json.ts";
export * from "./exception.ts";
export * from "./intent.ts";
export * from "./kubernetes-version.ts";
export * from "./name-path.ts";
export * from "./picture.ts";
export * from "./required-evidence.ts";
export * from "./severity.ts";
export * from "./store-address.ts";
export * from "./touchstone-error.ts";
