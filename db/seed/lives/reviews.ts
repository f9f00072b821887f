import type { Story } from "../story.ts";
export async function beginReviews(_story: Story): Promise<void> {}
