import { type AddressRange, readAddressRange } from "../language/index.ts";
import type { Place } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";
import { conditionsIn, valueText } from "./walk.ts";

/** RFC 1918, and the unique local addresses of RFC 4193. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].flatMap(
  (text) => readAddressRange(text) ?? [],
);

export function isPrivate({ version, from, to }: AddressRange): boolean {
  return PRIVATE.some((range) => range.version === version && range.from <= from && to <= range.to);
}

/** The block with every bit under the mask cleared, where the text has one set. */
export function cleared(text: string): string | undefined {
  const [address = ""] = text.split("/");
  const block = readAddressRange(text);
  const written = readAddressRange(address);
  if (block === undefined || written === undefined || written.from === block.from) return undefined;
  return `${block.version === 4 ? ipv4(block.from) : ipv6(block.from)}/${block.prefix}`;
}

function groups(value: bigint, bits: bigint, count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => {
    return (value >> (bits * BigInt(count - 1 - index))) & ((1n << bits) - 1n);
  });
}

function ipv4(value: bigint): string {
  return groups(value, 8n, 4).join(".");
}

/** The longest run of zeros is written as `::`, as in RFC 5952. */
function ipv6(value: bigint): string {
  const parts = groups(value, 16n, 8).map((group) => group.toString(16));
  let best = { start: 0, length: 0 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (parts[start + length] === "0") length += 1;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return parts.join(":");
  return `${parts.slice(0, best.start).join(":")}::${parts.slice(best.start + best.length).join(":")}`;
}

export type SourceAddresses = { place: Place; values: { value: Place; isPrivate: boolean }[] };

/** The values of `aws:SourceIp` under an operator; a key with a value that is no address is left to another check. */
export function* sourceAddresses(
  document: PolicyDocument,
  operator: "IpAddress" | "NotIpAddress",
): Generator<SourceAddresses> {
  for (const { condition } of conditionsIn(document)) {
    if (condition.name !== "aws:sourceip" || condition.read?.operator !== operator) continue;
    const values = condition.values.flatMap((value) => {
      const range = readAddressRange(valueText(value) ?? "");
      return range === undefined ? [] : [{ value, isPrivate: isPrivate(range) }];
    });
    if (values.length > 0 && values.length === condition.values.length) yield { place: condition.key.value, values };
  }
}
