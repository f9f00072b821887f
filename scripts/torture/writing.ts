import { setTimeout as wait } from "node:timers/promises";
import { answered } from "#tests/support/reviews.ts";
import type { Query } from "./postgres-program.ts";

/** The writers, and the review and the service to which they write. */
export type Scene = { cookies: readonly string[]; ref: string; serviceId: number };

type Kind = "draft" | "submission" | "comment";

/** Every write requested: confirmed writes must exist, unconfirmed ones may, but only whole. */
export type Ledger = { kind: Kind; marker: string; ref?: string; confirmed: boolean }[];

export type Writing = { stop: () => Promise<void> };

/** Stays below the rate limit of one person, which is above normal human use. */
const PAUSE_MS = 25;
const SUBMIT_EVERY = 20;
let made = 0;

/** Keeps writing as several people until stopped. A response unknown to `allows` is a failure. */
export function write(
  origin: string,
  scene: Scene,
  ledger: Ledger,
  failures: string[],
  allows: (status: number) => boolean = () => false,
): Writing {
  let stopped = false;
  const loop = async (cookie: string) => {
    while (!stopped) {
      await round(origin, cookie, scene, ledger, (status, text) => {
        if (!stopped && status !== 429 && !allows(status))
          failures.push(`a write was answered ${status}: ${withoutId(text)}`);
      });
      await wait(PAUSE_MS);
    }
  };
  const loops = scene.cookies.map(loop);
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(loops);
    },
  };
}

/** Removes request ids, so that equal refusals count as one failure. */
function withoutId(text: string): string {
  return text.slice(0, 300).replaceAll(/[0-9a-f-]{36}/g, "…");
}

type Refused = (status: number, text: string) => void;

async function round(origin: string, cookie: string, scene: Scene, ledger: Ledger, refused: Refused): Promise<void> {
  made += 1;
  const marker = `torture ${process.pid} ${made}`;
  const ask = (kind: Kind, path: string, body: unknown) =>
    confirm(ledger, { kind, marker, confirmed: false }, () => post(`${origin}/api/v1${path}`, cookie, body), refused);
  await ask("comment", `/reviews/${scene.ref}/comments`, { body: marker });
  const draft = { title: marker, serviceId: scene.serviceId, type: "change", intake: answered() };
  const drafted = await ask("draft", "/reviews", draft);
  if (!drafted || made % SUBMIT_EVERY !== 0) return;
  await ask("submission", `/reviews/${drafted.ref}/submission`, { sequence: drafted.sequence });
}

type Receipt = { ref: string; sequence: number };

async function confirm(
  ledger: Ledger,
  entry: Ledger[number],
  ask: () => Promise<Response>,
  refused: Refused,
): Promise<Receipt | null> {
  ledger.push(entry);
  try {
    const response = await ask();
    // A status is a confirmation, even if the rest of the response is lost.
    entry.confirmed = response.ok;
    const text = await response.text();
    if (!response.ok) refused(response.status, text);
    const receipt = response.ok ? (JSON.parse(text) as Receipt) : null;
    if (entry.kind === "draft" && receipt) entry.ref = receipt.ref;
    return receipt;
  } catch {
    // Without a response the write may be done or not, but never half done.
    return null;
  }
}

export function post(url: string, cookie: string, body: unknown): Promise<Response> {
  const headers = { cookie, "content-type": "application/json" };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(30_000) });
}

const PATIENCE_MS = 20_000;

/** Milliseconds until a write is confirmed again, or null after a long wait. */
export async function untilConfirmed(ledger: Ledger): Promise<number | null> {
  const begin = performance.now();
  const from = ledger.length;
  while (performance.now() - begin < PATIENCE_MS) {
    if (ledger.slice(from).some(({ confirmed }) => confirmed)) return performance.now() - begin;
    await wait(20);
  }
  return null;
}

/** Reads the last confirmed drafts back through the product itself. */
export async function readBack(origin: string, { cookies }: Scene, ledger: Ledger, last = 12): Promise<string[]> {
  const [cookie = ""] = cookies;
  const drafts = ledger.filter(({ kind, confirmed, ref }) => kind === "draft" && confirmed && ref).slice(-last);
  const found = drafts.map(async ({ ref, marker }) => {
    const response = await fetch(`${origin}/api/v1/reviews/${ref}`, { headers: { cookie } });
    const text = await response.text();
    return response.ok && text.includes(marker)
      ? []
      : [`${ref} was confirmed, but the server answers ${response.status}`];
  });
  return (await Promise.all(found)).flat();
}

type Found = {
  marker: string;
  state: string;
  sequence: number;
  states: number;
  open: number;
  revisions: number;
  drafted: number;
  submitted: number;
};

const REVIEWS = `
  select r.title as marker, r.state, r.sequence,
    (select count(*)::int from review_states s where s.review_id = r.id) as states,
    (select count(*)::int from review_states s where s.review_id = r.id and s.to_at is null) as open,
    (select count(*)::int from review_revisions v where v.review_id = r.id) as revisions,
    (select count(*)::int from events e
      where e.subject_kind = 'review' and e.subject_id = r.id and e.type = 'review.drafted') as drafted,
    (select count(*)::int from events e
      where e.subject_kind = 'review' and e.subject_id = r.id and e.type = 'review.submitted') as submitted
  from reviews r where r.title like 'torture %'`;

const COMMENTS = `
  select c.body as marker, (select count(*)::int from events e
    where e.type = 'review.commented' and (e.data->>'commentId')::int = c.id) as events
  from review_comments c where c.body like 'torture %'`;

/** Events whose subject does not exist. */
const ORPHANS = `
  select count(*)::int as n from events e where
    (e.type = 'review.commented' and not exists (select from review_comments c where c.id = (e.data->>'commentId')::int))
    or (e.subject_kind = 'review' and not exists (select from reviews r where r.id = e.subject_id))`;

/** Compares confirmed writes with the database: each must exist once, whole, with its event. */
export async function audit(query: Query, ledger: Ledger): Promise<string[]> {
  const reviews = await query<Found>(REVIEWS);
  const comments = await query<{ marker: string; events: number }>(COMMENTS);
  const [orphans] = await query<{ n: number }>(ORPHANS);
  const failures = [...doubled(reviews), ...doubled(comments)];
  const byMarker = new Map(reviews.map((row) => [row.marker, row]));
  const spoken = new Set(comments.map(({ marker }) => marker));
  for (const { kind, marker, confirmed } of ledger) {
    if (!confirmed) continue;
    const there = kind === "comment" ? spoken.has(marker) : byMarker.has(marker);
    const done = kind !== "submission" || byMarker.get(marker)?.submitted === 1;
    if (!there || !done) failures.push(`the ${kind} of “${marker}” was confirmed but is missing`);
  }
  failures.push(...reviews.filter(isHalf).map((row) => `partial review: ${JSON.stringify(row)}`));
  failures.push(
    ...comments
      .filter(({ events }) => events !== 1)
      .map((row) => `a comment without exactly one event: ${JSON.stringify(row)}`),
  );
  if (orphans && orphans.n > 0) failures.push(`${orphans.n} events for missing records`);
  return failures;
}

function doubled(rows: readonly { marker: string }[]): string[] {
  const seen = new Set<string>();
  return rows.flatMap(({ marker }) => (seen.size < seen.add(marker).size ? [] : [`“${marker}” exists twice`]));
}

function isHalf({ state, sequence, states, open, revisions, drafted, submitted }: Found): boolean {
  const wanted = { draft: [1, 1, 1, 0, 1, 0], submitted: [2, 2, 1, 1, 1, 1] }[state];
  return JSON.stringify(wanted) !== JSON.stringify([sequence, states, open, revisions, drafted, submitted]);
}

export function confirmedIn(ledger: Ledger): number {
  return ledger.filter(({ confirmed }) => confirmed).length;
}
