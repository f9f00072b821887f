import type { Story } from "#lib/demo/story-so-far.ts";
import { beltRounds } from "./belt-rounds.ts";
import { beginGuardians } from "./guardians.ts";
import { letterLife } from "./letter-life.ts";
import { beginLogs } from "./logged-time.ts";
import { programLife } from "./program-life.ts";
import { programReviewLife } from "./program-review-life.ts";
import { beginReviews } from "./reviews.ts";
import { beginScenes } from "./scenes.ts";

/** Begins everything that happens in the program over time. */
export async function beginStory(story: Story): Promise<void> {
  await story.agenda.begin(programLife(story));
  await story.agenda.begin(programReviewLife(story));
  await story.agenda.begin(letterLife(story));
  await beginGuardians(story);
  await story.agenda.begin(beltRounds(story));
  await beginLogs(story);
  await beginReviews(story);
  await beginScenes(story);
}
