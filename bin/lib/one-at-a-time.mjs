import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './root.mjs'

const id = createHash('sha256').update(root).digest('hex').slice(0, 16)
const file = path.join(tmpdir(), `plumbline-prepare-${id}.pid`)

function holderLives() {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Two preparations of one folder would install into each other: the second waits. */
export async function takeTurn(say) {
  let said = 0
  for (let waited = 0; ; waited += 250) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      process.on('exit', () => rmSync(file, { force: true }))
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!holderLives()) rmSync(file, { force: true })
    else if (waited >= said) {
      say(`  … another preparation of this folder is at work, ${Math.round(waited / 1000)} s`)
      said = waited + 4_000
    }
    await sleep(250)
  }
}
