import type { Story } from "#lib/demo/story-so-far.ts";
import { at, random } from "#lib/random.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import type { Life } from "../agenda.ts";
import { DAY, dayOf, plus, workingHoursBefore } from "../clock.ts";
import { HOLDS } from "../content/words.ts";
import { act, attachDocument, type Case, claim, draft, guardianNow, hands, submit } from "./case.ts";
import { decide } from "./decision.ts";
import { unfinishedDraft } from "./drafts.ts";
import { bringModel } from "./models.ts";
import { answer, ask, leaveToOwner, raise, ticked, verify } from "./rounds.ts";
import { HELD, SCENES, type Scene, scenePlan } from "./scene-plans.ts";

/** Begins the reviews that are open at the end of the story, so that each role has something to do. */
export async function beginScenes(story: Story): Promise<void> {
  await story.agenda.begin(unfinishedDraft(story));
  for (const scene of SCENES) await story.agenda.begin(sceneLife(story, scene));
  for (const [index, scene] of HELD.entries()) await story.agenda.begin(heldLife(story, scene, index));
}

/** The moment this many working days before the end of the story. */
function ago(story: Story, days: number): Date {
  return workingHoursBefore(story.now, days * 8);
}

async function* begin(story: Story, scene: Scene): AsyncGenerator<Date, Case, void> {
  const chance = random(`scene ${scene.service} ${scene.title}`);
  const draftAt = ago(story, scene.submitted + 0.7);
  yield draftAt;
  const it = await draft(story, scenePlan(story, scene, chance), chance, draftAt);
  if (it.change.tier !== "low" && it.service.model) await bringModel(it, draftAt, { gap: false });
  await attachDocument(it, hands(it), draftAt, "first");
  if (scene.end === "draft") return it;
  const submitAt = ago(story, scene.submitted);
  yield submitAt;
  await submit(it, it.requester, submitAt);
  return it;
}

/** Plays a scene up to its end state. */
async function* sceneLife(story: Story, scene: Scene): Life {
  const it = yield* begin(story, scene);
  if (scene.end === "draft" || scene.end === "submitted") return;
  const claimAt = ago(story, scene.submitted * 0.8);
  yield claimAt;
  await claim(it, claimAt);
  if (scene.asked) yield* round(story, it, scene);
  if (scene.end === "rejected" || scene.end === "approved") {
    const decideAt = ago(story, scene.submitted * 0.25);
    yield decideAt;
    await decide(it, decideAt, scene.end, { owed: true });
  }
  if (scene.end === "rejected" && scene.followedBy) {
    yield* sceneLife(story, { ...scene.followedBy, previousReviewId: it.id });
  }
}

/** The reviewer and the guardian raise findings. If the scene continues, the team answers them. */
async function* round(story: Story, it: Case, scene: Scene): Life {
  const askAt = ago(story, scene.submitted * 0.6);
  yield askAt;
  const guardian = guardianNow(it);
  if (guardian) await raise(it, guardian, askAt, false);
  await raise(it, it.reviewer, askAt, true);
  await ask(it, askAt, await ticked(it, askAt));
  if (scene.end === "changes_requested") return;
  const answerAt = ago(story, scene.submitted * 0.45);
  yield answerAt;
  await answer(it, answerAt);
  const verifyAt = ago(story, scene.submitted * 0.3);
  yield verifyAt;
  await verify(it, verifyAt);
  if (scene.recommended) await leaveToOwner(it, verifyAt);
}

/** A review on hold for an external reason. */
async function* heldLife(story: Story, scene: Scene, index: number): Life {
  const it = yield* begin(story, scene);
  const holdAt = ago(story, scene.submitted * 0.7);
  yield holdAt;
  const { code, reason } = at(HOLDS, index % HOLDS.length);
  const resumeOn = dayOf(plus(story.now, (6 + index * 9) * DAY));
  await act(it, holdReview, it.requester, holdAt, { reasonCode: code, reason, resumeOn });
}
