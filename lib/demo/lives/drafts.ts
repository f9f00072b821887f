import { as, type Story, serviceNamed } from "#lib/demo/story-so-far.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import type { Life } from "../agenda.ts";
import { DAY, dayOf, plus, workingHoursBefore } from "../clock.ts";

/** The demo's builder has begun a review request, with half of the questions unanswered. */
export async function* unfinishedDraft(story: Story): Life {
  const moment = workingHoursBefore(story.now, 3);
  yield moment;
  const intake = emptyIntake();
  await draftReview(await as(story, story.cast.builder, moment), {
    title: "Let customers split a payment",
    serviceId: serviceNamed(story, "Checkout Pages").id,
    type: "feature",
    intake: {
      ...intake,
      summary: "Two cards for one order. The design is in progress.",
      dataClass: "confidential",
      answers: { ...intake.answers, internetFacing: true, iamPolicies: false },
    },
    guardianId: story.cast.guardian.id,
    requestedLaunchOn: dayOf(plus(story.now, 45 * DAY)),
  });
}
