import type { TroubleKind } from '@/lib/core/run/trouble'

interface Details {
  status?: number | null
  retryAfterMs?: number | null
  body?: string | null
}

/** The only thing that a model call throws. Nothing of it ever holds the key. */
export class ModelError extends Error {
  readonly status: number | null
  /** What the endpoint asked for, as a minimum. */
  readonly retryAfterMs: number | null
  /** What it answered, cut. */
  readonly body: string | null

  constructor(
    readonly kind: TroubleKind,
    message: string,
    { status = null, retryAfterMs = null, body = null }: Details = {},
  ) {
    super(message)
    this.name = 'ModelError'
    this.status = status
    this.retryAfterMs = retryAfterMs
    this.body = body
  }
}
