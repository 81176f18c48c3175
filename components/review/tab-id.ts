import { v7 as newId } from 'uuid'

const KEY = 'plumbline.tab'
let mine: string | undefined
let claiming: Promise<string> | undefined

/**
 * Names this browser tab to the server; the same after a reload. A duplicated tab copies sessionStorage: the one that
 * finds its name held by another makes its own.
 */
export function claimTab(): Promise<string> {
  claiming ??= (async () => {
    const stored = sessionStorage.getItem(KEY)
    mine = stored && (await hold(stored)) ? stored : newId()
    if (mine !== stored) {
      sessionStorage.setItem(KEY, mine)
      await hold(mine)
    }
    return mine
  })()
  return claiming
}

/** The name that claimTab settled; items are only on screen after it has. */
export function tabId(): string {
  if (!mine) throw new Error('claimTab has to come first')
  return mine
}

/** Holds the name until this tab closes; false when another tab holds it. */
function hold(name: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true)
  return new Promise((resolve) => {
    void navigator.locks.request(`plumbline.tab.${name}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock ? new Promise(() => {}) : undefined
    })
  })
}
