import { z } from 'zod'
import { PRESETS } from '@/lib/core/model/presets'
import { type PrivateModel, readPrivateModel } from './private-models'

/** What the operator can set, and what the supervisor hands to its children. Everything is checked before anything starts. */

const flag = z
  .enum(['', '0', '1', 'true', 'false'])
  .default('')
  .transform((value) => value === '1' || value === 'true')
const secret = z.string().min(32, 'needs at least 32 characters')
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
  .refine((value) => URL.canParse(value), 'is no URL')
const publicUrl = z
  .string()
  .refine(
    (value) => URL.canParse(value),
    'is no URL: give scheme, host and port, such as https://plumbline.example.org',
  )
  .transform((value) => new URL(value))
  .refine((url) => url.protocol === 'https:' || url.protocol === 'http:', 'must be http or https')
  .refine(
    (url) => url.pathname === '/' && !url.search && !url.hash && !url.username,
    'must be an origin, without a path',
  )

/** What a key may be made of: it goes into a header. */
const modelKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,512}$/, 'must be the key alone: 8 to 512 printable characters, no spaces')
const keyVariables = Object.values(PRESETS).flatMap(({ keyVariable }) => keyVariable ?? [])

/** Hosts, addresses and ranges, with commas or spaces between them. */
const privateModels = z.string().transform((text, issues): PrivateModel[] => {
  const parts = text.split(/[\s,]+/).filter(Boolean)
  const read = parts.map(readPrivateModel)
  if (read.includes(null))
    issues.addIssue({
      code: 'custom',
      message: 'must list hosts, addresses or ranges, such as 127.0.0.1:11434, ollama or 10.0.0.0/8',
    })
  return read.filter((one) => one !== null)
})

/** An empty variable counts as unset: that is how compose files and shells leave things out. */
const unset = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(unset, schema.optional())

export const envSchema = z
  .object({
    DATABASE_URL: optional(postgresUrl),
    PLUMBLINE_DATA: optional(z.string()),
    PLUMBLINE_URL: optional(publicUrl),
    PLUMBLINE_INSECURE_HTTP: flag,
    /** Behind a reverse proxy of yours: the client's address is the last one in X-Forwarded-For. */
    PLUMBLINE_TRUST_PROXY: flag,
    PLUMBLINE_POOL: optional(z.coerce.number().int().min(2).max(100)),
    PLUMBLINE_SESSION_SECRET: optional(secret),
    PLUMBLINE_ENCRYPTION_KEY: optional(secret),
    /** The one before: stored keys that it sealed can still be opened, until they are sealed anew. */
    PLUMBLINE_OLD_ENCRYPTION_KEY: optional(secret),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: optional(z.base64()),
    /** Model servers on this machine or in a private network. */
    PLUMBLINE_ALLOW_PRIVATE_MODELS: optional(privateModels),
    /** Receivers of webhooks on this machine or in a private network. */
    PLUMBLINE_ALLOW_PRIVATE_WEBHOOKS: optional(privateModels),
    /** A model call takes at most this long; jobs and leases follow. */
    PLUMBLINE_CALL_SECONDS: optional(z.coerce.number().int().min(1).max(600)),
    /** USD that all runs of the installation together may spend a day (UTC). */
    PLUMBLINE_DAILY_SPEND_LIMIT: optional(z.coerce.number().min(0)),
    /** The demo model waits up to this long (ms). */
    PLUMBLINE_DEMO_LATENCY_MS: optional(z.coerce.number().int().min(0).max(60_000)),
    ...Object.fromEntries(keyVariables.map((name) => [name, optional(modelKey)])),
    PLUMBLINE_OIDC_ISSUER: optional(z.url()),
    PLUMBLINE_OIDC_CLIENT_ID: optional(z.string()),
    PLUMBLINE_OIDC_CLIENT_SECRET: optional(z.string()),
    PLUMBLINE_OIDC_NAME: optional(z.string().max(60)),
    PORT: optional(z.coerce.number().int().min(1).max(65_535)),
    HOST: optional(z.string()),
  })
  .refine((env) => !env.PLUMBLINE_OIDC_ISSUER || (env.PLUMBLINE_OIDC_CLIENT_ID && env.PLUMBLINE_OIDC_CLIENT_SECRET), {
    path: ['PLUMBLINE_OIDC_ISSUER'],
    message: 'needs PLUMBLINE_OIDC_CLIENT_ID and PLUMBLINE_OIDC_CLIENT_SECRET too',
  })
export type Env = z.infer<typeof envSchema>

/** Something the operator has to change before Plumbline can run. Printed as it is, without a stack. */
export class SetupError extends Error {}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|::1)$/
export const isLoopback = (host: string) => LOOPBACK.test(host)

/** Browsers drop Secure cookies over plain http, except from this very machine: sign-in would go round in circles. */
export function refuseInsecureUrl(env: Pick<Env, 'PLUMBLINE_URL' | 'PLUMBLINE_INSECURE_HTTP'>) {
  const url = env.PLUMBLINE_URL
  if (!url || url.protocol === 'https:' || isLoopback(url.hostname) || env.PLUMBLINE_INSECURE_HTTP) return
  throw new SetupError(
    `PLUMBLINE_URL is ${url.origin}: passwords and sessions would travel unencrypted. ` +
      'Put a proxy with TLS in front and set PLUMBLINE_URL to its https address. ' +
      'On a network that you trust, PLUMBLINE_INSECURE_HTTP=1 allows plain http; every page then says so.',
  )
}

/** Parses the environment, or says in words what is wrong with it. Values are never repeated: they may be secrets. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = envSchema.safeParse(source)
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`)
    throw new SetupError(`Plumbline cannot start with these settings:\n${lines.join('\n')}`)
  }
  refuseInsecureUrl(result.data)
  return result.data
}

/** Models that reason answer after a minute; longer than this nobody waits. */
export const CALL_SECONDS = 90

export interface WebEnv {
  databaseUrl: string
  /** The one public origin: links, Origin check, callbacks, HSTS. */
  url: URL
  /** https or loopback: `__Host-` cookie. Otherwise a named cookie without Secure, and a banner. */
  secureCookies: boolean
  sessionSecret: string
  encryptionKey: string
  trustProxy: boolean
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | null
}

let parsed: WebEnv | undefined

/** The settings of a web process or worker: what the supervisor handed over. */
export function webEnv(): WebEnv {
  if (parsed) return parsed
  const env = parseEnv(process.env)
  const { DATABASE_URL, PLUMBLINE_URL, PLUMBLINE_SESSION_SECRET, PLUMBLINE_ENCRYPTION_KEY } = env
  if (!DATABASE_URL || !PLUMBLINE_URL || !PLUMBLINE_SESSION_SECRET || !PLUMBLINE_ENCRYPTION_KEY) {
    throw new SetupError('This process lacks its settings: start Plumbline with npm start or npm run dev.')
  }
  parsed = {
    databaseUrl: DATABASE_URL,
    url: PLUMBLINE_URL,
    secureCookies: PLUMBLINE_URL.protocol === 'https:' || isLoopback(PLUMBLINE_URL.hostname),
    sessionSecret: PLUMBLINE_SESSION_SECRET,
    encryptionKey: PLUMBLINE_ENCRYPTION_KEY,
    trustProxy: env.PLUMBLINE_TRUST_PROXY,
    oidc: env.PLUMBLINE_OIDC_ISSUER
      ? {
          issuer: env.PLUMBLINE_OIDC_ISSUER,
          clientId: env.PLUMBLINE_OIDC_CLIENT_ID ?? '',
          clientSecret: env.PLUMBLINE_OIDC_CLIENT_SECRET ?? '',
          name: env.PLUMBLINE_OIDC_NAME ?? 'single sign-on',
        }
      : null,
  }
  return parsed
}

/** Origins that count as our own: the public one; on this very machine under any of its loopback names. */
export function isOwnOrigin(origin: string, url: URL): boolean {
  if (!URL.canParse(origin)) return false
  const other = new URL(origin)
  if (other.origin === url.origin) return true
  return (
    other.protocol === url.protocol && other.port === url.port && isLoopback(other.hostname) && isLoopback(url.hostname)
  )
}
