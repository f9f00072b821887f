import { late, type ThreatContent, threat } from "./threat.ts";

export const API: ThreatContent[] = [
  threat(
    "H EI C",
    [
      "signed-in customer",
      "who knows or guesses the id of another order",
      "read and change what belongs to somebody else",
      "disclosure of addresses and purchases",
    ],
    "orders",
    "Compare the owner with the caller in every query",
    "Tests ask for each object with the wrong customer",
  ),
  threat(
    "M D A",
    [
      "scripted client",
      "with many addresses",
      "send more requests than the service can answer",
      "failed orders of everybody else",
    ],
    "the service's capacity",
    "Limit requests by client at the gateway",
  ),
  threat(
    "H S CI",
    [
      "attacker",
      "with a token that was issued for another service",
      "call the API with it",
      "acts in the name of a customer",
    ],
    "customer sessions",
    "Check issuer, audience and expiry of every token",
    "Refuse unsigned and symmetric algorithms",
  ),
  threat(
    "M R I",
    [
      "member of staff",
      "with access to the support role",
      "correct an order and deny it later",
      "disputes that can not be settled",
    ],
    "the record of changes",
    "Write each change with who, when and why to a log that staff can not edit",
  ),
  late(
    threat(
      "H T I",
      [
        "attacker",
        "who controls a client",
        "send prices or discounts of their own choosing",
        "orders that are paid with too little",
      ],
      "prices",
      "Compute every price on the server from the catalogue",
    ),
  ),
  threat(
    "L I C",
    [
      "curious client",
      "who provokes errors",
      "read internals from error messages",
      "knowledge that helps the next attack",
    ],
    "internal names and versions",
    "Answer errors with a request id only",
  ),
];

export const PAYMENTS: ThreatContent[] = [
  threat(
    "H I C",
    [
      "attacker",
      "with read access to logs or dumps",
      "collect card numbers that were written there",
      "loss of card data and of the right to handle it",
    ],
    "card numbers",
    "List the fields that are logged; card fields are never among them",
    "Scan logs every night for numbers that pass the Luhn check",
  ),
  threat(
    "H T I",
    [
      "attacker on the network path",
      "between gateway and acquirer",
      "replay or change an authorisation",
      "money taken twice or sent elsewhere",
    ],
    "authorisation messages",
    "Mutual TLS with pinned certificates",
    "One-time references that the acquirer refuses to see twice",
  ),
  threat(
    "H E CI",
    ["operator", "with access to the vault's host", "read keys from memory", "every stored card can be decrypted"],
    "encryption keys",
    "Keys stay in the hardware module; the service only asks for operations",
  ),
  threat(
    "M R I",
    ["merchant", "who started a refund", "deny having started it", "losses that nobody answers for"],
    "refund orders",
    "Refunds above a limit need a second person",
    "Sign refund orders with the merchant's key",
  ),
  late(
    threat(
      "H D A",
      ["acquirer", "who is down for an hour", "keep authorisations waiting", "no sales in any shop"],
      "the payment flow",
      "Fall back to a second acquirer after three seconds",
    ),
  ),
  threat(
    "M S I",
    ["partner", "with an old certificate", "connect after the contract ended", "bookings that should not exist"],
    "partner connections",
    "Certificates end with the contract",
    "A weekly list of connections without a contract",
  ),
];

export const WEB: ThreatContent[] = [
  threat(
    "H T CI",
    [
      "attacker",
      "who can store text that others see",
      "run script in another person's browser",
      "acts with that person's session",
    ],
    "agent and customer sessions",
    "Escape on output everywhere",
    "A strict content security policy with nonces",
  ),
  threat(
    "M S I",
    ["attacker", "who lures a signed-in person to a page", "submit forms in their name", "changes that nobody wanted"],
    "customer data",
    "Tokens in every form; cookies are SameSite",
  ),
  threat(
    "H E C",
    ["agent", "who knows the address of a page for supervisors", "open it directly", "sees cases of other departments"],
    "customer cases",
    "Ask the gate in every handler, not only in the menu",
  ),
  threat(
    "M I C",
    ["vendor", "whose script is embedded", "read what is typed into the page", "names and card data leave the company"],
    "typed data",
    "No scripts of vendors on pages with forms",
  ),
  late(
    threat(
      "H R I",
      [
        "agent",
        "who acts for a customer",
        "place or cancel orders that look like the customer's own",
        "disputes that can not be settled",
      ],
      "the record of acts",
      "Show and record the agent beside each act, and tell the customer",
    ),
  ),
  threat(
    "L T A",
    ["attacker", "who frames the page", "make people click what they do not see", "unwanted settings"],
    "account settings",
    "Refuse framing",
  ),
];

export const MOBILE: ThreatContent[] = [
  threat(
    "H I C",
    ["thief", "with an unlocked phone", "read the stored session and the basket", "orders at the owner's expense"],
    "the customer's session",
    "Keep the session in the phone's key store, bound to the screen lock",
    "End sessions from the account page",
  ),
  threat(
    "M S CI",
    ["malicious app", "on the same phone", "register for our links and catch the sign-in", "takes over the account"],
    "sign-in codes",
    "Use verified app links and PKCE",
  ),
  threat(
    "M T I",
    ["customer", "with a modified app", "change what the app sends", "prices or points of their own choosing"],
    "prices and points",
    "Trust nothing the app computes; the server decides",
  ),
  threat(
    "M I C",
    ["network operator", "of a public hotspot", "read or change traffic", "disclosure of what is bought"],
    "traffic",
    "TLS only, with the certificates of our servers pinned",
  ),
  late(
    threat(
      "H I C",
      [
        "crash service of a vendor",
        "which receives memory with the report",
        "keep names and tokens",
        "data at a vendor that nobody agreed to",
      ],
      "crash reports",
      "Strip memory and headers before a report leaves the phone",
    ),
  ),
  threat(
    "L D A",
    ["old app version", "that is still installed", "call endpoints that are gone", "customers who can not order"],
    "the shop",
    "Ask for an update one version ahead",
  ),
];

export const IDENTITY: ThreatContent[] = [
  threat(
    "H S CI",
    [
      "attacker",
      "with passwords from another leak",
      "try them on our accounts by the thousand",
      "takes over accounts of customers",
    ],
    "accounts",
    "Limit attempts by account, network and device",
    "Refuse passwords known from leaks",
  ),
  threat(
    "H E CI",
    [
      "support agent",
      "or somebody who sounds like one",
      "reset the second factor of a customer",
      "takes over the account",
    ],
    "account recovery",
    "Recovery waits a day and tells every known address",
    "A second agent confirms",
  ),
  threat(
    "H T I",
    ["attacker", "with a stolen refresh token", "use it after the customer signed out", "a session that never ends"],
    "sessions",
    "Rotate refresh tokens; a reused one ends the family",
  ),
  threat(
    "M R I",
    [
      "administrator",
      "with the right to hand out roles",
      "give access and deny it",
      "nobody knows who opened the door",
    ],
    "role grants",
    "Record every grant with its approver",
    "Grants end by themselves",
  ),
  late(
    threat(
      "H I C",
      ["attacker", "with a copy of the database", "try passwords offline", "passwords that also open other doors"],
      "password hashes",
      "Use a memory-hard function with a key kept elsewhere",
    ),
  ),
  threat(
    "L D A",
    ["attacker", "who knows many addresses", "lock accounts by failing on purpose", "customers who can not sign in"],
    "sign-in",
    "Slow down instead of locking",
  ),
];
