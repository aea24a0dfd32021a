// SARIF logs of scanners as evidence.
export { ScanCollector, type LogOptions } from "./collect-logs.ts";
export type { CategoriesOf } from "./scan-subjects.ts";
