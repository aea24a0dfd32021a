// A real PostgreSQL for tests: started in a folder of its own, on loopback, and stopped at the end.
import { chmod, chown, copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { existsSync, globSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";

export interface PostgresServer {
  /** With a user who may do anything, and a password that must not be printed. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export const password = "a-secret-of-the-test";

const folders = [
  ...(process.env["PATH"] ?? "").split(delimiter),
  ...globSync("/usr/lib/postgresql/*/bin").toSorted().toReversed(),
];

/** The folder with initdb and postgres; undefined when this machine has none. */
export const programs = folders.find((folder) =>
  ["initdb", "postgres"].every((name) => existsSync(join(folder, name))),
);

/** With TLS when it is given a key and a certificate, as files in PEM. */
export async function startPostgres(tls?: {
  readonly key: string;
  readonly certificate: string;
}): Promise<PostgresServer> {
  if (programs === undefined) throw new Error("there is no PostgreSQL on this machine");
  const folder = await mkdtemp(join(tmpdir(), "touchstone-postgres-"));
  // It refuses to run as root.
  const identity = process.getuid?.() === 0 ? await otherUser(folder) : undefined;
  const options = { cwd: folder, ...identity, env: { LC_ALL: "C" } };
  const secret = join(folder, "password");
  await writeFile(secret, password);
  if (identity) await chown(secret, identity.uid, identity.gid);
  const data = join(folder, "data");
  const init = ["-D", data, "-U", "touchstone", "--auth=scram-sha-256", `--pwfile=${secret}`, "--no-sync"];
  await execa(join(programs, "initdb"), init, options);
  const port = await freePort();
  const own = tls ? await ownIdentity(tls, folder, identity) : [];
  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    "fsync=off",
    ...own,
  ];
  const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  const server = execa(join(programs, "postgres"), args, { ...options, reject: false, cleanup: true });
  await ready(server.stderr);
  return {
    url: `postgres://touchstone:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      // Fast: it ends the sessions.
      server.kill("SIGINT");
      await server;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Settings that switch TLS on; the files have to belong to the server. */
async function ownIdentity(
  { key, certificate }: { readonly key: string; readonly certificate: string },
  folder: string,
  identity: { readonly uid: number; readonly gid: number } | undefined,
): Promise<readonly string[]> {
  const files = { ssl_key_file: join(folder, "server.key"), ssl_cert_file: join(folder, "server.crt") };
  await copyFile(key, files.ssl_key_file);
  await copyFile(certificate, files.ssl_cert_file);
  await chmod(files.ssl_key_file, 0o600);
  for (const file of Object.values(files)) if (identity) await chown(file, identity.uid, identity.gid);
  return ["ssl=on", ...Object.entries(files).map(([setting, file]) => `${setting}=${file}`)];
}

async function otherUser(folder: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const ids = await Promise.all(["-u", "-g"].map((flag) => execa("id", [flag, "postgres"])));
  const [uid = 65_534, gid = 65_534] = ids.map(({ stdout }) => Number(stdout));
  await chown(folder, uid, gid);
  return { uid, gid };
}

/** Its log goes to standard error. */
async function ready(log: Readable): Promise<void> {
  let text = "";
  for await (const chunk of log.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes("ready to accept connections")) {
      log.resume();
      return;
    }
  }
  throw new Error(`PostgreSQL did not start:\n${text}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
