import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { openPglite } from "#db/client.ts";
import { identifyPerson } from "#lib/auth/identify-person.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import { record } from "#lib/events/record.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { systemContext } from "#tests/support/actors.ts";
import { layEmbedded } from "#tests/support/databases/lay-embedded.ts";
import { takeLock } from "../../../scripts/steps/lock.mjs";

const ISSUER = "https://id.example.com";
const GRANT = ["admin", "grant", ISSUER, "u-1", "--name", "Ada Admin", "--email", "ada@example.com"];
const PROVIDER = { OIDC_ISSUER: ISSUER, OIDC_CLIENT_ID: "guardians", OIDC_CLIENT_SECRET: "of the test" };
let home = "";
let data = "";

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "guardians-cli-"));
  data = path.join(home, "data");
});

afterEach(() => rmSync(home, { recursive: true }));

/** Runs the command as it is built in a process of its own, with this configuration and nothing else. */
async function guardians(args: string[], configuration: Record<string, string> = PROVIDER) {
  const env = { PATH: process.env.PATH ?? "", NODE_ENV: "test" as const, DATA_DIR: data, ...configuration };
  const child = spawn(process.execPath, [path.join(inject("command"), "guardians.mjs"), ...args], { env });
  const closed = once(child, "close");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await closed;
  return { code, out, err };
}

describe("the guardians command", () => {
  it("makes the first admin in a new embedded database, says so in one line and lets go of it", async () => {
    const done = await guardians(GRANT);
    expect(done).toEqual({ code: 0, out: "Ada Admin <ada@example.com> is an admin.\n", err: "" });
    expect(readdirSync(data)).toEqual(["pglite"]);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    const { db, close } = await openPglite(path.join(data, "pglite"));
    const personId = await identifyPerson(db, { issuer: ISSUER, subject: "u-1" }, new Date());
    const person = await loadActor(db, personId ?? 0, new Date());
    await close();
    expect(person).toMatchObject({ name: "Ada Admin", email: "ada@example.com", roles: ["admin"] });
  });

  it("S43 says whether the record of an embedded database is whole, and ends with 1 when it is not", async () => {
    layEmbedded(data);
    const { db, close } = await openPglite(path.join(data, "pglite"));
    const ctx = systemContext(db);
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } });
    await sealEvents(ctx);
    await close();
    const anchor = await guardians(["audit", "anchor"]);
    const hash = /^Seal 1, up to event 1: ([0-9a-f]{64})\n$/.exec(anchor.out)?.[1] ?? "";
    expect(await guardians(["audit", "verify", "--anchor", hash])).toEqual({
      code: 0,
      out: "OK: 1 event in 1 seal. Nothing is left to seal.\n",
      err: "",
    });
    expect(await guardians(["audit", "verify", "--anchor", hash.replace(/./g, "0")])).toMatchObject({ code: 1 });
  });

  it("refuses an embedded database that another process has open", async () => {
    mkdirSync(data);
    const lock = takeLock(path.join(data, "lock"));
    const { code, out, err } = await guardians(GRANT);
    lock.release();
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(`The data in ${data} is in use by process ${process.pid}`);
  });

  it.each([
    ["an issuer that nobody signs in with", [...GRANT.slice(0, 2), `${ISSUER}/`, "u-1"], PROVIDER, `exactly ${ISSUER}`],
    ["a configuration without an identity provider", GRANT, {}, "No identity provider is configured here."],
    ["a wrong configuration", GRANT, { PORT: "x" }, "The configuration is"],
  ])("refuses %s before it opens anything", async (_, args, configuration, words) => {
    const { code, out, err } = await guardians(args, configuration);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n\s+at /);
    expect(existsSync(data)).toBe(false);
  });

  it("says where to look when it is not understood, and shows how it is used when it is asked", async () => {
    const wrong = await guardians(["grant", "admin"]);
    expect(wrong).toEqual({ code: 1, out: "", err: "Unknown command “grant”. See “guardians --help”.\n" });
    expect(await guardians(["--help"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Usage: guardians/),
      err: "",
    });
  });
});
