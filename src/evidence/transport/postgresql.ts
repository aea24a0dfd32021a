// Reads postgresql.conf; flags are the same settings. https://www.postgresql.org/docs/current/runtime-config-connection.html
import { Draft, type PlacedTransport, type Wrong } from "./draft.ts";
import { cipherParts, isLocal, protocolsBetween } from "./words.ts";

/** A setting, with its name in lower case. */
export interface PostgresqlSetting {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** @throws what `wrong` makes */
export function postgresqlTransports(text: string, wrong: Wrong, complete = true): readonly PlacedTransport[] {
  const settings: PostgresqlSetting[] = [];
  for (const [index, written] of text.split("\n").entries()) {
    const line = index + 1;
    const content = written.trim();
    if (content === "" || content.startsWith("#")) continue;
    const found = setting.exec(content);
    if (!found) throw wrong(line, "it is no setting of PostgreSQL");
    const { name = "", quoted, plain = "" } = found.groups ?? {};
    settings.push({ name: name.toLowerCase(), value: quoted === undefined ? plain : unquoted(quoted), line });
  }
  return postgresqlSettings(settings, wrong, complete);
}

const setting =
  /^(?<name>[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)?)(?:\s*=\s*|\s+)(?:'(?<quoted>(?:[^'\\]|''|\\.)*)'|(?<plain>[^\s#'"]+))\s*(?:#.*)?$/;

function unquoted(text: string): string {
  return text.replaceAll(/''|\\(.)/g, (whole, escaped: string | undefined) => escaped ?? whole.slice(1));
}

/** `complete`: whether nothing else sets this server up. @throws what `wrong` makes */
export function postgresqlSettings(
  settings: readonly PostgresqlSetting[],
  wrong: Wrong,
  complete: boolean,
): readonly PlacedTransport[] {
  const last = new Map(settings.map((one) => [one.name, one]));
  const includes = settings.filter(({ name }) => /^include(?:_dir|_if_exists)?$/.test(name)).map(({ value }) => value);
  const draft = new Draft(
    { software: "postgresql", name: "server", role: "server" },
    last.get("ssl")?.line ?? settings[0]?.line ?? 1,
  );
  const isOpen = !complete || includes.length > 0;
  if (isOpen) draft.leaveOpen(includes);
  const ssl = last.get("ssl");
  const port = last.get("port");
  const addresses = last.get("listen_addresses");
  const encrypted = ssl ? switched(ssl, wrong) : isOpen ? null : false;
  const listens = addresses?.value.split(",").map((address) => address.trim()) ?? [];
  const says = ssl ?? port ?? addresses ?? !isOpen;
  if (says !== false && addresses?.value !== "") {
    draft.end(
      {
        address: listens.length === 1 && listens[0] !== "*" ? (listens[0] ?? "") : "",
        port: numberOf(port?.value) ?? (isOpen && !port ? null : 5432),
        encrypted,
        local: listens.length > 0 && listens.every(isLocal),
      },
      ssl?.line,
    );
  }
  sayTls(draft, last);
  return draft.isEmpty ? [] : [draft.done()];
}

function sayTls(draft: Draft, last: ReadonlyMap<string, PostgresqlSetting>): void {
  const lowest = last.get("ssl_min_protocol_version");
  const highest = last.get("ssl_max_protocol_version");
  const written = lowest ?? highest;
  if (written) {
    // Empty is any version that the library has.
    const from = lowest ? lowest.value || "TLSv1" : "TLSv1.2";
    draft.say("protocols", protocolsBetween(from, highest?.value || "TLSv1.3"), written.line);
  }
  const ciphers = last.get("ssl_ciphers");
  if (ciphers) draft.say("ciphers", cipherParts(ciphers.value), ciphers.line);
  const groups = last.get("ssl_groups") ?? last.get("ssl_ecdh_curve");
  if (groups) draft.say("groups", cipherParts(groups.value), groups.line);
  const passwords = last.get("password_encryption");
  if (passwords) draft.say("passwordEncryption", passwords.value.toLowerCase(), passwords.line);
  const certificate = last.get("ssl_cert_file");
  if (certificate) draft.certificate(certificate.value);
  draft.assume("passwordEncryption", "scram-sha-256");
  if (!draft.isEncrypted) return;
  draft.assume("protocols", ["TLSv1.2", "TLSv1.3"]).assume("ciphers", ["HIGH", "MEDIUM", "+3DES", "!aNULL"]);
}

/** PostgreSQL takes beginnings of these words that are clear, too. */
function switched({ name, value, line }: PostgresqlSetting, wrong: Wrong): boolean {
  const word = value.toLowerCase();
  if (word !== "" && (["true", "yes"].some((one) => one.startsWith(word)) || word === "on" || word === "1"))
    return true;
  if (word !== "" && (["false", "no"].some((one) => one.startsWith(word)) || /^off?$/.test(word) || word === "0"))
    return false;
  throw wrong(line, `${name} is neither on nor off`);
}

function numberOf(text = ""): number | undefined {
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}
