import { ENDING, TOO_MUCH } from "#tests/support/hostile-documents.ts";
import { answered } from "#tests/support/reviews.ts";
import { embeddedScene, onEmbedded } from "./embedded-program.ts";
import { residentMegabytes } from "./rss.ts";
import { type Outcome, type Trial, timesOf } from "./trial.ts";
import { post } from "./writing.ts";

/** Each round uses another person, because uploads are rate-limited per person. */
const ROUNDS = 4;
const LIMIT_MS = 1_000;
/** A body of 5 MB becomes text, and then an object, before it is found to be too large. */
const GROWTH_MB = 100;
/** With much memory, garbage collection is delayed; below this limit, memory that grows is memory that is kept. */
const HEAP = "--max-old-space-size=384";

type Receipt = { ref: string; sequence: number };

/** Small documents that would expand greatly are refused immediately, and leave nothing behind (S24). */
export const bombsTrial: Trial = {
  name: "bombs",
  run: (options): Promise<Outcome> =>
    onEmbedded(async ({ serve }) => {
      const { origin, child } = await serve({ NODE_OPTIONS: HEAP });
      const { cookies, serviceId } = await embeddedScene(origin);
      const api = `${origin}/api/v1`;
      const draft = { title: "Bombs", serviceId, type: "change", intake: answered() };
      const draftOf = async (cookie: string) => (await (await post(`${api}/reviews`, cookie, draft)).json()) as Receipt;
      const send = (cookie: string, { ref, sequence }: Receipt, [name, content]: [string, string]) =>
        sent % 2 === 0
          ? post(`${api}/reviews/${ref}/documents`, cookie, { sequence, documents: [{ name, content }] })
          : post(`${api}/threat-models`, cookie, { serviceId, fileName: name, content, authorRole: "builder" });
      const memory = () => residentMegabytes(child.pid ?? 0);
      const failures: string[] = [];
      let [slowest, begin, most, sent] = [0, 0, 0, 0];
      const rounds = timesOf(options, ROUNDS);
      // The first round loads what is only loaded once.
      for (let round = 0; round <= rounds; round += 1) {
        const cookie = cookies[round] ?? "";
        const drafted = await draftOf(cookie);
        if (round === 1) [slowest, begin, most] = [0, memory(), memory()];
        for (const [what, name, content] of [...TOO_MUCH, ...TOO_MUCH]) {
          sent += 1;
          const asked = performance.now();
          const { status } = await send(cookie, drafted, [name, content()]);
          const ms = performance.now() - asked;
          if (status !== 413 && status !== 422) failures.push(`${what} was answered ${status}`);
          if (round > 0 && ms > LIMIT_MS) failures.push(`${what} took ${ms.toFixed(0)} ms`);
          [slowest, most] = [Math.max(slowest, ms), Math.max(most, memory())];
        }
      }
      for (const [what, name, content] of ENDING) {
        sent += 1;
        const { status } = await send(cookies[rounds] ?? "", await draftOf(cookies[rounds] ?? ""), [name, content()]);
        if (status >= 500) failures.push(`${what} was answered ${status}`);
      }
      if (most - begin > GROWTH_MB) failures.push(`memory grew from ${begin.toFixed(0)} to ${most.toFixed(0)} MB`);
      return {
        what: "documents that expand greatly, as evidence and as threat models",
        times: sent,
        failures,
        worst: `slowest ${slowest.toFixed(0)} ms, memory ${begin.toFixed(0)} → ${most.toFixed(0)} MB`,
      };
    }),
};
