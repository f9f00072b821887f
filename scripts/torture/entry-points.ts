import { actionsOf } from "#tests/support/fuzz/action-calls.ts";
import type { Call } from "#tests/support/fuzz/call.ts";
import { answered } from "#tests/support/reviews.ts";

const PAGES = [
  "/",
  "/reviews",
  "/reviews/new",
  "/reviews/REV-1",
  "/threat-models",
  "/guardians",
  "/training",
  "/metrics",
  "/policies",
  "/program",
  "/newsletters",
  "/settings/people",
  "/sign-in",
];
const ROUTES = [
  "/api/v1/reviews",
  "/api/v1/reviews/REV-1",
  "/api/v1/search?q=night",
  "/api/v1/metrics",
  "/api/v1/people",
];

/** One call to each kind of entry point that needs the database, for a signed-in person who may use all of them. */
export function entryPoints(origin: string, serviceId: number): Call[] {
  const get = (door: "page" | "api", path: string): Call => ({ door, name: path, method: "GET", path, headers: {} });
  const json = { "content-type": "application/json" };
  const draft = { title: "While it was away", serviceId, type: "change", intake: answered() };
  const people = actionsOf().find(({ name }) => name === "peopleAction");
  if (!people) throw new Error("The build has no peopleAction. Name another action here.");
  const headers = {
    "next-action": people.id,
    "content-type": "text/plain;charset=UTF-8",
    accept: "text/x-component",
    origin,
  };
  return [
    ...PAGES.map((path) => get("page", path)),
    ...ROUTES.map((path) => get("api", path)),
    {
      door: "api",
      name: "POST /reviews",
      method: "POST",
      path: "/api/v1/reviews",
      headers: json,
      body: JSON.stringify(draft),
    },
    { door: "action", name: people.name, method: "POST", path: "/reviews/new", headers, body: "[]" },
    { ...get("page", "/api/auth/csrf"), door: "sign-in" },
  ];
}
