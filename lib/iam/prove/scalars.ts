import { type AddressRange, type Family, holdsOnly } from "../language/index.ts";
import { boolAsText, type KeyTest, type Scalar } from "./key-test.ts";

const DAY = 86_400_000;

function between(points: number[], gap: number, middle: (left: number, right: number) => number): number[] {
  const sorted = [...new Set(points)].sort((left, right) => left - right);
  const first = sorted[0] ?? 0;
  const values = [first - gap];
  for (const [index, point] of sorted.entries()) {
    const next = sorted[index + 1] ?? point + 2 * gap;
    values.push(point);
    const inner = middle(point, next);
    if (inner > point && inner < next) values.push(inner);
  }
  return values;
}

function dateText(time: number): string {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  if (year < 0 || year > 9999) return String(Math.floor(time / 1000));
  const nanoseconds = Math.round((time - Math.floor(time)) * 1_000_000);
  const whole = new Date(Math.floor(time)).toISOString();
  return nanoseconds === 0 ? whole : `${whole.slice(0, -1)}${String(nanoseconds).padStart(6, "0")}Z`;
}

function addressText(version: 4 | 6, value: bigint): string {
  const [bits, count, base] = version === 4 ? [8n, 4, 10] : [16n, 8, 16];
  const parts: string[] = [];
  for (let index = count - 1; index >= 0; index -= 1) {
    parts.push(((value >> (BigInt(index) * bits)) & ((1n << bits) - 1n)).toString(base));
  }
  return parts.join(version === 4 ? "." : ":");
}

/** The first address of every stretch that no range divides; public addresses come first. */
function addresses(ranges: AddressRange[]): Scalar[] {
  const spaces: { version: 4 | 6; size: bigint; usual: bigint }[] = [
    { version: 4, size: 1n << 32n, usual: 0x08080808n },
    { version: 6, size: 1n << 128n, usual: 0x2600n << 112n },
  ];
  return spaces.flatMap(({ version, size, usual }) => {
    const points = new Set<bigint>([usual, 0n]);
    for (const range of ranges) {
      if (range.version !== version) continue;
      points.add(range.from);
      if (range.to + 1n < size) points.add(range.to + 1n);
    }
    return [...points].map((value): Scalar => ({ text: addressText(version, value), address: { version, value } }));
  });
}

/** Dates in whole milliseconds stay whole if there is room. */
function middle(left: number, right: number): number {
  const half = (left + right) / 2;
  return Math.floor(half) > left ? Math.floor(half) : half;
}

function ownScalars(family: Family, tests: KeyTest[]): Scalar[] {
  const numbers = tests.flatMap((test) => (test.family === family ? test.numbers : []));
  if (family === "number") {
    return between(numbers, 1, middle).map((number) => ({ text: String(number), number }));
  }
  if (family === "date") {
    return between(numbers, DAY, middle).map((date) => ({ text: dateText(date), date }));
  }
  if (family === "ip") return addresses(tests.flatMap(({ ranges }) => ranges));
  if (family === "binary") {
    return [...new Set(tests.flatMap(({ bytes }) => bytes))].map((bytes) => ({ text: bytes, bytes }));
  }
  return [
    { text: "true", bool: true },
    { text: "false", bool: false },
  ];
}

/**
 * One value of every kind that a family's tests can distinguish, and one outside the family, unless all values are of
 * the family.
 */
export function scalarsOf(family: Family, tests: KeyTest[], only: boolean): Scalar[] {
  const scalars = ownScalars(family, tests);
  return only ? scalars : [...scalars, { text: "other" }];
}

/**
 * The families that compare one key's tests, and how to read a test for them. `only`: all values are of one family.
 * Together with another family a boolean is a text, so that one text decides both.
 */
export function familiesOf(
  key: string,
  tests: KeyTest[],
): { families: Family[]; only: boolean; read: (test: KeyTest) => KeyTest } {
  const [first = "string", ...more] = new Set(tests.map(({ family }) => family));
  if (more.length === 0) return { families: [first], only: holdsOnly(key, first), read: (test) => test };
  const families = new Set([first, ...more].map((family) => (family === "bool" ? "string" : family)));
  return { families: [...families], only: false, read: boolAsText };
}
