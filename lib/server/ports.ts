import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** The ports that an installation uses, kept so that links and settings stay true from start to start. */
const portsSchema = z.object({ postgres: z.number().int().optional(), web: z.number().int().optional() })
export type Ports = z.infer<typeof portsSchema>

const fileIn = (dataDir: string) => path.join(dataDir, 'ports.json')

export function readPorts(dataDir: string): Ports {
  try {
    return portsSchema.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')))
  } catch {
    return {}
  }
}

export function recordPorts(dataDir: string, ports: Ports): void {
  writeFileSync(fileIn(dataDir), `${JSON.stringify({ ...readPorts(dataDir), ...ports })}\n`, { mode: 0o600 })
}
