import type { EnforcementLevel, PolicyConfigSchema, ResourceValidationPolicy } from "@pulumi/policy";
import { isOAuthClientType } from "../model/plugin-tokens.ts";
import { type DeclaredClient, declaredClient } from "./declared-client.ts";
import { requireKnown } from "./known-names.ts";

/** What every rule can be told. */
export interface RuleOptions {
  /** What a violation does. Default: what applies to all rules. */
  readonly enforcementLevel?: Exclude<EnforcementLevel, "remediate">;
  /** Names, in the program, of the resources that the rule does not apply to. Default: none. */
  readonly except?: readonly string[];
}

type Setting = PolicyConfigSchema["properties"][string];

/** A rule about one OAuth client. */
export interface Rule<Settings extends object> {
  /** How reports and configurations call it. FROZEN: users' configurations keep it. */
  readonly name: string;
  readonly severity: "medium" | "high";
  /** What it demands, in one sentence. */
  readonly description: string;
  /** What it can be told beside {@link RuleOptions}. Each with its default. */
  readonly settings: { readonly [Name in keyof Settings]-?: Setting & { default: NonNullable<Settings[Name]> } };
  /** What is wrong with a client, and what to write instead; undefined if nothing is. It quotes no text of the program. */
  judge(client: DeclaredClient, settings: Required<Settings>): string | undefined;
}

/** The settings of every rule. */
const COMMON = {
  except: {
    description: "Names, in the program, of the resources that the rule does not apply to.",
    type: "array",
    items: { type: "string" },
    default: [],
  },
} as const satisfies Record<string, Setting>;

/** The rule as Pulumi runs it. What the configuration of the policy pack says wins over `options`. */
export function policyOf<Settings extends object>(
  rule: Rule<Settings>,
  options: RuleOptions & Settings,
): ResourceValidationPolicy {
  const { enforcementLevel, ...chosen } = options;
  const settings = { ...COMMON, ...rule.settings };
  requireKnown(`the options of ${rule.name}`, chosen, Object.keys(settings));
  const properties = withDefaults(settings, chosen);
  const defaults = Object.fromEntries(Object.entries(properties).map(([name, setting]) => [name, setting.default]));
  return {
    name: rule.name,
    description: rule.description,
    severity: rule.severity,
    ...(enforcementLevel === undefined ? {} : { enforcementLevel }),
    configSchema: { properties },
    validateResource: (args, reportViolation) => {
      if (!isOAuthClientType(args.type)) return;
      const configured = args.getConfig<Partial<Settings>>();
      requireKnown(`the configuration of ${rule.name}`, configured, Object.keys(properties));
      const { except, ...told } = { ...defaults, ...configured } as Required<Settings> & { except: readonly string[] };
      const client = declaredClient(args);
      if (except.includes(client.name)) return;
      const finding = rule.judge(client, told as unknown as Required<Settings>);
      if (finding !== undefined) reportViolation(`${client.kind} "${client.name}": ${finding}`);
    },
  };
}

function withDefaults(settings: Readonly<Record<string, Setting>>, chosen: object): Record<string, Setting> {
  const values = new Map(Object.entries(chosen).filter(([, value]) => value !== undefined));
  return Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      values.has(name) ? { ...setting, default: values.get(name) } : setting,
    ]),
  );
}
