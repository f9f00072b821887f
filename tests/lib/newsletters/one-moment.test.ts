import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newsletters, people } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { keepFacts } from "#lib/metrics/facts/keep-facts.ts";
import type { About } from "#lib/newsletters/about.ts";
import { draftNewsletter } from "#lib/newsletters/draft-newsletter.ts";
import { editNewsletter } from "#lib/newsletters/edit-newsletter.ts";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { newsletterPage } from "#lib/newsletters/queries.ts";
import { erasePerson } from "#lib/people/erase-person.ts";
import { openProgramReview } from "#lib/program-reviews/open-program-review.ts";
import { programReview } from "#lib/program-reviews/queries.ts";
import { at, context, NOW, systemContext } from "#tests/support/actors.ts";
import { addFinding, addSubmitted } from "#tests/support/cohort.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

const nothing = async (): Promise<void> => undefined;
const meanwhile = vi.hoisted(() => ({ first: async (): Promise<void> => {}, between: async (): Promise<void> => {} }));

// After what is read first, and before the numbers.
vi.mock("#lib/program/settings.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("#lib/program/settings.ts")>();
  const programSettings = async (ctx: Context) => {
    await meanwhile.first();
    return original.programSettings(ctx);
  };
  return { ...original, programSettings };
});

// Between the numbers and the lists of a letter.
vi.mock("#lib/newsletters/credits.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("#lib/newsletters/credits.ts")>();
  const guardianCredits = async (ctx: Context, about: About): Promise<LetterSnapshot["guardians"]> => {
    const credits = await original.guardianCredits(ctx, about);
    await meanwhile.between();
    return credits;
  };
  return { ...original, guardianCredits };
});

describe("what is frozen while others write", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;
  let manager: Context & { actor: PersonActor };
  let place: { organisationId: number; teamId: number; serviceId: number };

  beforeEach(async () => {
    await seedProgram(db());
    const organisationId = await addOrganisation(db(), { name: "Payments" });
    const teamId = await addTeam(db(), { organisationId, name: "Cards" });
    place = { organisationId, teamId, serviceId: await addService(db(), { teamId, tier: "high" }) };
    manager = context(db(), await addPerson(db(), { name: "Mia Manager", roles: ["program_manager"] }));
  });
  afterEach(() => Object.assign(meanwhile, { first: nothing, between: nothing }));

  const draft = () => draftNewsletter(manager, { organisationId: place.organisationId, quarter: "2026-Q4" });
  const addLate = () =>
    addSubmitted(db(), { ...place, submitted: "2026-11-01T00:00:00Z", requestedLaunchOn: "2026-11-20" });

  /** Does it once, at that point. A server does it at once; the embedded database when what reads has ended. */
  function once(when: keyof typeof meanwhile, act: () => Promise<unknown>): () => Promise<unknown> {
    let done: Promise<unknown> = Promise.resolve();
    meanwhile[when] = async () => {
      meanwhile[when] = nothing;
      done = act();
      if (opened().driver.kind === "postgres") await done;
    };
    return () => done;
  }

  it("counts what it lists: the numbers and the names of a letter are of one moment", async () => {
    await addLate();
    const written = once("between", addLate);
    const { id } = await draft();
    await written();
    const { snapshot } = await newsletterPage(manager, id);
    expect([snapshot.backlog.n, snapshot.late.length]).toEqual([1, 1]);
  });

  it("is drafted and opened although a worker has written the facts of reviews since its moment", async () => {
    await addLate();
    const kept = once("first", () => keepFacts(at(systemContext(db()), NOW)));
    const { id } = await draft();
    await kept();
    expect((await newsletterPage(manager, id)).snapshot.backlog.n).toBe(1);
    await addSubmitted(db(), { ...place, submitted: "2026-08-01T00:00:00Z", decided: "2026-08-03T00:00:00Z" });
    const keptAgain = once("first", () => keepFacts(at(systemContext(db()), NOW)));
    await openProgramReview(manager, { quarter: "2026-Q3", heldOn: "2026-10-08" });
    await keptAgain();
    expect((await programReview(manager, "2026-Q3")).snapshot.leadTime.n).toBe(1);
  });

  it("keeps the sentences that are being written while the numbers are taken again", async () => {
    const { id } = await draft();
    await addLate();
    const sentences = { changed: "Ledger has a guardian.", atRisk: "Cards launches late.", ask: "Name a guardian." };
    await overlapped(
      opened(),
      manager,
      (ctx) => editNewsletter(ctx, id, sentences),
      () => draftNewsletter(manager, { organisationId: place.organisationId, quarter: "2026-Q4", refresh: true }),
    );
    const letter = await newsletterPage(manager, id);
    expect(letter).toMatchObject(sentences);
    expect(letter.snapshot.late).toHaveLength(1);
  });

  it("names nobody who was erased while it was read", async () => {
    const guardian = await addPerson(db(), { name: "Gus Guardian", teamId: place.teamId, guardian: true });
    const decided = { submitted: "2026-10-05T00:00:00Z", decided: "2026-10-20T00:00:00Z" };
    const reviewId = await addSubmitted(db(), { ...place, ...decided, guardianAtSubmitId: guardian.personId });
    await addFinding(db(), reviewId, { at: "2026-10-06T00:00:00Z", raisedById: guardian.personId, finder: "guardian" });
    await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, guardian.personId));
    const admin = context(db(), await addPerson(db(), { name: "Ada Admin", roles: ["admin"] }));
    const erased = once("between", () => erasePerson(admin, { personId: guardian.personId }));
    const refusal = await draft().catch((error: unknown) => error);
    await erased();
    expect(refusal).toBeInstanceOf(Conflict);
    expect(refusal).toMatchObject({
      message: "Someone was erased while the letter was being drafted. Draft it again.",
    });
    expect(await db().select().from(newsletters)).toEqual([]);
    const { id } = await draft();
    const letter = await newsletterPage(manager, id);
    expect(letter.snapshot.guardians).toHaveLength(1);
    expect(JSON.stringify(letter)).not.toContain("Gus Guardian");
  });
});
