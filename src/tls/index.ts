// Asks servers what they accept of TLS.
export { measureEndpoints, type MeasureAllOptions } from "./measure-endpoints.ts";
export { readTarget, readTargets, type TlsTarget } from "./target.ts";
