// Settings of Envoy: filter chains of listeners, clusters, and the interface of administration.
import assert from "node:assert/strict";
import { test } from "node:test";
import { envoyTransports } from "../../../src/evidence/transport/envoy.ts";
import { lines, told, wrong } from "./read.ts";

const gateway = `admin:
  address: { socket_address: { address: 127.0.0.1, port_value: 9901 } }
static_resources:
  listeners:
    - name: http
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                route_config:
                  virtual_hosts:
                    - name: all
                      routes: [{ match: { prefix: / }, redirect: { https_redirect: true } }]
    - name: https
      address: { socket_address: { address: 0.0.0.0, port_value: 8443 } }
      filter_chains:
        - transport_socket:
            name: envoy.transport_sockets.tls
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
              require_client_certificate: true
              common_tls_context:
                tls_params:
                  tls_minimum_protocol_version: TLSv1_0
                  cipher_suites: ["[ECDHE-RSA-AES128-GCM-SHA256|ECDHE-RSA-CHACHA20-POLY1305]", AES128-SHA]
                  ecdh_curves: [X25519]
                tls_certificates: [{ certificate_chain: { filename: /run/tls.crt } }]
        - filters:
            - name: tcp
              typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy }
  clusters:
    - name: orchestrator
      load_assignment:
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: orchestrator.agents, port_value: 8443 } } }
      transport_socket:
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          common_tls_context:
            validation_context: { trusted_ca: { filename: /run/ca.crt } }
    - name: unverified
      transport_socket:
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          common_tls_context:
            validation_context: { trusted_ca: { filename: /ca }, trust_chain_verification: ACCEPT_UNTRUSTED }
    - name: silent
      transport_socket:
        typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext }
    - name: sidecar
      load_assignment:
        endpoints: [{ lb_endpoints: [{ endpoint: { address: { pipe: { path: /run/app.sock } } } }] }]
`;

test("each filter chain and cluster has what it says, and the defaults of Envoy", () => {
  assert.deepEqual(envoyTransports(gateway, wrong).map(told), [
    { name: "server listener http", ends: [":8080 plain redirect"] },
    {
      name: "server listener https",
      ends: [":8443 tls"],
      protocols: "TLSv1.0 TLSv1.1 TLSv1.2 TLSv1.3",
      ciphers: "ECDHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-CHACHA20-POLY1305 AES128-SHA",
      groups: "X25519",
      clientAuth: "required",
      certificates: ["/run/tls.crt"],
    },
    { name: "server listener https", ends: [":8443 unknown"] },
    {
      name: "upstream cluster orchestrator",
      ends: ["orchestrator.agents:8443 tls"],
      "protocols?": "TLSv1.2",
      verifiesPeer: true,
    },
    { name: "upstream cluster unverified", ends: [": tls"], "protocols?": "TLSv1.2", verifiesPeer: false },
    { name: "upstream cluster silent", ends: [": tls"], "protocols?": "TLSv1.2", "verifiesPeer?": false },
    { name: "upstream cluster sidecar", ends: ["unix:/run/app.sock: plain local"] },
    { name: "server admin", ends: ["127.0.0.1:9901 plain local"] },
  ]);
});

test("findings get the lines of the settings", () => {
  const [, https] = envoyTransports(gateway, wrong);
  assert.ok(https);
  assert.deepEqual(lines(https), { "": 19, "ends/0": 21, protocols: 26, ciphers: 27, groups: 28, clientAuth: 23 });
});

test("both ways of writing names are read, and JSON as well", () => {
  const text = JSON.stringify({
    static_resources: {
      listeners: [
        {
          name: "https",
          address: { socketAddress: { address: "::", portValue: 443 } },
          filterChains: [
            {
              transportSocket: {
                typedConfig: {
                  "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
                  commonTlsContext: { tlsParams: { tlsMinimumProtocolVersion: "TLSv1_3" } },
                },
              },
            },
          ],
        },
      ],
    },
  });
  assert.deepEqual(envoyTransports(text, wrong).map(told), [
    { name: "server listener https", ends: [":443 tls"], protocols: "TLSv1.3", "clientAuth?": "none" },
  ]);
});

test("what is no mapping of YAML is refused with its line", () => {
  assert.throws(() => envoyTransports("static_resources:\n  listeners: [\n", wrong), /line \d: /);
  assert.throws(() => envoyTransports("hello", wrong), {
    message: "line 1: it is no mapping, as the settings of Envoy are",
  });
});
