import { Tokenizer, TokenizerError, TokenType } from "@streamparser/json";
import { PLAN_SHAPE, type Section, type Shape } from "#lib/checks/plan/plan-shape.ts";
import { MAX_DEPTH } from "#lib/templates/limits.ts";
import type { Path } from "#lib/templates/read.ts";

/** Receives the parts of a plan in order: each list element with surrounding whitespace, and everything between. */
export type Parts = {
  between: (text: string) => void;
  begin: (section: Section, path: Path) => void;
  /** `isLast`: no comma follows. */
  element: (text: string, isLast: boolean) => void;
};

type Splitter = {
  /**
   * Returns whether more is wanted: after a fault only a little, for the start of the last part. Throws TypeError if
   * the input is not UTF-8.
   */
  write: (chunk: Uint8Array) => boolean;
  /** Bytes still waiting for the end of their part. */
  waiting: () => number;
  /** Emits the remainder. Returns whether the plan reached its end, or a fault. */
  end: () => boolean;
};

/** An object or list being traversed. `depth` is the depth of its contents; `isNamed`: a value follows. */
type Level = { shape: Shape; depth: number; name: string; isNamed: boolean; index: number };

/** Splits a plan into parts while it is read. Only counts brackets; the reader decides whether a part is valid JSON. */
export function planSplitter(parts: Parts): Splitter {
  const levels: Level[] = [];
  let depth = 0;
  let state: "before" | "inside" | "behind" | "fault" = "before";

  const text = uncutText();
  const inner = (): Level | undefined => (levels.at(-1)?.depth === depth ? levels.at(-1) : undefined);
  const pathToList = (): Path =>
    levels.slice(0, -1).map(({ shape, name, index }) => (shape.kind === "object" ? name : index));

  const open = (kind: "object" | "list", offset: number) => {
    const level = inner();
    const shape = state === "before" ? PLAN_SHAPE : level && childOf(level);
    state = depth === MAX_DEPTH ? "fault" : "inside";
    depth += 1;
    if (!shape || (shape.kind === "object") !== (kind === "object")) return;
    levels.push({ shape, depth, name: "", isNamed: false, index: 0 });
    if (shape.kind !== "elements") return;
    parts.between(text.cut(offset + 1));
    parts.begin(shape.section, pathToList());
  };
  const close = (offset: number) => {
    const level = inner();
    if (level) {
      if (level.shape.kind === "elements") lastElement(level, text.cut(offset));
      levels.pop();
    }
    depth -= 1;
    if (depth <= 0) state = "behind";
  };
  const lastElement = ({ index }: Level, last: string) => {
    if (index === 0 && last.trim() === "") parts.between(last);
    else parts.element(last, true);
  };
  const comma = (offset: number) => {
    const level = inner();
    if (!level) return;
    if (level.shape.kind === "elements") {
      parts.element(text.cut(offset), false);
      text.cut(offset + 1);
    }
    level.isNamed = false;
    level.index += 1;
  };

  const tokenizer = new Tokenizer();
  let fault: Error | undefined;
  /** Bytes added after a fault, which may be the first byte of a longer character. */
  let behindFault = 0;
  tokenizer.onError = (error) => {
    fault ??= error;
    state = "fault";
  };
  tokenizer.onToken = ({ token, value, offset }) => {
    if (state === "behind") state = "fault";
    if (state === "fault") return;
    if (token === TokenType.LEFT_BRACE) return open("object", offset);
    if (token === TokenType.LEFT_BRACKET) return open("list", offset);
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) return close(offset);
    if (token === TokenType.COMMA) return comma(offset);
    const level = inner();
    if (level && token === TokenType.COLON) level.isNamed = true;
    if (level && typeof value === "string" && token === TokenType.STRING && !level.isNamed) level.name = value;
  };

  return {
    write: (chunk) => {
      text.add(chunk);
      if (state === "fault") {
        behindFault += chunk.length;
        return behindFault < LONGEST_CHARACTER;
      }
      tokenizer.write(chunk);
      if (fault && !(fault instanceof TokenizerError)) throw fault;
      return true;
    },
    waiting: text.waiting,
    end: () => {
      if (levels.at(-1)?.shape.kind === "elements") parts.element(text.rest(), true);
      else parts.between(text.rest());
      return state === "behind" || state === "fault";
    },
  };
}

function childOf({ shape, name }: Level): Shape | undefined {
  if (shape.kind === "object") return shape.of(name);
  return shape.kind === "list" ? shape.of : undefined;
}

/** In bytes of UTF-8. */
const LONGEST_CHARACTER = 4;

const DECODER = { fatal: true, ignoreBOM: true };

/** Streamed text that is cut at byte offsets. Keeps only the part not yet cut. */
function uncutText() {
  const decoder = new TextDecoder("utf-8", DECODER);
  let buffer = Buffer.alloc(256 * 1024);
  /** The kept range of the buffer, and the offset of its first byte in the whole text. */
  let [from, to, offset] = [0, 0, 0];

  const take = (until: number): Uint8Array => {
    const taken = buffer.subarray(from, from + until - offset);
    from += taken.length;
    offset += taken.length;
    return taken;
  };
  return {
    add: (chunk: Uint8Array) => {
      const kept = buffer.subarray(from, to);
      if (kept.length + chunk.length > buffer.length) buffer = Buffer.concat([kept], 2 * (kept.length + chunk.length));
      else buffer.copyWithin(0, from, to);
      buffer.set(chunk, kept.length);
      [from, to] = [0, kept.length + chunk.length];
    },
    cut: (until: number) => decoder.decode(take(until)),
    /** Everything left, up to the last complete character. */
    rest: () => new TextDecoder("utf-8", DECODER).decode(take(offset + to - from), { stream: true }),
    waiting: () => to - from,
  };
}
