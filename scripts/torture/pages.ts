import { setTimeout as wait } from "node:timers/promises";
import { usageOf } from "#lib/processes/usage.ts";
import { MANY_RESULTS } from "#tests/support/hostile-documents.ts";
import { answered } from "#tests/support/reviews.ts";
import { embeddedScene, onEmbedded } from "./embedded-program.ts";
import { type Outcome, type Trial, timesOf } from "./trial.ts";
import { post } from "./writing.ts";

const LIMIT_BYTES = 1_000_000;
const LIMIT_MS = 300;
const PATIENCE_MS = 240_000;
const TIMES = 5;
/** As many comments as one person may write in a minute. */
const COMMENTS = 30;
const COMMENT = "<".repeat(10_000);

type Receipt = { ref: string; sequence: number };
type Page = { what: string; bytes: number; ms: number };

/** A review with very many check results must still be a normal page (S46). */
export const pagesTrial: Trial = {
  name: "pages",
  run: (options): Promise<Outcome> =>
    onEmbedded(async ({ serve }) => {
      const { origin, child } = await serve();
      const processor = () => usageOf(child.pid ?? 0)?.processor ?? performance.now();
      const { cookies, serviceId } = await embeddedScene(origin);
      const times = timesOf(options, TIMES);
      const failures: string[] = [];
      const pages: Page[] = [];
      for (const [at, [what, name, content]] of MANY_RESULTS.entries()) {
        const cookie = cookies[at % 2] ?? "";
        const ref = await judged(origin, cookie, serviceId, { name, content: content() });
        if (at === 0) await discussed(origin, cookie, ref);
        // The reviewer sees more than anyone else.
        for (const path of await pagesOf(origin, cookies[2] ?? "", ref)) {
          const page = await opened({ origin, cookie: cookies[2] ?? "", processor }, path, times);
          pages.push({ what: `${what}: ${path}`, ...page });
          console.log(`  ${what}: ${path}: ${page.bytes} bytes, ${page.ms.toFixed(0)} ms`);
        }
      }
      for (const { what, bytes, ms } of pages) {
        if (bytes > LIMIT_BYTES) failures.push(`${what} has ${bytes} bytes`);
        if (ms > LIMIT_MS) failures.push(`${what} took ${ms.toFixed(0)} ms`);
      }
      const [largest, slowest] = [pages.map(({ bytes }) => bytes), pages.map(({ ms }) => ms)].map((all) =>
        Math.max(...all).toFixed(0),
      );
      return {
        what: "pages of reviews with very large check results",
        times: pages.length,
        failures,
        worst: `largest ${largest} bytes, slowest ${slowest} ms`,
      };
    }),
};

type Document = { name: string; content: string };

/** A review with this document, claimed by the engineer once its checks have ended. */
async function judged(origin: string, cookie: string, serviceId: number, document: Document): Promise<string> {
  const ask = async (path: string, body: unknown, by = cookie): Promise<Receipt> => {
    const response = await post(`${origin}/api/v1/reviews${path}`, by, body);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    return (await response.json()) as Receipt;
  };
  const draft = { title: `Large ${document.name}`, serviceId, type: "change", intake: answered() };
  const { ref, sequence } = await ask("", draft);
  const attached = await ask(`/${ref}/documents`, { sequence, documents: [document] });
  await ask(`/${ref}/submission`, { sequence: attached.sequence });
  const begin = performance.now();
  while (performance.now() - begin < PATIENCE_MS) {
    const text = await (await fetch(`${origin}/api/v1/reviews/${ref}/checks/waiting`, { headers: { cookie } })).text();
    if (/"items":\[\]/.test(text)) return ref;
    await wait(500);
  }
  throw new Error(`the checks of ${ref} did not finish`);
}

async function discussed(origin: string, cookie: string, ref: string): Promise<void> {
  for (let comment = 0; comment < COMMENTS; comment += 1) {
    const { ok, status } = await post(`${origin}/api/v1/reviews/${ref}/comments`, cookie, { body: COMMENT });
    if (!ok) throw new Error(`a comment was answered ${status}`);
  }
}

/** The pages of a review, found through their links to each other. */
async function pagesOf(origin: string, cookie: string, ref: string): Promise<string[]> {
  const page = await (await fetch(`${origin}/reviews/${ref}`, { headers: { cookie } })).text();
  const [document] = page.match(/\/reviews\/REV-\d+\/documents\/[^"#\\]+/) ?? [];
  const links = [
    `/reviews/${ref}`,
    `/reviews/${ref}?revision=1&checks=all`,
    `/reviews/${ref}?checks=all&results=3&messages=2`,
    document?.replaceAll("&amp;", "&"),
  ];
  return [...links.filter((link) => link !== undefined), "/reviews", "/policies"];
}

type Reader = { origin: string; cookie: string; processor: () => number };

/** The bytes of a page, and the server's processor time for it in milliseconds: the median of several requests. */
async function opened({ origin, cookie, processor }: Reader, path: string, times: number): Promise<Omit<Page, "what">> {
  const all: Omit<Page, "what">[] = [];
  // The first request of each kind loads what is only loaded once.
  for (let time = 0; time <= times; time += 1) {
    const begin = processor();
    const response = await fetch(`${origin}${path}`, { headers: { cookie } });
    const bytes = (await response.arrayBuffer()).byteLength;
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    all.push({ bytes, ms: processor() - begin });
  }
  const later = all.slice(1).sort((a, b) => a.ms - b.ms);
  return later[Math.floor(later.length / 2)] ?? { bytes: 0, ms: 0 };
}
