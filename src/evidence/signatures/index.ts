// Signatures of artefacts as evidence.
export { SignatureCollector } from "./collect-signatures.ts";
