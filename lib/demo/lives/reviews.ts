import { guardiansOf, type Person, type Service, type Story } from "#lib/demo/story-so-far.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { type Random, random } from "#lib/random.ts";
import type { Life } from "../agenda.ts";
import { DAY, plus, workingMoment } from "../clock.ts";
import { type Change, changesOf, UNMODELLED } from "../content/changes.ts";
import { type DocumentContent, REFUSED, TIDY, UNRESOLVED } from "../content/policies.ts";
import { type CasePlan, slugOf } from "./case.ts";
import { type Course, reviewLife } from "./review-life.ts";

const REVIEWS = 160;
/** Median days to the decision without a guardian. */
const MEDIAN_DAYS: Record<Tier, number> = { low: 6, medium: 15, high: 27 };
/** Share of reviews with a guardian, which rises with the risk. */
const WITH_GUARDIAN: Record<Tier, number> = { low: 0.35, medium: 0.6, high: 0.7 };
/** A guardian's effect on a review's days and findings at the end of the story; none at its beginning. */
const AT_LAST_WITH_GUARDIAN = { days: 0.3, findings: 0.4 };

/** Begins the reviews of all quarters, each with its own random source, and somewhat more towards the end. */
export async function beginReviews(story: Story): Promise<void> {
  const chance = random("reviews");
  const span = story.now.getTime() - story.begins.getTime();
  const titles = new Map<number, Set<string>>();
  for (let number = 0; number < Math.round(REVIEWS * story.scale); number++) {
    const own = random(`review ${number}`);
    const submitAt = workingMoment(plus(story.begins, chance.next() ** 0.85 * span), own);
    await story.agenda.begin(arrival(story, submitAt, own, titles));
  }
}

/** Plans the review when it begins, because only then is it known who can take part. */
async function* arrival(story: Story, submitAt: Date, chance: Random, titles: Map<number, Set<string>>): Life {
  yield plus(submitAt, -3 * DAY);
  const service = pickService(story, chance);
  const change = pickChange(service, chance, titles);
  const team = takePart(story, service, change, chance);
  const course = courseOf(story, { change, guardian: team.guardian }, submitAt, chance);
  // The demo's engineer has only the reviews from the scenes.
  const open = plus(submitAt, (course.days + 6) * DAY) > story.now;
  const plan = planOf(story, { service, change, ...team }, open ? [story.cast.engineer] : [], chance);
  yield* reviewLife(story, plan, course, chance);
}

function pickService(story: Story, chance: Random): Service {
  const weight = { low: 1.6, medium: 2.1, high: 3.2 };
  return chance.weighted(story.services.map((service) => [service, weight[service.tier]] as const));
}

function pickChange(service: Service, chance: Random, titles: Map<number, Set<string>>): Change {
  const tiers: Record<Tier, readonly (readonly [Tier, number])[]> = {
    low: [["low", 1]],
    medium: [
      ["low", 4],
      ["medium", 5],
      ["high", 1],
    ],
    high: [
      ["low", 2],
      ["medium", 4],
      ["high", 5],
    ],
  };
  const used = titles.get(service.id) ?? new Set();
  titles.set(service.id, used);
  const unmodelled = !service.model && chance.chance(0.05);
  const pool = unmodelled
    ? UNMODELLED
    : changesOf(service.kind, chance.weighted(tiers[service.model ? service.tier : "low"]));
  const fresh = pool.filter(({ title }) => !used.has(title));
  const change = chance.pick(fresh.length > 0 ? fresh : pool);
  used.add(change.title);
  return change;
}

type Team = Pick<CasePlan, "guardian" | "requester">;

function takePart(story: Story, service: Service, change: Change, chance: Random): Team {
  const guardian = chance.chance(WITH_GUARDIAN[change.tier]) ? pickGuardian(story, service, chance) : null;
  const others = service.team.members.filter(({ id }) => id !== guardian?.id);
  const asks = guardian?.teamId === service.team.id && chance.chance(0.25);
  return { guardian, requester: asks && guardian ? guardian : chance.pick(others) };
}

export function planOf(
  story: Story,
  about: Team & Pick<CasePlan, "service" | "change">,
  unavailable: Person[],
  chance: Random,
): CasePlan {
  const { service, change } = about;
  const busy = [...unavailable.map(({ id }) => id), story.models.get(service.id)?.authorId];
  return {
    ...about,
    reviewer: chance.pick(story.cast.engineers.filter(({ id }) => !busy.includes(id))),
    document: documentOf(service, change, chance),
    launchIn: Math.round(chance.logNormal(MEDIAN_DAYS[change.tier] * 1.6, 0.4)) + 2,
  };
}

/** A guardian of the team. If there is none, sometimes another of the organisation helps out. */
function pickGuardian(story: Story, service: Service, chance: Random): Person | null {
  const own = guardiansOf(story, service.team.id);
  if (own.length > 0) return chance.chance(0.6) ? (own[0] ?? null) : chance.pick(own);
  const others = story.teams.filter(({ organisation }) => organisation === service.team.organisation);
  const helpers = others.flatMap(({ id }) => guardiansOf(story, id));
  return helpers.length > 0 && chance.chance(0.3) ? chance.pick(helpers) : null;
}

/** A policy change includes its policies. Some other changes include a template anyway. */
function documentOf(service: Service, change: Change, chance: Random): DocumentContent | null {
  const slug = slugOf(service.name);
  if (!change.yes.includes("iamPolicies")) {
    return chance.chance(change.tier === "low" ? 0.06 : 0.25) ? chance.pick(TIDY)(slug) : null;
  }
  const write = chance.weighted([
    [chance.pick(TIDY), 46],
    [chance.pick(REFUSED), 50],
    [UNRESOLVED, 4],
  ]);
  return write(slug);
}

type Known = Pick<CasePlan, "change" | "guardian">;

/** A review's course: log-normal in time, and faster with an experienced guardian. */
function courseOf(story: Story, { change, guardian }: Known, submitAt: Date, chance: Random): Course {
  const { tier } = change;
  const progress = (submitAt.getTime() - story.begins.getTime()) / (story.now.getTime() - story.begins.getTime());
  const withGuardian = (atLast: number) => (guardian ? 1 - (1 - atLast) * progress : 1);
  const median = MEDIAN_DAYS[tier] * withGuardian(AT_LAST_WITH_GUARDIAN.days) * (1.1 - 0.1 * progress);
  const rounds = { low: 0.12, medium: 0.45, high: 0.75 }[tier] * (guardian ? 0.85 : 1);
  const findings = { low: 0.2, medium: 0.9, high: 1.5 }[tier] * withGuardian(AT_LAST_WITH_GUARDIAN.findings);
  const outcome = chance.weighted<Course["outcome"]>([
    ["approved", 82],
    ["approved_with_conditions", tier === "low" ? 2 : 12],
    ["rejected", tier === "low" ? 1 : 4],
    ["cancelled", 5],
  ]);
  return {
    submitAt,
    days: Math.min(120, Math.max(0.2, chance.logNormal(median, 0.45))),
    rounds: Math.min(2, chance.poisson(rounds)),
    held: chance.chance(tier === "low" ? 0.02 : 0.08),
    outcome,
    findings: Math.min(4, chance.poisson(findings)),
    serious: chance.chance(tier === "low" ? 0.1 : 0.45),
  };
}
