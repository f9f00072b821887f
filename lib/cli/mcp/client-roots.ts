import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { RootsListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { holds } from "#lib/cli/check/input/holds.ts";
import { Unavailable } from "#lib/errors.ts";

/** How long a client may take to list its roots, in milliseconds. */
const LONGEST = 10_000;

/**
 * Folders of the root that the client shares. Clients may narrow the root, never widen it; without roots, all of it
 * applies. Throws Unavailable if the client does not answer.
 */
export function clientRoots(server: Server, root: string): () => Promise<readonly string[]> {
  let known: Promise<readonly string[]> | null = null;
  server.setNotificationHandler(RootsListChangedNotificationSchema, () => {
    known = null;
  });
  const ask = async (): Promise<readonly string[]> => {
    if (!server.getClientCapabilities()?.roots) return [root];
    const { roots } = await server.listRoots(undefined, { timeout: LONGEST });
    return roots.length === 0 ? [root] : roots.flatMap(({ uri }) => within(root, uri));
  };
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null;
      const why = error instanceof Error ? error.message : String(error);
      throw new Unavailable(`The client did not say which folders it shares, so nothing was read: ${why}`);
    });
    return known;
  };
}

/** The overlap of the root and a client's folder. */
function within(root: string, uri: string): string[] {
  try {
    const folder = realpathSync(fileURLToPath(uri));
    if (holds(folder, root)) return [root];
    return holds(root, folder) ? [folder] : [];
  } catch {
    return [];
  }
}
