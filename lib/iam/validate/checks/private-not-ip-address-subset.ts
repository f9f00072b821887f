import { sourceAddresses } from "../addresses.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";

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
