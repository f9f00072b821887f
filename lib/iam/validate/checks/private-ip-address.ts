import { sourceAddresses } from "../addresses.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";

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
