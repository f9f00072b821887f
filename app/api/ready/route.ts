import { pingDatabase } from "#db/client.ts";
import { requestIdOf } from "#lib/web/context.ts";
import { problemResponse } from "#lib/web/problem.ts";
import { answerError } from "#lib/web/refusal.ts";

export const dynamic = "force-dynamic";

/** Open to anyone: this instance is ready while its database answers. */
export async function GET(request: Request): Promise<Response> {
  try {
    await pingDatabase();
    return Response.json({ status: "ready" });
  } catch (error) {
    return problemResponse(await answerError(null, requestIdOf(request.headers), "GET /api/ready", error));
  }
}
