import { z } from "zod";

/** What `pulumi stack ls --json` prints. */
export const stackList = z.array(
  z.looseObject({ name: z.string(), current: z.boolean().nullish(), updateInProgress: z.boolean().nullish() }),
);

/** What `pulumi whoami --json` prints. */
export const backend = z.looseObject({ url: z.string().optional() });

/** What `pulumi config --json` prints. */
export const configuration = z.record(
  z.string(),
  z.looseObject({ value: z.string().default(""), secret: z.boolean().default(false) }),
);

/** What `pulumi stack export` prints. */
export const exported = z.looseObject({ deployment: z.unknown() });
