import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AskLatest } from "#components/policies/playground/ask-latest.ts";

/** An answerer that answers when it is told to. */
function desk() {
  const asked: { number: number; question: string }[] = [];
  const shown: string[] = [];
  const asking = new AskLatest<string, string>({ ask: (one) => asked.push(one) }, (answer, question) => {
    expect(answer).toBe(`about ${question}`);
    shown.push(answer);
  });
  let done = 0;
  const answerNext = () => {
    const one = asked[done];
    if (!one) return;
    done += 1;
    asking.answered({ number: one.number, answer: `about ${one.question}` });
  };
  return { asked, shown, asking, answerNext };
}

describe("asking for the latest", () => {
  it("asks one question at a time, and of those that wait only the newest", () => {
    const { asked, shown, asking, answerNext } = desk();
    for (const question of ["a", "b", "c"]) asking.ask(question);
    expect(asked.map(({ question }) => question)).toEqual(["a"]);
    answerNext();
    expect(asked.map(({ question }) => question)).toEqual(["a", "c"]);
    expect(shown).toEqual([]);
    answerNext();
    expect(shown).toEqual(["about c"]);
  });

  it("never shows an answer to anything but the question asked last, and shows that one in the end", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (moves) => {
        const { shown, asking, answerNext } = desk();
        let count = 0;
        for (const asks of moves) {
          const before = shown.length;
          if (asks) asking.ask(String(++count));
          else answerNext();
          if (shown.length > before) expect(shown.at(-1)).toBe(`about ${count}`);
        }
        for (let rest = 0; rest < 3; rest += 1) answerNext();
        expect(shown.at(-1)).toBe(count === 0 ? undefined : `about ${count}`);
      }),
    );
  });
});
