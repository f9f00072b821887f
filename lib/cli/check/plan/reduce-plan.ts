import type { Section } from "#lib/checks/plan/plan-shape.ts";
import { isKept, type Says, whatElementSays } from "#lib/checks/plan/what-element-says.ts";
import type { Position } from "#lib/iam/index.ts";
import { MAX_PLAN_LENGTH } from "#lib/templates/limits.ts";
import type { LeftOut, Path } from "#lib/templates/read.ts";
import { planSplitter } from "./plan-splitter.ts";
import { endOf, type Piece, START } from "./reduced-places.ts";

/** A plan without its irrelevant parts: its text, what was left out, and where the rest is in the file. */
export type ReducedPlan = { text: string; leftOut: LeftOut[]; pieces: Piece[] };

type Reduction = { ok: true; plan: ReducedPlan } | { ok: false; message: string; at: Position };

/** Bytes in the longest part that is read: one resource, or everything between two lists. */
const MAX_PART = 16 * 1024 * 1024;

/**
 * Reads a plan of any size and keeps what policies, secrets and places are read from. The reduced plan reads the same
 * as the whole. `file` is its name.
 */
export async function reducePlan(chunks: AsyncIterable<Uint8Array>, file: string): Promise<Reduction> {
  const parts = keptParts(file);
  const splitter = planSplitter(parts);
  let isFirst = true;
  let isFault = false;
  try {
    for await (const chunk of chunks) {
      const mark = isFirst && isMarked(chunk) ? MARK : "";
      isFirst = false;
      if (mark !== "") parts.passOver(mark);
      if (!splitter.write(chunk.subarray(3 * mark.length))) {
        isFault = true;
        break;
      }
      if (splitter.waiting() > MAX_PART) return refused(TOO_LONG_PART, parts.at());
      if (parts.length() > MAX_PLAN_LENGTH) return refused(TOO_MUCH, parts.at());
    }
    if (splitter.end() || isFault) return { ok: true, plan: parts.reduced() };
    return refused("The plan is cut off here. Create the plan again.", parts.at());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refused("The file is not UTF-8 text. Save it as UTF-8.", parts.at());
  }
}

const megabytes = (bytes: number) => `${bytes / 1024 / 1024} MB`;
const TOO_LONG_PART = `The part that starts here is longer than ${megabytes(MAX_PART)}, too large to read.`;
const TOO_MUCH = `By this point, the policies and secrets in this plan exceed ${megabytes(MAX_PLAN_LENGTH)}. Create separate plans for its parts.`;

function refused(message: string, at: Position): Reduction {
  return { ok: false, message, at };
}

const MARK = "\u{FEFF}";

function isMarked([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}

type List = { path: Path; section: Section; count: number };
type Element = { list: List; index: number; says: Says };
/** `ends`: the list that ends before this part. `endsLine`: a line break follows the next comma. */
type Part = { text: string; source: Position; endsLine: boolean; ends?: List; element?: Element };

function keptParts(file: string) {
  const kept: Part[] = [];
  const told = { changed: new Set<string>(), said: new Set<string>() };
  let isChanged = false;
  let list: List | undefined;
  let last: Part | undefined;
  let at: Position = START;
  let length = 0;

  const add = (part: Part, isKept: boolean, end: Position) => {
    if (last) last.endsLine = /^[\r\n]/.test(part.text);
    last = part;
    at = end;
    if (!isKept) return;
    kept.push(part);
    length += part.text.length;
  };
  return {
    passOver: (text: string) => {
      at = endOf(text, at);
    },
    between: (text: string) => {
      add({ text, source: at, endsLine: false, ...(list && { ends: list }) }, true, endOf(text, at));
      list = undefined;
    },
    begin: (section: Section, path: Path) => {
      list = { path, section, count: 0 };
      isChanged ||= section === "changes";
    },
    element: (text: string, isLast: boolean) => {
      if (!list) return;
      const says = whatElementSays(text, list.section, file);
      if (list.section === "changes" && says.address !== null) told.changed.add(says.address);
      if (list.section !== "configuration" && says.says !== "nothing" && says.of !== null) told.said.add(says.of);
      const element = { list, index: list.count, says };
      list.count += 1;
      add(
        { text, source: at, endsLine: false, element },
        says.says !== "nothing" && (says.says !== "if-said" || !isChanged || isKept(says, told)),
        endOf(isLast ? text : `${text},`, at),
      );
    },
    at: () => at,
    length: () => length,
    reduced: () => joined(kept.filter(({ element }) => !element || isKept(element.says, told))),
  };
}

/**
 * Replaces parts left out. The distance keeps unrelated text apart, because secrets are recognised by the text near
 * them.
 */
const APART = `\n${" ".repeat(400)}\n`;

/** A meaningless element kept at either end of a list, to preserve commas and so that no list looks empty. */
const STAND_IN = '{"mode": "data"}';

/** Assembles a plan from the kept parts. */
function joined(parts: readonly Part[]): ReducedPlan {
  const texts: string[] = [];
  const pieces: Piece[] = [];
  const leftOut: LeftOut[] = [];
  let length = 0;
  let runs: LeftOut["runs"] = [];
  /** For the current list: the number of elements kept, and the number seen up to the last kept element. */
  let [kept, seen] = [0, 0];
  const write = (text: string) => {
    texts.push(text);
    length += text.length;
  };
  let isApart = true;
  const leave = (count: number) => {
    if (count > 0) runs.push({ after: kept, count });
    write(APART);
    isApart = true;
  };
  const endList = ({ path }: List) => {
    if (runs.length > 0) leftOut.push({ path, runs });
  };
  for (const { text, source, endsLine, ends, element } of parts) {
    if (element) {
      if (kept > 0) write(",");
      let gap = element.index - seen;
      if (gap > 0) {
        if (kept === 0) {
          write(`${STAND_IN},`);
          [kept, gap] = [1, gap - 1];
        }
        leave(gap);
      }
      [kept, seen] = [kept + 1, element.index + 1];
    } else if (ends) {
      const behind = ends.count - seen;
      if (behind > 0) {
        if (kept > 0) write(",");
        leave(behind - 1);
        write(STAND_IN);
      }
      endList(ends);
      [kept, seen, runs] = [0, 0, []];
    }
    const last = pieces.at(-1);
    if (last && !isApart) {
      last.length = length + text.length - last.at;
      last.endsLine = endsLine;
    } else pieces.push({ at: length, length: text.length, source, endsLine });
    isApart = false;
    write(text);
  }
  // A fault is inside a list that has no end.
  const broken = parts.at(-1)?.element;
  if (broken) endList(broken.list);
  return { text: texts.join(""), leftOut, pieces };
}
