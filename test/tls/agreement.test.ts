// What we find out about a server is what `openssl s_client` finds out about it, for every weakness that this machine can speak.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { execa } from "execa";
import type { TlsMeasurement } from "../../src/model/index.ts";
import { Certificates, ec, rsa, type Issued } from "./certificates.ts";
import { measure, suitesIn } from "./measure.ts";
import { opensslServer, type Running } from "./servers.ts";

const pki = new Certificates();
const names = ["DNS:postgresql.agents.svc"];
const plain = pki.issue({ name: "postgresql", names, key: rsa(2048) });
const curved = pki.issue({ name: "postgresql", names, key: ec });

interface Case {
  readonly what: string;
  readonly issued: Issued | undefined;
  readonly args: readonly string[];
  readonly protocols: readonly string[];
}

const weakest = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";
const cases: readonly Case[] = [
  {
    what: "everything",
    issued: plain,
    args: ["-cipher", weakest],
    protocols: ["TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
  },
  { what: "TLS 1.0 alone", issued: plain, args: ["-tls1", "-cipher", weakest], protocols: ["TLSv1.0"] },
  { what: "TLS 1.1 alone", issued: plain, args: ["-tls1_1", "-cipher", weakest], protocols: ["TLSv1.1"] },
  { what: "TLS 1.2 alone", issued: curved, args: ["-tls1_2"], protocols: ["TLSv1.2"] },
  { what: "TLS 1.3 alone", issued: curved, args: ["-tls1_3"], protocols: ["TLSv1.3"] },
  { what: "no encryption", issued: plain, args: ["-tls1_2", "-cipher", "NULL:@SECLEVEL=0"], protocols: ["TLSv1.2"] },
  {
    what: "no certificate",
    issued: undefined,
    args: ["-tls1_2", "-cipher", "ADH:AECDH:@SECLEVEL=0"],
    protocols: ["TLSv1.2"],
  },
  { what: "no forward secrecy", issued: plain, args: ["-tls1_2", "-cipher", "kRSA"], protocols: ["TLSv1.2"] },
  { what: "server's order", issued: plain, args: ["-serverpref"], protocols: ["TLSv1.2", "TLSv1.3"] },
];

const running = new Map<string, Running>();
before(async () => {
  for (const { what, issued, args } of cases) running.set(what, await opensslServer(issued, args));
});
after(async () => {
  for (const server of running.values()) await server.stop();
});

async function client(port: number, args: readonly string[]): Promise<boolean> {
  const { stdout } = await execa(
    "openssl",
    ["s_client", "-connect", `127.0.0.1:${port}`, "-servername", "postgresql.agents.svc", ...args],
    {
      input: "",
      reject: false,
    },
  );
  return !/^\s*Cipher\s*: 0000$|Cipher is \(NONE\)/m.test(stdout) && /Cipher is /.test(stdout);
}

const flags = { "TLSv1.0": "-tls1", "TLSv1.1": "-tls1_1", "TLSv1.2": "-tls1_2", "TLSv1.3": "-tls1_3" } as const;

for (const { what, protocols } of cases) {
  test(`protocols of a server with ${what} are those that OpenSSL connects with`, async () => {
    const port = running.get(what)?.port ?? 0;
    const measured = await measure(`127.0.0.1:${port}`);
    assert.equal(measured.outcome, "measured", measured.reason);
    assert.deepEqual(
      measured.gaps.filter(({ about }) => about !== "handshake"),
      [],
    );
    const found = measured.protocols.map(({ name }) => name);
    assert.deepEqual(found, protocols);
    for (const [version, flag] of Object.entries(flags)) {
      const accepted = await client(port, [flag, "-cipher", weakest]);
      assert.equal(
        found.some((name) => name === version),
        accepted,
        `${what}: ${version}`,
      );
    }
  });
}

test("suites of a server with everything, and of one without forward secrecy, are those that OpenSSL connects with", async () => {
  const { stdout } = await execa("openssl", ["ciphers", "-stdname", "-tls1_2", "-s", weakest]);
  const suites = stdout.split("\n").flatMap((line) => {
    const [iana, , name] = line.trim().split(/\s+/);
    return iana === undefined || name === undefined || /PSK|SRP|TLS_AES|TLS_CHACHA/.test(iana) ? [] : [{ iana, name }];
  });
  assert.ok(suites.length > 60, `${suites.length} suites to try`);
  // Every fourth: a client of OpenSSL takes its time to start.
  const tried = suites.filter((_, index) => index % 4 === 0);
  for (const what of ["everything", "no forward secrecy"]) {
    const port = running.get(what)?.port ?? 0;
    const found = suitesIn(await measure(`127.0.0.1:${port}`), "TLSv1.2");
    const accepted: string[] = [];
    for (const { iana, name } of tried)
      if (await client(port, ["-tls1_2", "-cipher", `${name}:@SECLEVEL=0`])) accepted.push(iana);
    assert.deepEqual(
      found.filter((suite) => tried.some(({ iana }) => iana === suite)).toSorted(),
      accepted.toSorted(),
      what,
    );
    assert.ok(accepted.length > 0);
  }
});

test("sizes and groups of the key exchange are those that OpenSSL sees", async () => {
  const measured = await measure(`127.0.0.1:${running.get("everything")?.port}`);
  assert.ok(measured.groups.includes("x25519") && measured.groups.includes("secp256r1"), String(measured.groups));
  assert.ok(measured.dhBits.length > 0);
  const { stdout } = await execa(
    "openssl",
    [
      "s_client",
      "-connect",
      `127.0.0.1:${running.get("everything")?.port}`,
      "-tls1_2",
      "-cipher",
      "DHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0",
    ],
    { input: "" },
  );
  const bits = Number(/Server Temp Key: DH, (\d+) bits/.exec(stdout)?.[1]);
  assert.ok(measured.dhBits.includes(bits), `${bits} in ${String(measured.dhBits)}`);
});

test("the order of suites is the server's where it says so", async () => {
  const of = async (what: string): Promise<TlsMeasurement["serverPreference"]> =>
    (await measure(`127.0.0.1:${running.get(what)?.port}`)).serverPreference;
  assert.deepEqual([await of("server's order"), await of("everything")], [true, false]);
});
