import { type Random, random } from "#lib/random.ts";
import { pagesOfTree } from "../pages-of-tree.ts";
import { type Action, actionsOf, drawActionCall } from "./action-calls.ts";
import { drawApiCall, type Operation, operationsOf } from "./api-calls.ts";
import { type Call, callWords, type Door, type Facts } from "./call.ts";
import type { Range } from "./draw-value.ts";
import { drawPageCall, drawSignInCall } from "./page-calls.ts";
import { type Answer, send, signInDemo } from "./send.ts";

/** Who calls: a demo account by its address, or nobody. */
const CALLERS = [
  ["", 1],
  ["guardian", 2],
  ["engineer", 2],
  ["leader", 1],
  ["manager", 2],
  ["admin", 2],
] as const;
type Caller = (typeof CALLERS)[number][0];

export type FuzzOptions = {
  origin: string;
  seed: string;
  calls: number;
  /** How often each door is called, as weights. */
  doors: readonly (readonly [Door, number])[];
  /** Ids are drawn from here: rows that are there, and nobody who calls. */
  ids: Range;
  /** What the server wrote to its log so far. */
  log: () => string;
  /** How many calls are under way at once. */
  atOnce: number;
  onCall?: (number: number) => void;
};

export type FuzzReport = {
  calls: number;
  /** What should not have been, each with the call that showed it. */
  failures: string[];
  /** Calls of each door, how many of them were answered by what stands behind it, and how many got what they asked for. */
  doors: Record<Door, { calls: number; reached: number; served: number }>;
  statuses: Record<string, number>;
  /** Calls by someone who was signed in. */
  signedIn: number;
  slowest: { ms: number; call: string };
  /** How many routes, pages and actions were called at least once, of how many. */
  names: { called: number; known: number };
};

/** Calls every door of a running application that has the demo's accounts. One call depends on the seed and its number only. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const run = await open(options);
  let next = 0;
  const work = async () => {
    while (next < options.calls) {
      const number = next;
      next += 1;
      if (number % 200 === 0) await run.look();
      await run.call(number);
      options.onCall?.(number);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, work));
  return run.report();
}

async function open({ origin, seed, doors, ids, log }: FuzzOptions) {
  const operations = operationsOf(await (await fetch(`${origin}/api/v1/openapi.json`)).json());
  const actions = actionsOf();
  const pages = pagesOfTree();
  const cookies = new Map<Caller, string>();
  let facts: Facts = { reviews: [{ ref: "REV-1", sequence: null }], ids };
  const called = new Set<string>();
  const byRequest = new Map<string, { meant: number; call: string }>();
  const report: FuzzReport = {
    calls: 0,
    failures: [],
    doors: { api: none(), page: none(), action: none(), "sign-in": none() },
    statuses: {},
    signedIn: 0,
    slowest: { ms: 0, call: "" },
    names: { called: 0, known: operations.length + actions.length + pages.length },
  };

  const cookieOf = async (caller: Caller): Promise<string> => {
    if (caller !== "" && !cookies.has(caller)) {
      cookies.set(caller, (await signInDemo(origin, `${caller}@example.com`)) ?? "");
    }
    return cookies.get(caller) ?? "";
  };

  /** Where the reviews stand now, the last changed first. */
  const look = async () => {
    const cookie = await cookieOf("manager");
    const answer = await fetch(`${origin}/api/v1/reviews?sort=-updated`, { headers: { cookie } });
    if (!answer.ok) return void cookies.delete("manager");
    const { reviews } = (await answer.json()) as { reviews: { ref: string; sequence: number }[] };
    if (reviews.length > 0) facts = { reviews: reviews.map(({ ref, sequence }) => ({ ref, sequence })), ids };
  };

  const call = async (number: number) => {
    const chance = random(`${seed} ${number}`);
    const caller = chance.weighted(CALLERS);
    const drawn = await draw(chance, { origin, doors, operations, actions, pages, facts });
    const words = `call ${number} as ${caller || "nobody"}: ${callWords(drawn)}`;
    if (drawn.door !== "sign-in") called.add(drawn.name);
    try {
      const cookie = drawn.door === "sign-in" ? "" : await cookieOf(caller);
      const answer = await send(origin, drawn, cookie);
      // Signed out, or without an account by now: whom nothing signs in again goes on as nobody.
      if (answer.meant === 401 && cookie !== "") cookies.delete(caller);
      if (cookie !== "" && answer.meant !== 401) report.signedIn += 1;
      take(report, drawn, answer, words);
      byRequest.set(answer.requestId, { meant: answer.meant, call: words });
    } catch (error) {
      report.failures.push(`no answer (${describe(error)}) to ${words}`);
    }
  };

  const finish = (): FuzzReport => {
    report.names.called = called.size;
    report.failures.push(...hidden(log(), byRequest));
    return report;
  };
  return { look, call, report: finish };
}

function none() {
  return { calls: 0, reached: 0, served: 0 };
}

type Drawing = {
  origin: string;
  doors: FuzzOptions["doors"];
  operations: Operation[];
  actions: Action[];
  pages: string[];
  facts: Facts;
};

async function draw(chance: Random, { origin, doors, operations, actions, pages, facts }: Drawing): Promise<Call> {
  switch (chance.weighted(doors)) {
    case "api":
      return drawApiCall(chance, chance.pick(operations), facts);
    case "page":
      return drawPageCall(chance, chance.pick(pages), facts);
    case "action":
      return drawActionCall(chance, chance.pick(actions), origin, facts);
    case "sign-in":
      return drawSignInCall(chance);
  }
}

function take(report: FuzzReport, { door }: Call, { status, meant, ms, text }: Answer, words: string): void {
  report.calls += 1;
  const counted = report.doors[door];
  counted.calls += 1;
  const served = door === "action" ? text.includes('"ok":true') : status < 300;
  if (served) counted.served += 1;
  if (served || (meant !== 401 && /"ok":false|"type":"about:blank"/.test(text))) counted.reached += 1;
  report.statuses[meant] = (report.statuses[meant] ?? 0) + 1;
  if (ms > report.slowest.ms) report.slowest = { ms, call: words };
  if (status >= 500 || meant >= 500) report.failures.push(`${status} (${meant}) to ${words}\n${text.slice(0, 400)}`);
}

/** An error that was logged of a request whose answer says that all is well: it broke after its first words had left. */
function hidden(log: string, byRequest: Map<string, { meant: number; call: string }>): string[] {
  return log.split("\n").flatMap((line) => {
    const requestId = /"requestId":"([0-9a-f-]{36})"/.exec(line)?.[1];
    const answered = requestId ? byRequest.get(requestId) : undefined;
    return answered && answered.meant < 400
      ? [`${answered.meant}, yet an error in the log, to ${answered.call}\n${line}`]
      : [];
  });
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
