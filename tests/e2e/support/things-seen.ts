import type { Page } from "playwright-core";
import { askApi } from "./ask-api.ts";
import type { Things } from "./every-page.ts";

type Row = { id: number };
type ProgramReview = { quarter: string };
type Review = { id: number; documents: { sha256: string }[] };

/** One thing of each kind that whoever is signed in on the page sees: the first of its list. */
export async function thingsSeen(page: Page): Promise<Partial<Things>> {
  const first = async (path: string) => (await askApi<{ items: Row[] }>(page, path)).items[0]?.id;
  const { models } = await askApi<{ models: Row[] }>(page, "/threat-models");
  const programReviews = await askApi<{ items: ProgramReview[] }>(page, "/program-reviews");
  return {
    ...(await reviewSeen(page)),
    model: models[0]?.id,
    person: await first("/people?state=active"),
    team: await first("/teams"),
    service: await first("/services"),
    course: await first("/courses"),
    letter: await first("/newsletters"),
    profile: await first("/check-profiles"),
    quarter: programReviews.items[0]?.quarter,
  };
}

/** A review that shows much: of those changed last the one with the most documents. */
async function reviewSeen(page: Page): Promise<Pick<Partial<Things>, "review" | "sha256">> {
  const { reviews } = await askApi<{ reviews: { ref: string; revision: number }[] }>(page, "/reviews?tab=all");
  const details: Review[] = [];
  for (const { ref } of reviews.filter(({ revision }) => revision > 0).slice(0, 10)) {
    details.push(await askApi<Review>(page, `/reviews/${ref}`));
  }
  const [most] = details.sort((one, other) => other.documents.length - one.documents.length);
  return { review: most?.id, sha256: most?.documents[0]?.sha256 };
}
