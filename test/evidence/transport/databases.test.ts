// Settings of PostgreSQL and Redis.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pgHbaTransports } from "../../../src/evidence/transport/pg-hba.ts";
import { postgresqlTransports } from "../../../src/evidence/transport/postgresql.ts";
import { redisTransports } from "../../../src/evidence/transport/redis.ts";
import { lines, told, wrong } from "./read.ts";

test("postgresql.conf: the last of each setting holds, with and without an equals sign", () => {
  const text = `# comment
listen_addresses = '*'   # all
port 5433
ssl = off
SSL = on
ssl_min_protocol_version = 'TLSv1.3'
ssl_cert_file = '/run/secrets/o''tls.crt'
ssl_ciphers = 'HIGH:!aNULL'
ssl_groups = 'X25519:prime256v1'
shared_buffers = 256MB
`;
  const [server] = postgresqlTransports(text, wrong);
  assert.ok(server);
  assert.deepEqual(told(server), {
    name: "server server",
    ends: [":5433 tls"],
    protocols: "TLSv1.3",
    ciphers: "HIGH !aNULL",
    groups: "X25519 prime256v1",
    "passwordEncryption?": "scram-sha-256",
    certificates: ["/run/secrets/o'tls.crt"],
  });
  assert.deepEqual(lines(server), { "": 5, "ends/0": 5, protocols: 6, ciphers: 8, groups: 9 });
});

test("postgresql.conf: without ssl there is none, and with an include nobody knows", () => {
  const ends = (text: string, complete = true): unknown =>
    postgresqlTransports(text, wrong, complete).map((one) => told(one)["ends"]);
  assert.deepEqual(ends("max_connections = 100\n"), [[":5432 plain"]]);
  assert.deepEqual(ends("listen_addresses = 'localhost'\n"), [["localhost:5432 plain local"]]);
  assert.deepEqual(ends("include_dir = 'conf.d'\nlisten_addresses = '*'\n"), [[": unknown"]]);
  assert.deepEqual(ends("max_connections = 100\n", false), []);
  assert.deepEqual(ends("listen_addresses = ''\nssl = off\n"), [[]]);
});

test("postgresql.conf: empty versions are any that the library has", () => {
  const [server] = postgresqlTransports(
    "ssl = yes\nssl_min_protocol_version = ''\nssl_max_protocol_version = 'TLSv1.2'\n",
    wrong,
  );
  assert.equal(server && told(server)["protocols"], "TLSv1.0 TLSv1.1 TLSv1.2");
});

test("postgresql.conf: a lowest version above the highest leaves none", () => {
  const text = "ssl = on\nssl_min_protocol_version = 'TLSv1.3'\nssl_max_protocol_version = 'TLSv1.2'\n";
  assert.equal(postgresqlTransports(text, wrong).map((one) => told(one)["protocols"])[0], "");
});

test("postgresql.conf: what PostgreSQL would refuse is refused", () => {
  assert.throws(() => postgresqlTransports("ssl = on\n=\n", wrong), {
    message: "line 2: it is no setting of PostgreSQL",
  });
  assert.throws(() => postgresqlTransports("ssl = 'on\n", wrong), {
    message: "line 1: it is no setting of PostgreSQL",
  });
  assert.throws(() => postgresqlTransports("ssl = maybe\n", wrong), { message: "line 1: ssl is neither on nor off" });
});

test("pg_hba.conf: each line with its type, whom it is for, and the method", () => {
  const text = `# TYPE DATABASE USER ADDRESS METHOD
local all all trust
host all,"my db" agents, backup 10.0.0.0 255.0.0.0 md5
hostssl all all 0.0.0.0/0 cert map=agents
hostssl replication all samenet \\
  scram-sha-256 clientcert=verify-full
host all all 127.0.0.1/32 trust
host all all 127.0.0.1/0 trust
host all all ::1/128 scram-sha-256
include_if_exists extra.conf
`;
  const [found] = pgHbaTransports(text, wrong);
  assert.ok(found);
  const { access, includes } = found.document;
  assert.deepEqual(
    access.map(({ type, databases, users, address, local, method, clientCertificate }) =>
      [type, databases.join("+"), users.join("+"), address, local, method, clientCertificate].join(" "),
    ),
    [
      "local all all  true trust false",
      "host all+my db agents+backup 10.0.0.0 255.0.0.0 false md5 false",
      "hostssl all all 0.0.0.0/0 false cert true",
      "hostssl replication all samenet false scram-sha-256 true",
      "host all all 127.0.0.1/32 true trust false",
      "host all all 127.0.0.1/0 false trust false",
      "host all all ::1/128 true scram-sha-256 false",
    ],
  );
  assert.deepEqual(includes, ["extra.conf"]);
  assert.deepEqual(lines(found), {
    "": 2,
    "access/0": 2,
    "access/1": 3,
    "access/2": 4,
    "access/3": 5,
    "access/4": 7,
    "access/5": 8,
    "access/6": 9,
  });
});

test("pg_hba.conf: an unknown type or method is refused", () => {
  assert.throws(() => pgHbaTransports("hostssh all all all md5\n", wrong), {
    message: "line 1: it is no line of pg_hba.conf: its first word is no type of connections",
  });
  assert.throws(() => pgHbaTransports("host all all all magic\n", wrong), {
    message: "line 1: its method is none of PostgreSQL's",
  });
});

test("redis.conf: ports with and without TLS, and connections between servers", () => {
  const text = `bind 0.0.0.0 -::*
port 6379
tls-port 6380
tls-cert-file "/run/secrets/tls/tls.crt"
tls-protocols "TLSv1.2 TLSv1.3"
tls-ciphers DEFAULT:!MEDIUM
tls-auth-clients optional
replicaof redis-0 6380
tls-replication yes
cluster-enabled yes
requirepass "with # and \\" in it"
`;
  const found = redisTransports(text, wrong);
  assert.deepEqual(found.map(told), [
    {
      name: "server server",
      ends: [":6380 tls", ":6379 plain"],
      protocols: "TLSv1.2 TLSv1.3",
      ciphers: "DEFAULT !MEDIUM",
      clientAuth: "optional",
      certificates: ["/run/secrets/tls/tls.crt"],
    },
    { name: "peer replication", ends: ["redis-0:6380 tls"], "verifiesPeer?": true },
    { name: "peer cluster bus", ends: [": plain"] },
  ]);
  assert.deepEqual(found.map(lines), [
    { "": 1, "ends/0": 3, "ends/1": 2, protocols: 5, ciphers: 6, clientAuth: 7 },
    { "": 8, "ends/0": 9 },
    { "": 10 },
  ]);
});

test("quotation marks are those of each software", () => {
  assert.equal(redisTransports(`requirepass 'it\\'s "fine"'\nport 6379\n`, wrong).length, 1);
  const [access] = pgHbaTransports(`host all o'neil all md5\n`, wrong);
  assert.deepEqual(access?.document.access[0]?.users, ["o'neil"]);
});

test("redis.conf: what is not said is Redis' default, and of a part of the settings unknown", () => {
  const ends = (text: string, complete = true): unknown =>
    redisTransports(text, wrong, complete).map((one) => told(one)["ends"]);
  assert.deepEqual(ends("appendonly yes\n"), [[":6379 plain"]]);
  assert.deepEqual(ends("sentinel monitor agents redis-0 6379 2\n"), [[":26379 plain"]]);
  assert.deepEqual(ends("tls-port 0\nport 6380\n"), [[":6380 plain"]]);
  assert.deepEqual(ends("bind 127.0.0.1 -::1\n"), [[":6379 plain local"]]);
  assert.deepEqual(ends("appendonly yes\n", false), []);
  assert.deepEqual(ends("include /etc/redis/tls.conf\n"), []);
  assert.deepEqual(ends("replicaof redis-0 6379\n", false), [["redis-0:6379 unknown"]]);
});

test("redis.conf: what Redis would refuse is refused", () => {
  assert.throws(() => redisTransports("port many\n", wrong), { message: "line 1: port is no port" });
  assert.throws(() => redisTransports("tls-port 6379\ntls-auth-clients perhaps\n", wrong), {
    message: "line 2: tls-auth-clients is neither yes nor no",
  });
  assert.throws(() => redisTransports("<html>\n", wrong), { message: "line 1: it is no setting of Redis" });
  assert.throws(() => redisTransports('save "\n', wrong), { message: "line 1: a quotation mark is not closed" });
});
