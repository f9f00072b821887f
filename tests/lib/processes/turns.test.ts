import { describe, expect, it } from "vitest";
import { TooMany, Unavailable } from "#lib/errors.ts";
import { fairTurns } from "#lib/processes/turns.ts";

describe("turns", () => {
  function asked(turns: ReturnType<typeof fairTurns>) {
    const begun: string[] = [];
    const ask = async (by: string | null, name = by ?? "") => {
      const wait = turns.begin(by).then(() => begun.push(name));
      await settle();
      return wait;
    };
    return { begun, ask: (by: string | null, name?: string) => void ask(by, name) };
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it("leave one to others, however much one asks for", async () => {
    const turns = fairTurns({ size: 2, waiting: 10 });
    const { begun, ask } = asked(turns);
    ask("ann", "a1");
    ask("ann", "a2");
    ask("bob", "b1");
    await settle();
    expect(begun).toEqual(["a1", "b1"]);
    turns.end("bob");
    await settle();
    expect(begun).toEqual(["a1", "b1"]);
    turns.end("ann");
    await settle();
    expect(begun).toEqual(["a1", "b1", "a2"]);
  });

  it("come next to anyone who has had none for the longest", async () => {
    const turns = fairTurns({ size: 1, waiting: 10 });
    const { begun, ask } = asked(turns);
    for (const name of ["a1", "a2", "a3"]) ask("ann", name);
    ask("bob", "b1");
    ask("cleo", "c1");
    for (const by of ["ann", "bob", "cleo", "ann"]) {
      await settle();
      turns.end(by);
    }
    await settle();
    expect(begun).toEqual(["a1", "b1", "c1", "a2", "a3"]);
  });

  it("are all had by nobody in particular, one after the other", async () => {
    const turns = fairTurns({ size: 2, waiting: 10 });
    const { begun, ask } = asked(turns);
    for (const name of ["1", "2", "3"]) ask(null, name);
    await settle();
    expect(begun).toEqual(["1", "2"]);
    turns.end(null);
    await settle();
    expect(begun).toEqual(["1", "2", "3"]);
  });

  it("S46 are waited for by so many, and by so many of one", async () => {
    const turns = fairTurns({ size: 1, waiting: 3, waitingOfOne: 1 });
    const { ask } = asked(turns);
    ask("ann");
    ask("ann");
    await expect(turns.begin("ann")).rejects.toBeInstanceOf(TooMany);
    ask("bob");
    ask("cleo");
    await settle();
    await expect(turns.begin("dan")).rejects.toBeInstanceOf(Unavailable);
  });
});
