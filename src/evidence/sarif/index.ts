// SARIF logs of scanners as evidence.
export { ScanCollector } from "./collect-logs.ts";
