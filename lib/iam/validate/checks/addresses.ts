import { type AddressRange, readAddressRange } from "../../language/index.ts";
import type { Check } from "../check.ts";
import { at, type Place } from "../place.ts";
import type { PolicyDocument } from "../policy-document.ts";
import { conditionsIn, valuesOf, valueText } from "../walk.ts";

/** RFC 1918, and the unique local addresses of RFC 4193. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].flatMap(
  (text) => readAddressRange(text) ?? [],
);

function isPrivate({ version, from, to }: AddressRange): boolean {
  return PRIVATE.some((range) => range.version === version && range.from <= from && to <= range.to);
}

/** The block with every bit under the mask cleared, if the text has one set. */
function cleared(text: string): string | undefined {
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

/** The longest run of zeros is written as `::`, following RFC 5952. */
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

type SourceAddresses = { place: Place; values: { value: Place; isPrivate: boolean }[] };

/** The values of `aws:SourceIp` under an operator. Another check handles keys with a value that is not an address. */
function* sourceAddresses(
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

export const improveIpRange: Check = {
  code: "IMPROVE_IP_RANGE",
  type: "SUGGESTION",
  details: "The non-zero bits in the IP address after the masked bits are ignored. Replace address with {{addr}}.",
  *find(document) {
    for (const { value, text } of valuesOf(document, ["ip"])) {
      const addr = cleared(text);
      if (addr !== undefined) yield { locations: [at(value)], values: { addr } };
    }
  },
};

export const privateIpAddress: Check = {
  code: "PRIVATE_IP_ADDRESS",
  type: "ERROR",
  details:
    "aws:SourceIp works only for public IP address ranges. The values for condition key aws:SourceIp include only private IP addresses and will not have the desired effect. Update the value to include only public IP addresses.",
  *find(document) {
    for (const { place, values } of sourceAddresses(document, "IpAddress")) {
      if (values.every(({ isPrivate }) => isPrivate)) yield { locations: [at(place)] };
    }
  },
};

export const privateIpAddressSubset: Check = {
  code: "PRIVATE_IP_ADDRESS_SUBSET",
  type: "SUGGESTION",
  details:
    "The values for condition key aws:SourceIp include a mix of private and public IP addresses. The private addresses will not have the desired effect. aws:SourceIp works only for public IP address ranges. To define permissions for private IP ranges, use aws:VpcSourceIp.",
  *find(document) {
    for (const { values } of sourceAddresses(document, "IpAddress")) {
      const own = values.filter(({ isPrivate }) => isPrivate);
      if (own.length > 0 && own.length < values.length) yield { locations: own.map(({ value }) => at(value)) };
    }
  },
};

export const privateNotIpAddress: Check = {
  code: "PRIVATE_NOT_IP_ADDRESS",
  type: "ERROR",
  details:
    "The values for condition key aws:SourceIp include only private IP addresses and has no effect. aws:SourceIp works only for public IP address ranges. Update the value to include only public IP addresses.",
  *find(document) {
    for (const { place, values } of sourceAddresses(document, "NotIpAddress")) {
      if (values.every(({ isPrivate }) => isPrivate)) yield { locations: [at(place)] };
    }
  },
};

export const privateNotIpAddressSubset: Check = {
  code: "PRIVATE_NOT_IP_ADDRESS_SUBSET",
  type: "SUGGESTION",
  details:
    "The values for condition key aws:SourceIp include a mix of private and public IP addresses. The private addresses have no effect. aws:SourceIp works only for public IP address ranges. To define permissions for private IP ranges, use aws:VpcSourceIp.",
  *find(document) {
    for (const { values } of sourceAddresses(document, "NotIpAddress")) {
      const own = values.filter(({ isPrivate }) => isPrivate);
      if (own.length > 0 && own.length < values.length) yield { locations: own.map(({ value }) => at(value)) };
    }
  },
};
