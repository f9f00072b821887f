import { describe, expect, it } from "vitest";
import { type Part, sideBySide } from "../../scripts/steps/side-by-side.mjs";

/** Runs parts with room for two processes, each of which ends when it is told to. */
function running(parts: Part[]) {
  const ends = new Map<string, () => void>();
  const began: string[] = [];
  const answers = sideBySide(parts, 2, ({ name }) => {
    began.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(`${name} is done`)));
  });
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { answers, began, end };
}

const one = (name: string, after?: string[]): Part => ({ name, processes: 1, ...(after && { after }) });
const two = (name: string): Part => ({ name, processes: 2 });

describe("the parts of the suite", () => {
  it("begin in their order, as soon as there is room", async () => {
    const { began, end, answers } = running([one("a"), one("b"), two("c"), one("d")]);
    expect(began).toEqual(["a", "b"]);
    await end("b");
    expect(began).toEqual(["a", "b", "d"]);
    await end("a");
    expect(began).toEqual(["a", "b", "d"]);
    await end("d");
    expect(began).toEqual(["a", "b", "d", "c"]);
    await end("c");
    expect(await answers).toEqual(["a is done", "b is done", "c is done", "d is done"]);
  });

  it("wait for what they come after, and let others begin meanwhile", async () => {
    const { began, end } = running([one("a"), one("b", ["a"]), one("c")]);
    expect(began).toEqual(["a", "c"]);
    await end("a");
    expect(began).toEqual(["a", "c", "b"]);
  });

  it("run alone where they take more than there is", async () => {
    const { began, end } = running([one("a"), { name: "b", processes: 3 }]);
    expect(began).toEqual(["a"]);
    await end("a");
    expect(began).toEqual(["a", "b"]);
  });

  it("fail where one could never begin, or throws", async () => {
    await expect(sideBySide([one("a", ["b"])], 2, async () => 1)).rejects.toThrow("Nothing ends that “a” would");
    const thrown = sideBySide([one("a")], 2, () => Promise.reject(new Error("broken")));
    await expect(thrown).rejects.toThrow("broken");
  });
});
