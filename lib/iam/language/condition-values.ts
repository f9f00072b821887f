import { isExactNumber } from "./exact-number.ts";
import type { Family } from "./operators.ts";

/** A range of addresses, ends included. IPv4 and IPv6 are separate spaces. */
export type AddressRange = { version: 4 | 6; from: bigint; to: bigint; prefix: number };

/** A decimal number, or undefined. */
export function readNumber(text: string): number | undefined {
  if (!/^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

const DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** Milliseconds since the epoch, from an ISO 8601 date (W3C profile; UTC if no zone is given) or from epoch seconds. */
export function readDate(text: string): number | undefined {
  if (/^-?\d{5,12}$/.test(text)) return Number(text) * 1000;
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", second = "00", fraction = "0", zone = "Z"] =
    match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  if (Number.isNaN(time)) return undefined;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) > days ? undefined : time + Number(`0.${fraction}`) * 1000;
}

function readIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function readGroups(text: string): bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part.includes(".")) {
      const tail = readIpv4(part);
      if (tail === undefined) return undefined;
      groups.push(tail >> 16n, tail & 0xffffn);
    } else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

function readIpv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = readGroups(halves[0] ?? "");
  const tail = halves.length === 2 ? readGroups(halves[1] ?? "") : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...tail];
  return groups.reduce((sum, group) => sum * 65536n + group, 0n);
}

/** An address or a CIDR block; host bits under the mask are ignored. */
export function readAddressRange(text: string): AddressRange | undefined {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const version = address.includes(":") ? 6 : 4;
  const bits = version === 6 ? 128 : 32;
  const value = version === 6 ? readIpv6(address) : readIpv4(address);
  const suffix = slash < 0 ? String(bits) : text.slice(slash + 1);
  if (value === undefined || !/^\d{1,3}$/.test(suffix) || Number(suffix) > bits) return undefined;
  const prefix = Number(suffix);
  const size = 1n << BigInt(bits - prefix);
  const from = (value / size) * size;
  return { version, from, to: from + size - 1n, prefix };
}

/** True or false in any case, or undefined. */
export function readBool(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : undefined;
}

/** Base64 bytes in one canonical spelling, or undefined. */
export function readBytes(text: string): string | undefined {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? btoa(atob(text)) : undefined;
}

/** Why a value does not suit an operator's family, or undefined if it does. */
export function valueFault(family: Family, text: string): string | undefined {
  if (family === "number" && readNumber(text) === undefined) return "is not a number";
  if (family === "number" && !isExactNumber(text)) return "is not a number of at most 15 digits";
  if (family === "date" && readDate(text) === undefined) return "is not an ISO 8601 date or epoch seconds";
  if (family === "date" && /\.\d{3}\d*[1-9]/.test(text)) return "is more precise than a millisecond";
  if (family === "date" && /^\d{4}$/.test(text)) return "may be a year or epoch seconds: add the month";
  if (family === "ip" && readAddressRange(text) === undefined) return "is not an IP address or CIDR block";
  if (family === "binary" && readBytes(text) === undefined) return "is not base64";
  if ((family === "bool" || family === "null") && readBool(text) === undefined) return "is neither true nor false";
  return undefined;
}
