import { TooMany, Unavailable } from "#lib/errors.ts";

/** How many work concurrently, how many may wait, and how many of these one requester may have. */
type TurnLimits = { size: number; waiting: number; waitingOfOne?: number };

export type Turns = {
  /**
   * Waits for a turn. Throws Unavailable if too many wait, TooMany if one requester has too many. `by`: the requester;
   * anonymous turns are not counted together.
   */
  begin: (by: string | null) => Promise<void>;
  end: (by: string | null) => void;
  /** Lets everyone waiting continue. */
  release: () => void;
};

const TOO_MANY = "Too many documents are being read and checked right now. Try again in a minute.";
const TOO_MANY_OF_ONE = "Too much of your input is already waiting to be read and checked. Try again in a minute.";
const RETRY_AFTER = 60;

/**
 * Turns that one requester cannot use up: of two or more, one is always left for others. The next turn goes to the
 * waiting requester who has had none for the longest.
 */
export function fairTurns({ size, waiting, waitingOfOne = waiting }: TurnLimits): Turns {
  const most = Math.max(1, size - 1);
  const queue: { by: string | null; go: () => void }[] = [];
  const working = new Map<string, number>();
  const lastTurn = new Map<string, number>();
  let all = 0;
  let count = 0;

  const mayBegin = (by: string | null) => all < size && (by === null || (working.get(by) ?? 0) < most);
  const begins = (by: string | null) => {
    all += 1;
    count += 1;
    if (by === null) return;
    working.set(by, (working.get(by) ?? 0) + 1);
    lastTurn.set(by, count);
  };
  const since = (by: string | null) => (by === null ? 0 : (lastTurn.get(by) ?? 0));
  const next = () => {
    const ready = queue.filter(({ by }) => mayBegin(by));
    return ready.reduce<(typeof queue)[number] | undefined>(
      (best, one) => (best && since(best.by) <= since(one.by) ? best : one),
      undefined,
    );
  };

  return {
    begin: async (by) => {
      if (mayBegin(by)) return begins(by);
      const ofOne = by === null ? 0 : queue.filter((other) => other.by === by).length;
      if (ofOne >= waitingOfOne) throw new TooMany(TOO_MANY_OF_ONE, RETRY_AFTER);
      if (queue.length >= waiting) throw new Unavailable(TOO_MANY);
      await new Promise<void>((go) => queue.push({ by, go }));
    },
    end: (by) => {
      all -= 1;
      if (by !== null) {
        const left = (working.get(by) ?? 1) - 1;
        if (left === 0) working.delete(by);
        else working.set(by, left);
      }
      const chosen = next();
      if (chosen) {
        queue.splice(queue.indexOf(chosen), 1);
        begins(chosen.by);
        chosen.go();
      }
      if (queue.length === 0) lastTurn.clear();
    },
    release: () => {
      for (const { by, go } of queue.splice(0)) {
        begins(by);
        go();
      }
    },
  };
}
