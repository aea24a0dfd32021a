// What monitors a system, as evidence.
export { noAlertsSubject } from "./alerts.ts";
export { MonitoringReader } from "./reader.ts";
