// What a file of `touchstone collect tls` has to look like.
import { tlsModes, tlsOutcomes, tlsTopics, tlsVersions } from "../../model/index.ts";

const text = { type: "string", minLength: 1, maxLength: 1000 } as const;
const maybe = { type: ["boolean", "null"] } as const;
const base64 = { type: "string", pattern: "^[A-Za-z0-9+/]+={0,2}$", maxLength: 131_072 } as const;
const hsts = {
  type: ["object", "null"],
  additionalProperties: false,
  required: ["maxAge", "includeSubDomains", "preload"],
  properties: {
    maxAge: { type: "integer", minimum: 0 },
    includeSubDomains: { type: "boolean" },
    preload: { type: "boolean" },
  },
} as const;

const endpointProperties = {
  target: text,
  host: text,
  port: { type: "integer", minimum: 1, maximum: 65_535 },
  address: { type: "string", maxLength: 100 },
  mode: { enum: tlsModes },
  servername: text,
  outcome: { enum: tlsOutcomes },
  reason: { type: "string", maxLength: 1000 },
  connections: { type: "integer", minimum: 0 },
  gaps: {
    type: "array",
    maxItems: 1000,
    items: {
      type: "object",
      additionalProperties: false,
      required: ["about", "reason"],
      properties: { about: { enum: tlsTopics }, reason: text },
    },
  },
  protocols: {
    type: "array",
    maxItems: tlsVersions.length,
    items: {
      type: "object",
      additionalProperties: false,
      required: ["name", "suites"],
      properties: {
        name: { enum: tlsVersions },
        suites: {
          type: "array",
          uniqueItems: true,
          maxItems: 1000,
          items: { type: "string", pattern: "^TLS_[A-Za-z0-9_]+$" },
        },
      },
    },
  },
  groups: { type: "array", uniqueItems: true, maxItems: 1000, items: { type: "string", pattern: "^[A-Za-z0-9-]+$" } },
  dhBits: { type: "array", uniqueItems: true, maxItems: 100, items: { type: "integer", minimum: 0, maximum: 524_280 } },
  chains: { type: "array", maxItems: 20, items: { type: "array", minItems: 1, maxItems: 20, items: base64 } },
  ocspStapled: maybe,
  alpn: { type: ["string", "null"], maxLength: 100 },
  compression: maybe,
  secureRenegotiation: maybe,
  serverPreference: maybe,
  tlsOptional: maybe,
  http: {
    type: ["object", "null"],
    additionalProperties: false,
    required: ["status", "hsts"],
    properties: { status: { type: "integer", minimum: 100, maximum: 599 }, hsts },
  },
} as const;

export const measurementsSchema = {
  type: "object",
  additionalProperties: false,
  required: ["schemaVersion", "kind", "collectedAt", "collector", "authorities", "endpoints"],
  properties: {
    schemaVersion: { const: "1" },
    kind: { const: "touchstone-tls" },
    collectedAt: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$" },
    collector: {
      type: "object",
      additionalProperties: false,
      required: ["name", "version"],
      properties: { name: text, version: text },
    },
    authorities: { type: "array", maxItems: 1000, items: base64 },
    endpoints: {
      type: "array",
      minItems: 1,
      maxItems: 10_000,
      items: {
        type: "object",
        additionalProperties: false,
        required: Object.keys(endpointProperties),
        properties: endpointProperties,
      },
    },
  },
} as const;
