import { sourceAddresses } from "../addresses.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";

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
