import { modelEnv } from './model-env'

/** What a worker keeps to when it calls a model. */
export interface CallSettings {
  /** A call takes at most this long (ms), from the first byte sent to the last one read. */
  timeoutMs: number
  /** Spent a day (UTC) by the whole installation, at most, in USD; null: no limit. */
  dailyLimit: number | null
  allowPrivate: (address: string, host: string, port: number) => boolean
  demoLatencyMs: number | undefined
}

export function callSettings(): CallSettings {
  const { callSeconds, dailySpendLimit, allowPrivate, demoLatencyMs } = modelEnv()
  return { timeoutMs: callSeconds * 1_000, dailyLimit: dailySpendLimit, allowPrivate, demoLatencyMs }
}
