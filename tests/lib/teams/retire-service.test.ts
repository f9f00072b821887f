import { beforeEach, describe, expect, it } from "vitest";
import { needsOf } from "#lib/agenda/queries.ts";
import { ALLOWED } from "#lib/auth/actor.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { timeline } from "#lib/events/timeline.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { partName } from "#lib/metrics/rules/figure.ts";
import { draftNewsletter } from "#lib/newsletters/draft-newsletter.ts";
import { newsletterPage } from "#lib/newsletters/queries.ts";
import { servicePage } from "#lib/pages/service-page.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { reviewableServices } from "#lib/reviews/drafts/choices.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { servicesCalled } from "#lib/search/find-by-name.ts";
import { search } from "#lib/search/queries.ts";
import { addService } from "#lib/teams/add-service.ts";
import { editService } from "#lib/teams/edit-service.ts";
import { serviceList } from "#lib/teams/queries.ts";
import { retireService } from "#lib/teams/retire-service.ts";
import { teamList, teamPage } from "#lib/teams/team-queries.ts";
import { teamsPage } from "#lib/teams/teams-page.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { modelPage } from "#lib/threat-models/model-page.ts";
import { modelsPage } from "#lib/threat-models/models-page.ts";
import { listThreatModels } from "#lib/threat-models/queries.ts";
import { at, NOW, systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import * as rows from "#tests/support/people.ts";
import { recorded } from "#tests/support/recorded.ts";
import {
  addCast,
  approved,
  type Cast,
  claimed,
  drafted,
  draftOf,
  modelBy,
  refuses,
  rejected,
  riskAccepted,
} from "#tests/support/reviews.ts";
import { composerModel } from "#tests/support/threat-models.ts";
import { wrong } from "#tests/support/wrong.ts";

const LATER = "2027-01-12T09:00:00Z";

describe("a service that is retired", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;
  let cast: Cast;
  let serviceId: number;
  let name: string;
  beforeEach(async () => {
    cast = await addCast(db());
    serviceId = cast.serviceId;
    name = (await servicePage(cast.manager, serviceId)).service.name;
  });

  const retire = () => retireService(cast.requester, { serviceId });

  /** Launched and closed, with nothing left open. */
  async function launched() {
    const { id, sequence } = await approved(cast);
    const live = await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
    return closeReview(cast.engineer, id, { sequence: live.sequence, reason: "Live" });
  }

  const raised = ({ id, sequence }: Pick<Receipt, "id" | "sequence">, severity: "critical" | "high" = "high") =>
    raiseFinding(cast.engineer, id, { sequence, title: "Open bucket", severity, blocking: true });

  it("says since when and by whom, once and permanently", async () => {
    expect((await servicePage(cast.manager, serviceId)).service).toMatchObject({ retiredAt: null, retiredBy: null });
    expect(await retire()).toEqual({ id: serviceId, retiredAt: NOW });
    const { service } = await servicePage(cast.manager, serviceId);
    expect(service).toMatchObject({ retiredAt: NOW, retiredBy: { name: "Rita Requester" } });
    expect(await recorded(db())).toEqual([
      { type: "service.retired", subject: ["service", serviceId], data: { serviceId } },
    ]);
    const { items } = await timeline(cast.manager, { kind: "service", id: serviceId });
    expect(items).toMatchObject([{ sentence: `Rita Requester retired ${name}.` }]);
    const refusal = `${name} is retired and cannot be changed.`;
    for (const act of [retire, () => editService(cast.manager, { serviceId, tier: "high" })]) {
      expect((await refuses(db(), Conflict, act)).message).toBe(refusal);
    }
  });

  it("is retired by its team, engineers and program managers, and by nobody else", async () => {
    for (const actor of [cast.outsider, cast.auditor, cast.admin]) {
      const { message } = await refuses(db(), Forbidden, () => retireService(actor, { serviceId }));
      expect(message).toMatch(/^Only a member of the service's team, .+ can edit the service\.$/);
      expect((await servicePage(actor, serviceId)).retiring).toMatchObject({ allowed: false, because: "actor" });
    }
    await refuses(db(), NotFound, () => retireService(cast.manager, { serviceId: 999 }));
    await refuses(db(), Invalid, () => retireService(cast.manager, wrong({ serviceId, retiredAt: NOW })));
    for (const actor of [cast.guardian, cast.engineer, cast.manager]) {
      const one = await rows.addService(db(), { teamId: cast.teamId });
      expect(await retireService(actor, { serviceId: one })).toMatchObject({ id: one });
    }
    // What the product itself does is by nobody.
    await retireService(systemContext(db()), { serviceId });
    expect((await servicePage(cast.manager, serviceId)).service).toMatchObject({ retiredAt: NOW, retiredBy: null });
  });

  it("has no review that is not over, as its page says", async () => {
    const retiring = async () => (await servicePage(cast.requester, serviceId)).retiring;
    const one = "1 review of this service is not finished. Close or cancel it first.";
    const two = "2 reviews of this service are not finished. Close or cancel them first.";
    const { id, sequence } = await drafted(cast);
    expect((await refuses(db(), Conflict, retire)).message).toBe(one);
    const decided = await approved(cast);
    expect((await refuses(db(), Conflict, retire)).message).toBe(two);
    expect(await retiring()).toEqual({ allowed: false, because: "state", reason: two });
    await cancelReview(cast.requester, id, { sequence, reasonCode: "people", reason: "It is switched off" });
    expect((await refuses(db(), Conflict, retire)).message).toBe(one);
    const dropped = { sequence: decided.sequence, reason: "Switched off", dropped: true };
    await closeReview(cast.engineer, decided.id, dropped);
    await rejected(cast);
    expect(await retiring()).toEqual(ALLOWED);
    expect(await retire()).toMatchObject({ id: serviceId });
  });

  it("has none that is asked for while it is retired", async () => {
    const asked = overlapped(
      opened(),
      cast.requester,
      (ctx) => retireService({ ...cast.requester, db: ctx.db }, { serviceId }),
      () => drafted(cast),
    );
    await expect(asked).rejects.toThrow(`${name} is retired. Choose an active service.`);
  });

  it("is not retired while one is asked for", async () => {
    const retired = overlapped(
      opened(),
      cast.requester,
      (ctx) => draftReview({ ...cast.requester, db: ctx.db }, draftOf(cast)),
      retire,
    );
    await expect(retired).rejects.toBeInstanceOf(Conflict);
  });

  it("is asked for nothing new, at the field that names it", async () => {
    await retire();
    const file = { serviceId, fileName: "flows.json", authorRole: "builder", content: composerModel() } as const;
    for (const act of [() => drafted(cast), () => importThreatModel(cast.requester, file)]) {
      const refused = await refuses(db(), Invalid, act);
      expect(refused.message).toBe(`${name} is retired. Choose an active service.`);
      expect(refused.problems).toEqual([
        { path: ["serviceId"], message: "must be an active service; this one is retired" },
      ]);
    }
  });

  it("keeps its name: neither a new service nor another that is renamed has it", async () => {
    const other = await rows.addService(db(), { teamId: cast.teamId, name: "Basket" });
    const add = () => addService(cast.requester, { name, teamId: cast.teamId });
    const rename = () => editService(cast.requester, { serviceId: other, name });
    const said = async (act: () => Promise<unknown>) => (await refuses(db(), Conflict, act)).message;
    const taken = `There is already a service named “${name}”.`;
    expect(await said(add)).toBe(`${taken} Choose it, or use another name.`);
    expect(await said(rename)).toBe(`${taken} Use another name.`);
    await retire();
    const kept = `A retired service is named “${name}”. Use another name.`;
    expect([await said(add), await said(rename)]).toEqual([kept, kept]);
  });

  it("is offered nowhere, and found where its past is", async () => {
    const other = await rows.addService(db(), { teamId: cast.teamId, name: "Basket" });
    await retire();
    const basket = [{ id: other, name: "Basket" }];
    expect(await reviewableServices(cast.requester)).toMatchObject(basket);
    expect(await reviewableServices(cast.manager)).toMatchObject(basket);
    expect((await modelsPage(cast.requester, {})).services).toMatchObject(basket);
    expect(await serviceList(cast.manager)).toMatchObject(basket);
    const team = await teamPage(cast.manager, cast.teamId);
    expect(team.serviceList).toMatchObject(basket);
    expect(team.retiredServices).toEqual([{ id: serviceId, name, tier: "low" }]);
    expect((await teamList(cast.manager)).find(({ id }) => id === cast.teamId)).toMatchObject({ services: 1 });
    const called = await servicesCalled(cast.manager, { q: name });
    expect(called.names.map(({ id }) => id)).toEqual([serviceId]);
    const { items } = await search(cast.manager, { q: name });
    expect(items).toMatchObject([{ kind: "service", label: name, description: `Retired service of ${team.name}` }]);
    expect((await teamsPage(cast.manager, {})).services).toMatchObject(basket);
    expect((await teamsPage(cast.manager, { q: name })).services).toMatchObject([{ id: serviceId, retiredAt: NOW }]);
  });

  it("keeps its reviews and threat models: none is opened again, followed, or too old", async () => {
    await modelBy(cast.guardian, cast);
    const modelId = (await listThreatModels(cast.manager)).models[0]?.id ?? 0;
    const over = await launched();
    const refused = await rejected(cast);
    const dayAfterYears = at(cast.requester, "2029-01-10T09:00:00Z");
    expect((await modelPage(dayAfterYears, modelId)).outdated).not.toBeNull();
    await retire();
    expect((await servicePage(cast.requester, serviceId)).service.reviews).toHaveLength(2);
    expect((await listThreatModels(cast.requester, { serviceId })).models).toHaveLength(1);
    expect((await modelPage(dayAfterYears, modelId)).outdated).toBeNull();
    const reopened = "The service was retired, so its closed reviews cannot be reopened.";
    const again = { sequence: over.sequence, reason: "Once more" };
    expect((await refuses(db(), Conflict, () => reopenReview(cast.requester, over.id, again))).message).toBe(reopened);
    const closed = await reviewDetail(cast.requester, over.id);
    expect(closed).toMatchObject({ serviceRetiredAt: NOW.toISOString(), may: { reopen: { reason: reopened } } });
    const followed = "The service was retired, so you cannot request a new review of it.";
    expect((await reviewDetail(cast.requester, refused.id)).following).toMatchObject({ reason: followed });
    const next = draftOf(cast, { previousReviewId: refused.id });
    expect((await refuses(db(), Conflict, () => draftReview(cast.requester, next))).message).toBe(followed);
  });

  it("has no finding in its launched changes that is not settled, as its page says", async () => {
    const retiring = async () => (await servicePage(cast.requester, serviceId)).retiring;
    const one =
      "1 finding in its launched changes is not resolved. Have it fixed and verified, or marked invalid, first.";
    const two =
      "2 findings in its launched changes are not resolved. Have them fixed and verified, or marked invalid, first.";
    const place = await launched();
    const first = await raised(place);
    const second = await raised(first);
    const { id } = place;
    expect((await refuses(db(), Conflict, retire)).message).toBe(two);
    expect(await retiring()).toEqual({ allowed: false, because: "state", reason: two });
    const answer = { sequence: second.sequence, answer: "It is switched off", state: "fixed" } as const;
    const fixed = await answerFinding(cast.requester, id, first.findingId, answer);
    expect((await refuses(db(), Conflict, retire)).message).toBe(two);
    const verified = { sequence: fixed.sequence, state: "verified" } as const;
    const { sequence } = await settleFinding(cast.engineer, id, first.findingId, verified);
    expect((await refuses(db(), Conflict, retire)).message).toBe(one);
    const none = { sequence, state: "invalid", invalidReason: "not_an_issue" } as const;
    await settleFinding(cast.second, id, second.findingId, none);
    expect(await retiring()).toEqual(ALLOWED);
    expect(await retire()).toMatchObject({ id: serviceId });
  });

  it("has no risk in its launched changes that is accepted, or was and is no more", async () => {
    const place = await launched();
    const { findingId, sequence } = await raised(place);
    const held = { id: place.id, sequence };
    const accepted = await riskAccepted(cast, held, findingId, { acceptedUntil: "2026-12-20" });
    expect((await refuses(db(), Conflict, retire)).message).toBe(
      "1 risk in its launched changes is accepted. Have its finding reopened and resolved first.",
    );
    const lapsed = () => retireService(at(cast.requester, LATER), { serviceId });
    expect((await refuses(db(), Conflict, lapsed)).message).toContain(
      "1 finding in its launched changes is not resolved",
    );
    const open = { sequence: accepted.sequence, state: "open", reason: "The service goes" } as const;
    const opened = await settleFinding(cast.engineer, place.id, findingId, open);
    await raised({ id: place.id, sequence: opened.sequence });
    await drafted(cast);
    expect((await refuses(db(), Conflict, retire)).message).toBe(
      "1 review of this service is not finished. Close or cancel it first. 2 findings in its launched changes are not resolved. Have them fixed and verified, or marked invalid, first.",
    );
  });

  it("S02 tells a team that it came to that something of before is left, and nothing of how much they may not see", async () => {
    const place = await launched();
    const { findingId, sequence } = await raised(place);
    await riskAccepted(cast, { id: place.id, sequence }, findingId, { acceptedUntil: "2026-12-20" });
    const [teamId = 0] = cast.outsider.actor.teamIds;
    await editService(cast.manager, { serviceId, teamId });
    const reasonTo = async (ctx: typeof cast.outsider) => (await servicePage(ctx, serviceId)).retiring;
    const before = "A previous owner team of this service has unfinished work. Ask a program manager for details.";
    const risk = "1 risk in its launched changes is accepted. Have its finding reopened and resolved first.";
    expect(await reasonTo(cast.outsider)).toEqual({ allowed: false, because: "state", reason: before });
    expect(await reasonTo(cast.manager)).toMatchObject({ reason: risk });
    const { id } = await draftReview(cast.outsider, draftOf(cast, { guardianId: null }));
    const draft = "1 review of this service is not finished. Close or cancel it first.";
    const retiring = () => retireService(cast.outsider, { serviceId });
    expect((await refuses(db(), Conflict, retiring)).message).toBe(`${draft} ${before}`);
    await cancelReview(cast.outsider, id, { sequence: 1, reasonCode: "people", reason: "It is switched off" });
    expect((await refuses(db(), Conflict, retiring)).message).toBe(before);
  });

  it("S02 tells a team that it came to of a review of before that goes on no more than that there is one", async () => {
    const { id, sequence } = await drafted(cast);
    const [teamId = 0] = cast.outsider.actor.teamIds;
    await editService(cast.manager, { serviceId, teamId });
    const retiring = () => retireService(cast.outsider, { serviceId });
    expect((await refuses(db(), Conflict, retiring)).message).toBe(
      "A previous owner team of this service has unfinished work. Ask a program manager for details.",
    );
    await cancelReview(cast.requester, id, { sequence, reasonCode: "people", reason: "It is switched off" });
    expect(await retiring()).toMatchObject({ id: serviceId });
  });

  it("is retired with what was found in a change that never went live", async () => {
    const { id, sequence } = await claimed(cast);
    const found = await raised({ id, sequence });
    await rejectReview(cast.engineer, id, { sequence: found.sequence, reason: "The design stores passwords." });
    expect(await retire()).toMatchObject({ id: serviceId });
  });

  it("has what is found in its launched changes after that asked for as any other", async () => {
    const place = await launched();
    await retire();
    await raised(place, "critical");
    const { needs } = await needsOf(at(cast.requester, LATER));
    expect(needs).toMatchObject([{ kind: "finding", verb: "Fix", thing: "Open bucket", overdue: true }]);
    const { organisation } = await teamPage(cast.manager, cast.teamId);
    const letter = { organisationId: organisation.id, quarter: "2026-Q4" };
    const { id } = await draftNewsletter(at(cast.manager, LATER), letter);
    expect((await newsletterPage(cast.manager, id)).atRisk).toContain("1 overdue finding");
  });

  it("counts on the days on which it was in use, and on none after", async () => {
    const teamId = await rows.addTeam(db(), { name: "Risky" });
    const { organisation } = await teamPage(cast.manager, teamId);
    const vault = await rows.addService(db(), { teamId, name: "Card vault", tier: "high" });
    const uncovered = async (quarter: string) => {
      const { figures } = await metricsOf(at(cast.manager, LATER), { quarter });
      const parts = figures.find(({ id }) => id === "M9")?.quarters.at(-1)?.parts ?? [];
      return parts.find((part) => partName(part) === "High-risk teams without a guardian")?.count;
    };
    const inLetter = async (quarter: string) => {
      const { id } = await draftNewsletter(at(cast.manager, LATER), { organisationId: organisation.id, quarter });
      return (await newsletterPage(cast.manager, id)).atRisk;
    };
    expect(await Promise.all(["2026-Q3", "2026-Q4"].map(uncovered))).toEqual([1, 1]);
    const atRisk = "1 high-risk service without an active guardian";
    expect(await inLetter("2026-Q3")).toContain(atRisk);
    await retireService(cast.manager, { serviceId: vault });
    expect(await Promise.all(["2026-Q3", "2026-Q4"].map(uncovered))).toEqual([1, 0]);
    expect(await inLetter("2026-Q4")).not.toContain(atRisk);
  });
});
