import { PRESETS } from '@/lib/core/model/presets'
import { CALL_SECONDS, type Env, parseEnv, SetupError } from './env'
import { allowPrivate } from './private-models'

type Rule = ReturnType<typeof allowPrivate>

export interface ModelEnv {
  encryptionKey: string
  /** The one before, while stored keys are sealed anew. */
  oldEncryptionKey: string | null
  /** Keys that the environment holds, by the name of their variable. */
  modelKeys: ReadonlyMap<string, string>
  /** The same function as long as the setting is: connections are kept by it. */
  allowPrivate: Rule
  /** The same for receivers of webhooks. */
  allowPrivateWebhooks: Rule
  demoLatencyMs: number | undefined
  /** A call takes at most this long. */
  callSeconds: number
  /** USD a day (UTC) by the whole installation; null: no limit. */
  dailySpendLimit: number | null
}

const rules = new Map<string, Rule>()

function ruleFor(env: Env, setting: 'PLUMBLINE_ALLOW_PRIVATE_MODELS' | 'PLUMBLINE_ALLOW_PRIVATE_WEBHOOKS'): Rule {
  const allowed = env[setting] ?? []
  const text = setting + JSON.stringify(allowed)
  const rule = rules.get(text) ?? allowPrivate(allowed, setting)
  rules.set(text, rule)
  return rule
}

function keysOf(env: Record<string, unknown>): ReadonlyMap<string, string> {
  const names = Object.values(PRESETS).flatMap(({ keyVariable }) => keyVariable ?? [])
  return new Map(names.flatMap((name) => (typeof env[name] === 'string' ? [[name, env[name]]] : [])))
}

/** What calls to models need of the environment, in a web process, a worker or a command. */
export function modelEnv(): ModelEnv {
  const env = parseEnv(process.env)
  if (!env.PLUMBLINE_ENCRYPTION_KEY)
    throw new SetupError('PLUMBLINE_ENCRYPTION_KEY is not set: start Plumbline with npm start or npm run dev.')
  return {
    encryptionKey: env.PLUMBLINE_ENCRYPTION_KEY,
    oldEncryptionKey: env.PLUMBLINE_OLD_ENCRYPTION_KEY ?? null,
    modelKeys: keysOf(env),
    allowPrivate: ruleFor(env, 'PLUMBLINE_ALLOW_PRIVATE_MODELS'),
    allowPrivateWebhooks: ruleFor(env, 'PLUMBLINE_ALLOW_PRIVATE_WEBHOOKS'),
    demoLatencyMs: env.PLUMBLINE_DEMO_LATENCY_MS,
    callSeconds: env.PLUMBLINE_CALL_SECONDS ?? CALL_SECONDS,
    dailySpendLimit: env.PLUMBLINE_DAILY_SPEND_LIMIT ?? null,
  }
}
