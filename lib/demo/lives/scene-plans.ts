import { guardiansOf, type Person, type Service, type Story, serviceNamed } from "#lib/demo/story-so-far.ts";
import { at, type Random } from "#lib/random.ts";
import { changesOf } from "../content/changes.ts";
import { type DocumentContent, HALF_FIXED, REFUSED } from "../content/policies.ts";
import { type CasePlan, slugOf } from "./case.ts";

/** The document of a scene, by its outcome. */
const WRITERS = {
  refused: (chance: Random) => chance.pick(REFUSED),
  "half fixed": () => HALF_FIXED,
};

/** A review with a given state at the end of the story. */
export type Scene = {
  service: string;
  title: string;
  /** Working days before the end of the story. */
  submitted: number;
  end: "draft" | "submitted" | "in_review" | "changes_requested" | "approved" | "rejected";
  /** The reviewer's index among the engineers: 0 and 1 can sign in. */
  reviewer?: number;
  asked?: boolean;
  document?: keyof typeof WRITERS;
  /** Requested by the demo's builder, with the demo's guardian. */
  cast?: boolean;
  alone?: boolean;
  /** The reviewer recommends accepting a risk. */
  recommended?: boolean;
  followedBy?: Scene;
  previousReviewId?: number;
};

function scene(service: string, title: string, submitted: number, end: Scene["end"], rest: Partial<Scene> = {}): Scene {
  return { service, title, submitted, end, ...rest };
}

export const SCENES: Scene[] = [
  // The guardian has to answer. The engineer has one to approve, and one whose revision fixes half and has an unmet
  // gate.
  scene("Checkout API", "Give the service its own role", 6, "changes_requested", {
    reviewer: 0,
    asked: true,
    document: "refused",
    cast: true,
  }),
  scene("Card Gateway", "Reconcile hourly instead of nightly", 9, "in_review", {
    reviewer: 0,
    asked: true,
    document: "refused",
  }),
  scene("Log Pipeline", "Keep raw events for only ninety days", 5, "in_review", {
    reviewer: 0,
    asked: true,
    document: "half fixed",
  }),
  // The second engineer must endorse this one.
  scene("Sign-in", "Require a second factor for payments", 11, "in_review", { reviewer: 2, asked: true }),
  // These need feedback.
  scene("Shopper App", "Keep the basket on the phone", 12, "approved", { reviewer: 0, asked: true }),
  // The demo's leader decides on a risk of this one.
  scene("Invoice Export", "Sign every outgoing file", 14, "approved", {
    reviewer: 0,
    asked: true,
    recommended: true,
  }),
  // Past its target, and close to it.
  scene("Audience Builder", "Add filters by team and week", 24, "submitted"),
  scene("Network Hub", "Rotate certificates automatically", 8.6, "submitted", { alone: true }),
  scene("Product Search", "Publish changes as events", 1.4, "submitted", { document: "refused" }),
  scene("Payout Runner", "Pay out twice a day", 3.2, "submitted"),
  scene("Support Console", "Sign in with the company account", 2.3, "submitted"),
  scene("Kiosk Pages", "Add keyboard shortcuts", 0.6, "submitted"),
  scene("Status Page", "Show a banner while the service is read-only", 2.1, "submitted"),
  scene("Partner Share", "Share a data set with a partner account", 4.4, "submitted", { document: "refused" }),
  scene("Device Gateway", "Give every terminal its own certificate", 16, "changes_requested", {
    reviewer: 3,
    asked: true,
    document: "refused",
  }),
  scene("Feature Store", "Read data sets from notebooks", 26, "changes_requested", { reviewer: 4, asked: true }),
  scene("Support Console", "Let agents act as a customer", 34, "rejected", {
    reviewer: 1,
    asked: true,
    followedBy: scene("Support Console", "Let agents act as a customer", 6, "in_review", { reviewer: 1 }),
  }),
  scene("Fraud Scoring", "Score in real time", 30, "rejected", { reviewer: 5, asked: true }),
  scene("Basket", "Call a vendor's address checker", 1.2, "draft", { cast: true }),
  scene("Room Booking", "Export the list as a spreadsheet", 3, "draft"),
  scene("Build Runner", "Move build secrets into the vault", 2, "draft", { document: "refused" }),
];

export const HELD: Scene[] = [
  scene("Ledger Core", "Move sessions from memory into the shared cache", 9, "submitted"),
  scene("Partner Feed Import", "Unpack archives that partners send", 18, "submitted"),
  scene("Account Profile", "Call a vendor's address checker", 31, "submitted"),
  scene("Firmware Updater", "Write device logs to a bucket", 47, "submitted", { document: "refused" }),
];

export function scenePlan(story: Story, scene: Scene, chance: Random): CasePlan {
  const service = serviceNamed(story, scene.service);
  const all = (["low", "medium", "high"] as const).flatMap((tier) => changesOf(service.kind, tier));
  const change = all.find(({ title }) => title === scene.title);
  if (!change) throw new Error(`${scene.service} has no change named “${scene.title}”.`);
  const { cast } = story;
  const [guardian = null] = scene.alone ? [] : guardiansOf(story, service.team.id);
  const members = service.team.members.filter(({ id }) => id !== guardian?.id);
  return {
    service,
    change,
    guardian: scene.cast ? cast.guardian : guardian,
    requester: scene.cast ? cast.builder : chance.pick(members),
    reviewer: independent(story, service, scene.reviewer ?? 2),
    document: documentOf(scene, service, chance),
    launchIn: 20,
    teamWrites: true,
    ...(scene.previousReviewId === undefined ? {} : { previousReviewId: scene.previousReviewId }),
  };
}

/** The intended engineer, or another if that engineer wrote the service's threat model. */
function independent({ cast, models }: Story, service: Service, wanted: number): Person {
  const engineer = at(cast.engineers, wanted);
  if (models.get(service.id)?.authorId !== engineer.id) return engineer;
  return at(cast.engineers, wanted === 3 ? 2 : 3);
}

function documentOf(scene: Scene, service: Service, chance: Random): DocumentContent | null {
  if (!scene.document) return null;
  return WRITERS[scene.document](chance)(slugOf(service.name));
}
