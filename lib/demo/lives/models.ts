import { as, isActive, type ModelVersion, type Person } from "#lib/demo/story-so-far.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import type { AuthorRole } from "#lib/threat-models/rules/model.ts";
import { DAY, plus } from "../clock.ts";
import { type Edition, modelText } from "../content/threats.ts";
import { act, type Case, guardianNow, hands, slugOf } from "./case.ts";

/** Replaces a model whose age blocks the review, or would before the decision. */
const DAYS_OF_AN_EDITION = 270;

/** Attaches the service's latest threat model to the review: a first one, a newer edition, or the existing one. */
export async function bringModel(it: Case, moment: Date, options: { gap?: boolean } = {}): Promise<void> {
  const { service, story, chance } = it;
  const current = story.models.get(service.id);
  if (!current) {
    await writeModel(it, moment, { number: 1, gap: options.gap ?? chance.chance(0.3) });
  } else if (plus(current.importedAt, DAYS_OF_AN_EDITION * DAY) < moment) {
    await writeModel(it, moment, { number: current.edition + 1, gap: false });
  } else if (!current.blocks && current.edition < 4 && chance.chance(0.2)) {
    await writeModel(it, moment, { number: current.edition + 1, gap: false });
  }
  await attachLatest(it, moment);
}

/** Closes a blocking gap in the model, unless another review has closed it without this reviewer. */
export async function closeGap(it: Case, moment: Date): Promise<void> {
  if (!it.model?.blocks) return;
  const latest = it.story.models.get(it.service.id);
  const mine = latest?.authorId === it.reviewer.id;
  if (latest && (latest.blocks || mine)) await writeModel(it, moment, { number: latest.edition + 1, gap: false });
  await attachLatest(it, moment);
}

/** Attached by the guardian, except one lent by another team, who does not know this team's models. */
async function attachLatest(it: Case, moment: Date): Promise<void> {
  const latest = it.story.models.get(it.service.id);
  if (!latest) return;
  const knows = hands(it).teamId === it.service.team.id;
  await act(it, attachThreatModel, knows ? hands(it) : it.requester, moment, { versionId: latest.versionId });
  it.model = latest;
  it.authorIds.push(latest.authorId);
}

async function writeModel(it: Case, moment: Date, edition: Edition): Promise<void> {
  const { service, story } = it;
  if (service.kind === "small") return;
  const { author, authorRole } = authorOf(it);
  const { versionId } = await importThreatModel(await as(story, author, moment), {
    serviceId: service.id,
    fileName: `${slugOf(service.name)}.tc.json`,
    content: modelText({ ...service, kind: service.kind }, edition),
    authorId: author.id,
    authorRole,
  });
  const version: ModelVersion = {
    versionId,
    authorId: author.id,
    authorRole,
    blocks: edition.gap,
    edition: edition.number,
    importedAt: moment,
  };
  story.models.set(service.id, version);
}

/** Usually the team's own guardian; otherwise an engineer who does not decide the review, or the requester. */
function authorOf(it: Case): { author: Person; authorRole: AuthorRole } {
  const { chance, story, reviewer, requester, service } = it;
  const guardian = guardianNow(it);
  if (guardian?.teamId === service.team.id && chance.chance(0.85)) {
    return { author: guardian, authorRole: chance.chance(0.8) ? "guardian" : "jointly" };
  }
  const others = story.cast.engineers.filter(({ id }) => id !== reviewer.id);
  if (!it.teamWrites && chance.chance(0.5)) return { author: chance.pick(others), authorRole: "engineer" };
  return { author: requester, authorRole: isActive(story, requester) ? "guardian" : "builder" };
}
