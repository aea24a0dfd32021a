// The files in which servers are told of TLS, as rows of the platform's files.
import type { PlatformRow } from "../platform/recognise.ts";

export const transportFiles: readonly PlatformRow[] = [];
