// Reads touchstone.yaml and the files that it names.
export { loadApplicability } from "./applicability.ts";
export { loadAttestations } from "./attestations.ts";
export { readBaseline, writtenBaseline } from "./baseline.ts";
export { controlNamed } from "./control-name.ts";
export { defaultStore, loadConfig, type Config } from "./config.ts";
export { loadExceptions } from "./exceptions.ts";
