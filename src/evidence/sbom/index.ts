// Bills of materials as evidence.
export { BillCollector } from "./collect-bills.ts";
