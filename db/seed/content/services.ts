import type { Tier } from "#lib/reviews/rules.ts";

/** What a service is: its changes, threats and documents follow from it. */
export type ServiceKind =
  | "api"
  | "web"
  | "mobile"
  | "identity"
  | "batch"
  | "store"
  | "stream"
  | "pipeline"
  | "cloud"
  | "desk"
  | "learning"
  | "files";

/** A service: name, kind, tier, and what an attacker would be after. */
type ServiceContent = readonly [name: string, kind: ServiceKind, tier: Tier, asset: string];

export type TeamContent = {
  name: string;
  /** Developers of the team who are people of the demo, of `size` in all. */
  people: number;
  size: number;
  services: readonly ServiceContent[];
};

export const COMPANY = "Larkfield Group (demo)";

export const ORGANISATIONS: readonly { name: string; teams: readonly TeamContent[] }[] = [
  {
    name: "Payments",
    teams: [
      {
        name: "Checkout",
        people: 4,
        size: 11,
        services: [
          ["Checkout API", "api", "high", "payment requests"],
          ["Payment page", "web", "high", "card details while they are typed"],
          ["Voucher service", "api", "medium", "voucher balances"],
        ],
      },
      {
        name: "Card Processing",
        people: 5,
        size: 12,
        services: [
          ["Card vault", "store", "high", "stored card numbers"],
          ["Authorisation gateway", "api", "high", "authorisation messages"],
          ["Dispute desk", "desk", "medium", "dispute files"],
        ],
      },
      {
        name: "Ledger",
        people: 3,
        size: 8,
        services: [
          ["Ledger core", "store", "high", "bookings"],
          ["Posting batch", "batch", "medium", "posting files"],
        ],
      },
      {
        name: "Payouts",
        people: 4,
        size: 9,
        services: [
          ["Payout scheduler", "batch", "high", "payout orders"],
          ["Bank file export", "batch", "high", "bank files"],
          ["Payout console", "desk", "medium", "payout approvals"],
        ],
      },
      {
        name: "Fraud Signals",
        people: 4,
        size: 9,
        services: [
          ["Fraud scoring", "learning", "medium", "fraud rules"],
          ["Device signals", "api", "medium", "device profiles"],
        ],
      },
      {
        name: "Billing",
        people: 3,
        size: 7,
        services: [
          ["Invoice renderer", "files", "medium", "invoices"],
          ["Tax rates", "api", "low", "tax tables"],
          ["Billing jobs", "batch", "low", "billing runs"],
        ],
      },
    ],
  },
  {
    name: "Retail",
    teams: [
      {
        name: "Storefront",
        people: 5,
        size: 14,
        services: [
          ["Storefront web", "web", "medium", "customer sessions"],
          ["Content editor", "desk", "low", "published pages"],
          ["Image resizer", "files", "medium", "uploaded images"],
        ],
      },
      {
        name: "Catalogue",
        people: 4,
        size: 9,
        services: [
          ["Product catalogue", "api", "low", "product data"],
          ["Supplier feed", "files", "medium", "supplier price lists"],
          ["Price rules", "api", "low", "price rules"],
        ],
      },
      {
        name: "Orders",
        people: 4,
        size: 12,
        services: [
          ["Order API", "api", "medium", "orders"],
          ["Order history", "api", "medium", "past orders"],
          ["Returns portal", "web", "medium", "return labels"],
        ],
      },
      {
        name: "Loyalty",
        people: 2,
        size: 6,
        services: [
          ["Loyalty points", "api", "medium", "point balances"],
          ["Newsletter sign-up", "web", "low", "e-mail addresses"],
        ],
      },
      {
        name: "Mobile Apps",
        people: 5,
        size: 13,
        services: [
          ["Shop app for iOS", "mobile", "medium", "the customer's session"],
          ["Shop app for Android", "mobile", "medium", "the customer's session"],
          ["Push gateway", "api", "medium", "push tokens"],
        ],
      },
      {
        name: "Delivery",
        people: 4,
        size: 9,
        services: [
          ["Delivery tracking", "api", "low", "parcel positions"],
          ["Route planner", "batch", "low", "routes"],
          ["Courier app", "mobile", "medium", "delivery addresses"],
        ],
      },
    ],
  },
  {
    name: "Platform",
    teams: [
      {
        name: "Identity",
        people: 6,
        size: 12,
        services: [
          ["Sign-in", "identity", "high", "sign-in sessions"],
          ["Account recovery", "identity", "high", "recovery codes"],
          ["Staff directory", "desk", "medium", "staff records"],
        ],
      },
      {
        name: "Build and Release",
        people: 4,
        size: 8,
        services: [
          ["Build pipeline", "pipeline", "high", "release artefacts"],
          ["Artefact store", "store", "medium", "release artefacts"],
          ["Release notes bot", "pipeline", "low", "release notes"],
        ],
      },
      {
        name: "Cloud Foundations",
        people: 5,
        size: 10,
        services: [
          ["Account factory", "cloud", "high", "cloud accounts"],
          ["Network baseline", "cloud", "medium", "network routes"],
          ["Backup vault", "store", "medium", "backups"],
        ],
      },
      {
        name: "Observability",
        people: 3,
        size: 7,
        services: [
          ["Log pipeline", "stream", "medium", "application logs"],
          ["Metrics store", "store", "low", "metrics"],
          ["Status page", "web", "low", "incident notes"],
        ],
      },
      {
        name: "Messaging",
        people: 3,
        size: 7,
        services: [
          ["Event bus", "stream", "medium", "business events"],
          ["Mail sender", "api", "medium", "mail templates"],
        ],
      },
      {
        name: "Developer Portal",
        people: 2,
        size: 5,
        services: [
          ["Service templates", "pipeline", "low", "project templates"],
          ["API documentation", "web", "low", "documentation pages"],
        ],
      },
    ],
  },
  {
    name: "Insights",
    teams: [
      {
        name: "Data Lake",
        people: 5,
        size: 11,
        services: [
          ["Data lake", "store", "high", "customer records"],
          ["Ingest stream", "stream", "medium", "raw events"],
          ["Data catalogue", "desk", "low", "table descriptions"],
        ],
      },
      {
        name: "Reporting",
        people: 2,
        size: 6,
        services: [
          ["Finance reports", "batch", "medium", "financial reports"],
          ["Dashboard embed", "web", "low", "dashboards"],
        ],
      },
      {
        name: "Experimentation",
        people: 2,
        size: 5,
        services: [
          ["Feature flags", "api", "low", "flag settings"],
          ["Experiment statistics", "batch", "low", "experiment results"],
        ],
      },
      {
        name: "Recommendations",
        people: 3,
        size: 8,
        services: [
          ["Recommender", "learning", "low", "purchase profiles"],
          ["Ranking training", "learning", "low", "training data"],
        ],
      },
      {
        name: "Customer Support Tools",
        people: 5,
        size: 10,
        services: [
          ["Support desk", "desk", "high", "customer cases"],
          ["Call recordings", "store", "medium", "recorded calls"],
          ["Chat assistant", "learning", "medium", "chat transcripts"],
        ],
      },
      {
        name: "Partner Exports",
        people: 4,
        size: 8,
        services: [
          ["Partner export", "batch", "high", "partner files"],
          ["Partner drop box", "files", "medium", "partner uploads"],
          ["Consent register", "api", "medium", "consents"],
        ],
      },
    ],
  },
];
