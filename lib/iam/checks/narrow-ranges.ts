import { type AddressRange, readAddressRange } from "../language/index.ts";

type Written = { text: string; range: AddressRange };
type Run = { to: bigint; from: bigint; texts: string[] };

/** Address ranges that belong to nobody outside. */
export const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

const PRIVATE = PRIVATE_RANGES.flatMap((text) => readAddressRange(text) ?? []);
const MAPPED = readAddressRange("::ffff:0:0/96");

export function liesIn(inner: AddressRange, outer: AddressRange | undefined): boolean {
  return inner.version === outer?.version && outer.from <= inner.from && inner.to <= outer.to;
}

/** Merges ranges that touch or overlap. */
function runsOf(written: Written[]): Run[] {
  const runs: Run[] = [];
  const sorted = [...written].sort((left, right) => (left.range.from < right.range.from ? -1 : 1));
  for (const { text, range } of sorted) {
    const last = runs[runs.length - 1];
    if (last === undefined || range.from > last.to + 1n) runs.push({ from: range.from, to: range.to, texts: [text] });
    else {
      last.texts.push(text);
      if (range.to > last.to) last.to = range.to;
    }
  }
  return runs;
}

/** Whether a run includes a whole block of 2^bits addresses. */
function holdsBlock({ from, to }: Run, bits: bigint): boolean {
  const size = 1n << bits;
  const start = ((from + size - 1n) / size) * size;
  return start + size - 1n <= to;
}

/**
 * Address ranges narrow enough to identify a request's origin. However they are split, together they include no block
 * wider than IPv4 /8 or IPv6 /32; private ranges do not count. IPv4 written as IPv6 is measured as IPv4.
 */
export function narrowRanges(texts: Iterable<string>): string[] {
  const written = [...new Set(texts)].flatMap((text): Written[] => {
    const range = readAddressRange(text);
    return range === undefined || PRIVATE.some((known) => liesIn(range, known)) ? [] : [{ text, range }];
  });
  const isMapped = ({ range }: Written) => liesIn(range, MAPPED);
  const spaces = [
    { bits: 25n, ranges: written.filter(({ range }) => range.version === 4) },
    { bits: 25n, ranges: written.filter(isMapped) },
    { bits: 97n, ranges: written.filter((each) => each.range.version === 6 && !isMapped(each)) },
  ];
  return spaces.flatMap(({ bits, ranges }) =>
    runsOf(ranges).flatMap((run) => (holdsBlock(run, bits) ? [] : run.texts)),
  );
}
