// Runs the security scanners of others.
export { scanTarget, type Scan, type ScanOptions } from "./scan-target.ts";
export { scanners } from "./scanners.ts";
export { readTree } from "./target-tree.ts";
