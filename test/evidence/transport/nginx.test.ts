// Settings of nginx: servers with what they inherit, and whom they pass requests on to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nginxTransports } from "../../../src/evidence/transport/nginx.ts";
import { lines, told, wrong } from "./read.ts";

const gateway = `worker_processes auto;
events { worker_connections 1024; }

http {
    # Both servers have these.
    ssl_protocols TLSv1.2 TLSv1.3;
    log_format main '$remote_addr - "$request" {$status};';
    upstream orchestrator {
        server agents-orchestrator-0.agents:8443;
        server unix:/run/orchestrator.sock;
    }
    server {
        listen 80 default_server;
        listen [::]:80;
        location /.well-known/acme-challenge/ { root /srv/acme; }
        location / { return 301 https://$host$request_uri; }
    }
    server {
        listen 443 ssl;
        server_name agents.example.com www.agents.example.com;
        ssl_certificate /run/secrets/tls/tls.crt;
        ssl_ciphers "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384";
        ssl_ecdh_curve X25519:prime256v1;
        ssl_verify_client optional;
        add_header Strict-Transport-Security "max-age=63072000" always;
        location ~ "^/v[0-9]{1,2}/" {
            proxy_pass https://orchestrator;
            proxy_ssl_verify on;
        }
        location /other/ { proxy_pass http://127.0.0.1:9000/x; }
    }
}
`;

test("a server has what it says, what is around it, and the defaults of nginx", () => {
  assert.deepEqual(nginxTransports(gateway, wrong).map(told), [
    { name: "server server", ends: [":80 plain redirect", ":80 plain redirect"] },
    {
      name: "server server agents.example.com",
      ends: [":443 tls"],
      protocols: "TLSv1.2 TLSv1.3",
      ciphers: "ECDHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-AES256-GCM-SHA384",
      groups: "X25519 prime256v1",
      clientAuth: "optional",
      hsts: true,
      certificates: ["/run/secrets/tls/tls.crt"],
    },
    {
      name: "upstream server agents.example.com to https://orchestrator",
      ends: ["agents-orchestrator-0.agents:8443 tls", "unix:/run/orchestrator.sock: tls local"],
      "protocols?": "TLSv1.2 TLSv1.3",
      "ciphers?": "DEFAULT",
      verifiesPeer: true,
    },
    { name: "upstream server agents.example.com to http://127.0.0.1:9000", ends: ["127.0.0.1:9000 plain local"] },
  ]);
});

test("findings get the lines of the directives, also of those that are inherited", () => {
  const [, api] = nginxTransports(gateway, wrong);
  assert.ok(api);
  assert.deepEqual(lines(api), {
    "": 18,
    "ends/0": 19,
    protocols: 6,
    ciphers: 22,
    groups: 23,
    clientAuth: 24,
    hsts: 25,
  });
});

test("a server without a listen answers at port 80, and one of a stream may pass TLS on", () => {
  const text = `http { server { server_name a.example.com; } }
stream { server { listen 5432; proxy_pass db:5432; } server { listen 6380 ssl; proxy_ssl on; proxy_pass redis:6379; } }`;
  assert.deepEqual(
    nginxTransports(text, wrong).map((one) => [told(one)["name"], told(one)["ends"]]),
    [
      ["server server a.example.com", [":80 plain"]],
      ["server server", [":5432 unknown"]],
      ["upstream server to db:5432", ["db:5432 unknown"]],
      ["server server", [":6380 tls"]],
      ["upstream server to redis:6379", ["redis:6379 tls"]],
    ],
  );
});

test("headers of http are lost where a server adds its own, and nobody is verified unless it is said", () => {
  const text = `http {
    add_header Strict-Transport-Security "max-age=1";
    server { listen 443 ssl; add_header X-Frame-Options DENY; location / { proxy_pass https://a; } }
    server { listen 443 ssl; }
  }`;
  const [first, upstream, second] = nginxTransports(text, wrong).map(told);
  assert.deepEqual([first?.["hsts?"], upstream?.["verifiesPeer?"], second?.["hsts"]], [false, false, true]);
});

test("of a file without http around its servers no defaults are taken: they may be set elsewhere", () => {
  const [server] = nginxTransports("server { listen 443 ssl; }", wrong);
  assert.deepEqual(server && told(server), { name: "server server", ends: [":443 tls"], complete: false });
});

test("Lua may hold braces and quotes of its own", () => {
  const text = `http { init_by_lua_block { local s = "}" -- '
    local t = { a = { 1 } } }
  server { listen 8443 ssl; } }`;
  assert.deepEqual(
    nginxTransports(text, wrong).map((one) => told(one)["ends"]),
    [[":8443 tls"]],
  );
});

test("what nginx would not start with is refused with its line", () => {
  const cases = [
    ["http {\n server {\n", "line 2: a block does not end"],
    ["http { }\n}", "line 2: a block ends that was not begun"],
    ["http {\n server { listen 80 } }", "line 2: listen is not ended by a semicolon"],
    ["worker_processes 1", "line 1: worker_processes is not ended by a semicolon"],
    ["events { }\n;", "line 2: a semicolon ends nothing"],
    ['log_format "a;\n', "line 1: a quotation mark is not closed"],
    ["{ }", "line 1: a block has no name"],
    ["a { ".repeat(70), "line 1: blocks lie too deep in each other"],
  ] as const;
  for (const [text, message] of cases) assert.throws(() => nginxTransports(text, wrong), { message }, text);
});
