import type { PostgresProgram } from "./postgres-program.ts";
import type { Scene } from "./writing.ts";

/** Signs in the people of the program, who write to one of its reviews. */
export async function postgresScene({ program, cookie }: PostgresProgram): Promise<Scene> {
  const { requester, guardian, engineer, second, manager, reviews, serviceId } = program;
  const cookies: string[] = [];
  for (const ctx of [requester, guardian, engineer, second, manager]) cookies.push(await cookie(ctx));
  return { cookies, ref: reviews[0]?.ref ?? "", serviceId };
}
