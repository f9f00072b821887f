import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { anchors } from "#db/schema/index.ts";
import { postAnchor } from "#lib/anchors/post-anchor.ts";
import { anchorStatus } from "#lib/anchors/queries.ts";
import { queueAnchor } from "#lib/anchors/queue-anchor.ts";
import { isDue } from "#lib/anchors/rules.ts";
import { openTarget } from "#lib/anchors/target.ts";
import { look } from "#lib/cli/commands/audit.ts";
import { Forbidden, NotFound, Unavailable } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { newestSeal } from "#lib/events/verify-seals.ts";
import { context, NOW, personActor, systemContext } from "#tests/support/actors.ts";
import { useAnchorReceiver } from "#tests/support/anchor-receiver.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { seedProgram } from "#tests/support/people.ts";

const TOKEN = "secret-of-the-target";
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe("anchors", () => {
  const database = useTestDatabase();
  const receiver = useAnchorReceiver();
  const target = () => openTarget({ url: receiver().url, token: TOKEN });
  const ctx = (now = NOW) => systemContext(database().db, now);
  const rows = () => database().db.select().from(anchors).orderBy(anchors.id);

  async function seal(): Promise<void> {
    await record(ctx(), { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } });
    await sealEvents(ctx());
  }

  async function queue(now = NOW): Promise<number> {
    const id = await queueAnchor(ctx(now), target());
    if (id === null) throw new Error("Nothing was due");
    return id;
  }

  it("S43 are posted with the program, the newest seal, its time and the events up to it", async () => {
    await seedProgram(database().db);
    await seal();
    await seal();
    await postAnchor(ctx(later(1)), await queue(), target());
    const newest = await newestSeal(ctx());
    const [posted, ...others] = receiver().received;
    expect(others).toEqual([]);
    expect(posted?.body).toEqual({
      program: expect.stringMatching(/./),
      seal: newest?.hash,
      sealedAt: newest?.sealedAt.toISOString(),
      events: 2,
    });
    expect(posted).toMatchObject({ path: "/anchors?key=of-the-url", headers: { authorization: `Bearer ${TOKEN}` } });
    expect(await rows()).toMatchObject([{ sealNumber: 2, hash: newest?.hash, postedAt: later(1), problem: null }]);
  });

  it("are posted without a secret where there is none", async () => {
    await seal();
    await postAnchor(ctx(), await queue(), openTarget({ url: receiver().url }));
    expect(receiver().received[0]?.headers).not.toHaveProperty("authorization");
  });

  it("S43 are queued once for a seal, and for the next one an hour later", async () => {
    expect(await queueAnchor(ctx(), target())).toBeNull();
    await seal();
    expect(await queueAnchor(ctx(), null)).toBeNull();
    const queued = await Promise.all([1, 2, 3].map(() => queueAnchor(ctx(), target())));
    expect(queued.filter((id) => id !== null)).toEqual([1]);
    await postAnchor(ctx(), 1, target());
    expect(await queueAnchor(ctx(later(60)), target())).toBeNull();
    await seal();
    expect(await queueAnchor(ctx(later(59)), target())).toBeNull();
    expect(await queueAnchor(ctx(later(60)), target())).toBe(2);
  });

  it("record no event, which would be sealed and posted in its turn", async () => {
    await seal();
    await postAnchor(ctx(), await queue(), target());
    expect(await sealEvents(ctx())).toBe(0);
  });

  it("are posted once, and not where the target was taken away", async () => {
    await seal();
    const id = await queue();
    await postAnchor(ctx(), id, null);
    expect(receiver().received).toEqual([]);
    await postAnchor(ctx(), id, target());
    await postAnchor(ctx(), id, target());
    expect(receiver().received.length).toBe(1);
  });

  it.each([
    ["an error", { status: 503 }, "The server answered 503."],
    [
      "a redirect, which is not followed",
      { status: 307, headers: { location: "/elsewhere" } },
      "The server answered 307: redirects are not followed.",
    ],
  ])("S33 S43 fail on %s, say so on their row, and are tried again", async (_, answer, problem) => {
    await seal();
    const id = await queue();
    receiver().answer = answer;
    const failed = postAnchor(ctx(), id, target());
    await expect(failed).rejects.toThrow(new Unavailable(`The anchor was not posted to ${target().host}. ${problem}`));
    expect(receiver().received.length).toBe(1);
    expect(await rows()).toMatchObject([{ postedAt: null, problem }]);
    receiver().answer = { status: 204 };
    await postAnchor(ctx(), id, target());
    expect(await rows()).toMatchObject([{ postedAt: NOW, problem: null }]);
  });

  it("S33 S43 fail on a target that does not answer in time", async () => {
    await seal();
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const failed = postAnchor(ctx(), await queue(), openTarget({ url, timeoutMs: 50 }));
    await expect(failed).rejects.toThrow("The server did not respond within 0.05 seconds.");
    silent.close();
    expect(await rows()).toMatchObject([
      { postedAt: null, problem: "The server did not respond within 0.05 seconds." },
    ]);
  });

  it("S39 say of a target that is away neither its secret nor its whole address", async () => {
    await seal();
    const away = openTarget({ url: "http://127.0.0.1:1/anchors?key=of-the-url", token: TOKEN });
    const failed = postAnchor(ctx(), await queue(), away);
    await expect(failed).rejects.toThrow("The anchor was not posted to 127.0.0.1:1. The server could not be reached");
    const [row] = await rows();
    for (const hidden of [TOKEN, "of-the-url"]) expect(JSON.stringify(row)).not.toContain(hidden);
  });

  it("say when the last was posted, and since when that fails", async () => {
    const status = (target_ = target()) => anchorStatus(ctx(), target_);
    expect(await anchorStatus(ctx(), null)).toEqual({ host: null, posted: null, failing: null, overdue: null });
    await seal();
    await postAnchor(ctx(), await queue(), target());
    const posted = { sealNumber: 1, at: NOW };
    expect(await status()).toEqual({ host: target().host, posted, failing: null, overdue: null });
    receiver().answer = { status: 500 };
    for (const [minutes, code] of [
      [60, 500],
      [120, 503],
    ] as const) {
      receiver().answer = { status: code };
      await seal();
      await expect(postAnchor(ctx(), await queue(later(minutes)), target())).rejects.toBeInstanceOf(Unavailable);
    }
    expect(await status()).toMatchObject({
      posted,
      failing: { since: later(60), problem: "The server answered 503." },
    });
    receiver().answer = { status: 200 };
    await postAnchor(ctx(later(180)), await queue(later(180)), target());
    expect(await status()).toMatchObject({ posted: { sealNumber: 3, at: later(180) }, failing: null });
  });

  it("are overdue where none was posted for two hours after a seal, tried or not", async () => {
    const overdue = async (minutes: number) => (await anchorStatus(ctx(later(minutes)), target())).overdue;
    await seal();
    expect(await overdue(120)).toBeNull();
    expect(await overdue(121)).toEqual(NOW);
    expect((await anchorStatus(ctx(later(121)), null)).overdue).toBeNull();
    await postAnchor(ctx(), await queue(), target());
    expect(await overdue(6_000)).toBeNull();
    await seal();
    expect(await overdue(121)).toEqual(NOW);
  });

  it("S43 are posted by hand as well", async () => {
    await expect(look(ctx(), { verb: "anchor", post: true }, target())).rejects.toThrow(/^Nothing is sealed\./);
    await seal();
    await expect(look(ctx(), { verb: "anchor", post: true }, null)).rejects.toThrow(/^ANCHOR_URL is not set\./);
    const { text, exitCode } = await look(ctx(), { verb: "anchor", post: true }, target());
    expect(text).toMatch(/^Seal 1, up to event 1: [0-9a-f]{64}\nPosted to 127\.0\.0\.1:\d+\.$/);
    expect(exitCode).toBe(0);
    expect(receiver().received.length).toBe(1);
    expect(await rows()).toMatchObject([{ postedAt: NOW }]);
  });

  it("are the product's own, and read by those who read the log", async () => {
    await seal();
    const id = await queue();
    const builder = context(database().db, personActor());
    const admin = context(database().db, personActor({ roles: ["admin"] }));
    for (const who of [builder, admin]) {
      await expect(queueAnchor(who, target())).rejects.toBeInstanceOf(Forbidden);
      await expect(postAnchor(who, id, target())).rejects.toBeInstanceOf(Forbidden);
    }
    await expect(anchorStatus(builder)).rejects.toBeInstanceOf(Forbidden);
    expect(await anchorStatus(admin, null)).toMatchObject({ posted: null });
    await expect(postAnchor(ctx(), 99, target())).rejects.toBeInstanceOf(NotFound);
    expect(receiver().received).toEqual([]);
  });
});

describe("when an anchor is due", () => {
  const tried = (minutes: number, hash = "a") => ({ hash, askedAt: later(-minutes), postedAt: null });

  it("is when the seal is another and an hour has passed since the last try", () => {
    expect(isDue("a", { tried: null, posted: null }, NOW)).toBe(true);
    expect(isDue("a", { tried: tried(59), posted: null }, NOW)).toBe(false);
    expect(isDue("a", { tried: tried(60), posted: null }, NOW)).toBe(true);
    expect(isDue("a", { tried: tried(600), posted: tried(600) }, NOW)).toBe(false);
    expect(isDue("b", { tried: tried(600), posted: tried(600) }, NOW)).toBe(true);
  });

  it("is not put off by a try that a clock asked for which was ahead", () => {
    expect(isDue("a", { tried: tried(-1), posted: null }, NOW)).toBe(false);
    expect(isDue("a", { tried: tried(-60 * 24 * 365), posted: null }, NOW)).toBe(true);
  });
});
