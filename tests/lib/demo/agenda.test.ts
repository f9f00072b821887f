import { describe, expect, it } from "vitest";
import { Agenda, type Life } from "#lib/demo/agenda.ts";

const day = (number: number) => new Date(Date.UTC(2026, 0, number));

describe("the agenda", () => {
  it("lets lives go on in the order of time and stops at the end of the story", async () => {
    const told: string[] = [];
    async function* life(name: string, ...days: number[]): Life {
      for (const number of days) {
        yield day(number);
        told.push(`${name} ${number}`);
      }
    }
    const agenda = new Agenda(day(10));
    await agenda.begin(life("a", 1, 5, 12));
    await agenda.begin(life("b", 2, 3, 9, 10));
    await agenda.begin(life("c", 11));
    await agenda.run();
    expect(told).toEqual(["a 1", "b 2", "b 3", "a 5", "b 9", "b 10"]);
  });

  it("takes who was there first when two fall on the same moment", async () => {
    const told: string[] = [];
    async function* life(name: string): Life {
      yield day(3);
      told.push(name);
    }
    const agenda = new Agenda(day(3));
    for (const name of ["first", "second", "third"]) await agenda.begin(life(name));
    await agenda.run();
    expect(told).toEqual(["first", "second", "third"]);
  });

  it("takes in what begins while it runs", async () => {
    const told: string[] = [];
    const agenda = new Agenda(day(9));
    async function* child(): Life {
      yield day(4);
      told.push("child");
    }
    async function* parent(): Life {
      yield day(2);
      await agenda.begin(child());
      told.push("parent");
      yield day(8);
      told.push("parent again");
    }
    await agenda.begin(parent());
    await agenda.run();
    expect(told).toEqual(["parent", "child", "parent again"]);
  });
});
