import type { Story } from "../story.ts";
export async function beginScenes(_story: Story): Promise<void> {}
