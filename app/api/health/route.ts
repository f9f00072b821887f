import { pingDatabase } from "#db/client.ts";

export const dynamic = "force-dynamic";

/** Open to anyone: whether this instance can serve. */
export async function GET(): Promise<Response> {
  try {
    await pingDatabase();
    return Response.json({ status: "ok" });
  } catch {
    return Response.json({ status: "unavailable" }, { status: 503 });
  }
}
