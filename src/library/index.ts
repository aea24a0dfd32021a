// The library: checks, catalogues and mappings, validated, as one immutable value.
export type { Library } from "./built-in.ts";
export type { BundleOptions, CompiledRules } from "./bundles/add-bundles.ts";
export type { VerificationSettings } from "./bundles/verification.ts";
export { categoryLookup } from "./categories.ts";
export { isAdding, loadLibrary, type LibraryAdditions } from "./library.ts";
export { requireChecks, selectChecks, type Selection } from "./select-checks.ts";
