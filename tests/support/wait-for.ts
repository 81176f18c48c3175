import { setTimeout as sleep } from 'node:timers/promises'

/** Asks until the answer is there; fails with what it waited for. For what other processes do, never for our own. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  ms = 10_000,
): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(25)) {
    const answer = await ask()
    if (answer) return answer
  }
  throw new Error(`Waited ${ms} ms in vain for ${what}`)
}
