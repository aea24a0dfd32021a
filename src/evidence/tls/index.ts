// Measurements of TLS endpoints as evidence.
export { MeasurementCollector } from "./collect-measurements.ts";
