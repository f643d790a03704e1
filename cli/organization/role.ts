import { z } from "zod";

const text = z.string().min(1);

const policy = z.object({
  domain: text,
  entityName: text,
  actionSet: z.array(text),
  resourceConditionNode: z.unknown().optional(),
});

const role = z.object({ id: text, name: text.optional().catch(undefined), permissionPolicies: z.array(policy) });

/** A role with its policies; undefined for an answer of any other shape. */
export type Role = z.infer<typeof role>;

/** Reads a role; undefined where the answer has another shape. */
export function readRole(answer: unknown): Role | undefined {
  return role.safeParse(answer).data;
}
