import { vi } from "vitest";

// The doors are called as they are, outside of a request of Next. The files share their modules, and so what stands for its session.
vi.mock("#lib/auth/session.ts", async () => {
  const { personAsking } = await import("./asked-by.ts");
  return {
    currentPerson: personAsking,
    refusedIdentity: async () => null,
    answerSignIn: async () => Response.json({}),
  };
});
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined }),
}));
